// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// folly::Synchronized as it is meant, and its unlocked access where nobody is disturbed.

#include <folly/Synchronized.h>

#include <map>
#include <string>
#include <thread>
#include <unordered_map>

// Each way to the map takes the lock of the object.
// proof: threads { Users users; } users.add(1, "a") | users.knows(1) | users.forget(1) clean
class Users {
public:
  void add(int id, const std::string &name) { users_->emplace(id, name); }
  bool knows(int id) const { return users_.rlock()->count(id) != 0; }
  void rename(int id, const std::string &name) { (*users_.wlock())[id] = name; }
  void forget(int id) {
    users_.withWLock([&](std::map<int, std::string> &users) { users.erase(id); });
  }

private:
  folly::Synchronized<std::map<int, std::string>> users_;
};

// The lock is held by other means when the value is asked for.
// proof: threads { Sizes sizes; } sizes.grow("a") | sizes.grow("b") clean
class Sizes {
public:
  void grow(const std::string &name) {
    auto held = sizes_.wlock();
    (*held)[name] = 1;
    ++sizes_.unsafeGetUnlocked()[name];
  }
  void drop(const std::string &name) { sizes_.wlock()->erase(name); }

private:
  folly::Synchronized<std::unordered_map<std::string, int>> sizes_;
};

// The constructor has the object to itself.
// proof: threads { Names names; } names.add(1) | names.add(2) clean
class Names {
public:
  Names() { names_.unsafeGetUnlocked()[0] = "root"; }
  void add(int id) { names_.wlock()->emplace(id, "?"); }

private:
  folly::Synchronized<std::map<int, std::string>> names_;
};

// Before the thread starts and after it is joined.
// proof: clean
std::size_t countBoth() {
  folly::Synchronized<std::map<int, int>> counts;
  counts.unsafeGetUnlocked()[2] = 2;
  std::thread other([&counts] { counts->emplace(1, 1); });
  counts->emplace(3, 3);
  other.join();
  return counts.unsafeGetUnlocked().size();
}

// Two objects of one type: one is the loop's own, and never locked.
// proof: threads { Loop loop; } loop.post(1) | loop.run(2) | loop.post(3) clean
class Loop {
public:
  void post(int id) { posted_.wlock()->emplace(id, 1); }
  void take(int id) { posted_.wlock()->erase(id); }
  void run(int id) { own_.unsafeGetUnlocked()[id] = 1; }

private:
  folly::Synchronized<std::map<int, int>> posted_;
  folly::Synchronized<std::map<int, int>> own_;
};
