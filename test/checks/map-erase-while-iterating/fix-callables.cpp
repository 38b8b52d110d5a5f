// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Callables that take their own element out while they are called.
#include <functional>
#include <map>
#include <string>
#include <unordered_map>

// A timer that fires once takes itself out by the name it was put in with.
namespace firesOnce {
class Timers {
public:
  Timers() {
    timers_["warm up"] = [this] { cancel("warm up"); }; // expected-note {{calling 'cancel'}}
    timers_["beat"] = [this] { ++beats_; };
  }

  // expected-note@+1 {{'timers_' is erased from here}}
  void cancel(const std::string &name) { timers_.erase(name); }

  // proof: { firesOnce::Timers timers; timers.tick(); } faults "iterator invalidated by erase"
  void tick() {
    for (auto &timer : timers_) // expected-note {{the loop over 'timers_' starts here}}
      // expected-error@+1 {{calling 'the lambda' erases from 'timers_' and invalidates the}}
      timer.second();
  }

private:
  std::map<std::string, std::function<void()>> timers_;
  int beats_ = 0;
};
} // namespace firesOnce

// The name is one that the callable has kept, and the element is bound by its parts.
namespace keepsItsName {
class Greetings {
public:
  void once(const std::string &name) {
    all_[name] = [this, name] { all_.erase(name); }; // expected-note {{'all_' is erased from here}}
  }

  // proof: { keepsItsName::Greetings all; all.once("ann"); all.once("bob"); all.greet(); } faults
  //   "iterator invalidated by erase"
  void greet() {
    for (const auto &[name, greeting] : all_) // expected-note {{the loop over 'all_' starts here}}
      // expected-error@+1 {{calling 'the lambda' erases from 'all_' and invalidates the iterator}}
      greeting();
  }

private:
  std::unordered_map<std::string, std::function<void()>> all_;
};
} // namespace keepsItsName
