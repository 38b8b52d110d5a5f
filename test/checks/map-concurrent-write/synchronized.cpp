// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// folly::Synchronized has the lock in it, and a way around it.

#include <folly/Synchronized.h>

#include <map>
#include <string>
#include <thread>
#include <unordered_map>

// proof: threads { Users users; } users.add(1, "a") | users.forget(1) faults "concurrent map writes"
class Users {
public:
  void add(int id, const std::string &name) {
    auto held = users_.wlock();
    held->emplace(id, name); // expected-note {{'users_' is written here under 'users_'}}
  }
  bool knows(int id) const {
    return users_.rlock()->count(id) != 0;
  }
  void forget(int id) {
    // expected-error@+1 {{'users_' is written here without its lock, which is taken elsewhere}}
    users_.unsafeGetUnlocked().erase(id);
  }

private:
  folly::Synchronized<std::map<int, std::string>> users_;
};

// The pointer that holds the lock dies at the end of its block.
// proof: threads { Sizes sizes; } sizes.grow("a") | sizes.grow("b") faults "concurrent map"
class Sizes {
public:
  void grow(const std::string &name) {
    {
      auto held = sizes_.wlock();
      (*held)[name] = 1; // expected-note {{'sizes_' is written here under 'sizes_'}}
    }
    // expected-error@+1 {{'sizes_' is written here without its lock, which is taken elsewhere}}
    sizes_.unsafeGetUnlocked().erase(name);
  }
  void drop(const std::string &name) {
    sizes_.withWLock([&](std::unordered_map<std::string, int> &sizes) { sizes.erase(name); });
  }

private:
  folly::Synchronized<std::unordered_map<std::string, int>> sizes_;
};

// proof: faults "concurrent map writes"
int countBoth() {
  folly::Synchronized<std::map<int, int>> counts;
  std::thread other([&counts] { // expected-note {{a thread that uses it starts here}}
    counts->emplace(1, 1); // expected-note {{'counts' is written here under 'counts'}}
  });
  // expected-error@+1 {{'counts' is written here without its lock, which is taken elsewhere}}
  counts.unsafeGetUnlocked()[2] = 2;
  other.join();
  return counts.rlock()->begin()->second;
}
