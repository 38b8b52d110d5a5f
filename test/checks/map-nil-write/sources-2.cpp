// RUN: %verify %s
// RUN: %prove %s
// Where the null comes from.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Tags = std::unordered_map<std::string, int>;
using Index = std::map<int, int>;

struct Base {
  virtual ~Base() = default;
};

struct Derived : Base {
  Index map;
};

struct Options {
  Index *extra = nullptr;
};

// Uninitialised raw pointer.
// proof: uninitialisedRawPointer(0) faults "assignment to entry in nil map"
void uninitialisedRawPointer(int n) {
  Index *m; // expected-note {{'m' is set to null here}}
  if (n > 3)
    m = new Index;
  (*m)[1] = n; // expected-error {{write through 'm', which may be null}}
}

// Moved map reused in loop.
// proof: movedMapReusedLoop({}, 2) faults "assignment to entry in nil map" unseen: what libstdc++
//   leaves is an empty map
void movedMapReusedLoop(std::vector<Index> &all, int n) {
  Index m;
  for (int i = 0; i < n; ++i) {
    m[i] = i; // expected-error {{write to 'm' after its contents were moved away}}
    all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  }
}

// shared_ptr out param not set on failure.
namespace sharedPtrOutParamNot {
// proof: sharedPtrOutParamNot::open(nullptr, 1) clean
bool open(std::shared_ptr<Index> &out, int n) {
  if (n < 0)
    return false;
  out = std::make_shared<Index>();
  return true;
}

// proof: sharedPtrOutParamNot::run(-1) faults "assignment to entry in nil map"
void run(int n) {
  std::shared_ptr<Index> m; // expected-note {{'m' is set to null here}}
  open(m, n);
  m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
}
} // namespace sharedPtrOutParamNot

// Struct member pointer default null.
// proof: faults "assignment to entry in nil map"
void structMemberPointerDefaultNull() {
  Options o; // expected-note {{'o.extra' is set to null here}}
  o.extra->emplace(1, 2); // expected-error {{write through 'o.extra', which is null}}
}

// Erase through null.
// proof: eraseThroughNull(false, {}) faults "assignment to entry in nil map"
void eraseThroughNull(bool c, Index &s) {
  Index *m = nullptr; // expected-note {{'m' is set to null here}}
  if (c)
    m = &s;
  m->erase(1); // expected-error {{write through 'm', which may be null}}
}

// Clear with member reset in other method called just before.
namespace clearMemberResetOtherMethod {
// proof: { clearMemberResetOtherMethod::Cache cache; cache.restart(1); } faults "assignment to
//   entry in nil map"
class Cache {
public:
  Cache() : map_(std::make_unique<Index>()) {}

  void drop() { map_.reset(); } // expected-note {{'map_' is set to null here}}

  void restart(int k) {
    drop();
    (*map_)[k] = 1; // expected-error {{write through 'map_', which is null}}
  }

private:
  std::unique_ptr<Index> map_;
};
} // namespace clearMemberResetOtherMethod

// Exchange leaves null.
// proof: exchangeLeavesNull(std::make_unique<Index>()) faults "assignment to entry in nil map"
void exchangeLeavesNull(std::unique_ptr<Index> &slot) {
  auto m = std::exchange(slot, nullptr); // expected-note {{the pointer is set to null here}}
  slot->emplace(1, 2); // expected-error {{write through a pointer, which is null}}
}

// Null default argument, unchecked but other overload checks later in the function.
// proof: { nullDefaultArgumentUncheckedBut(1); } faults "assignment to entry in nil map"
// expected-note@+1 {{'trace' is null when the caller leaves it out}}
void nullDefaultArgumentUncheckedBut(int k, Index *trace = nullptr) {
  (*trace)[k] = 1; // expected-error {{write through 'trace', which may be null}}
}

// Inverted test.
// proof: invertedTest(nullptr) faults "assignment to entry in nil map"
void invertedTest(Index *m) {
  if (m == nullptr) { // expected-note {{'m' is null on this path}}
    m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
  }
}
