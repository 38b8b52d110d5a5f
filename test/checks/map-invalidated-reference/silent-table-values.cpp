// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Iterators that are the values of another table, which forgets them when their element goes.

#include <functional>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

// Who comes next is found by time, where it stands by name; a callback may set the same one again.
// proof: { Wakeups wakeups; wakeups.set("a", 1); wakeups.set("b", 2); wakeAgain(wakeups, {"a", "b"}); }
//   clean
class Wakeups {
public:
  void drop(const std::string &name) {
    const auto place = places_.find(name);
    if (place == places_.end())
      return;
    byTime_.erase(place->second);
    places_.erase(place);
  }

  void set(const std::string &name, long time) {
    drop(name);
    places_.emplace(name, byTime_.emplace(time, name));
  }

  template <typename Again> void again(const std::list<std::string> &names, Again isWanted) {
    for (const std::string &name : names)
      if (isWanted(name))
        set(name, 5);
  }

private:
  std::multimap<long, std::string> byTime_;
  std::map<std::string, std::multimap<long, std::string>::iterator> places_;
};

void wakeAgain(Wakeups &wakeups, const std::list<std::string> &names) {
  wakeups.again(names, [](const std::string &) { return true; });
}

// The least recently used goes first.
// proof: { Recent recent; recent.touch(1); recent.touch(2); touchTwice(recent, 1); } clean
class Recent {
public:
  void touch(int id) {
    const auto known = places_.find(id);
    if (known != places_.end()) {
      order_.erase(known->second);
      places_.erase(known);
    }
    order_.emplace(++clock_, id);
    places_.emplace(id, order_.find(clock_));
  }

private:
  long clock_ = 0;
  std::map<long, int> order_;
  std::unordered_map<int, std::map<long, int>::iterator> places_;
};

void touchTwice(Recent &recent, int id) {
  recent.touch(id);
  recent.touch(id);
}
