// RUN: %verify %s
// RUN: %prove %s
// Where the null comes from.
#include <any>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
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

// weak_ptr lock unchecked.
// proof: weakPtrLockUnchecked({}) faults "assignment to entry in nil map"
void weakPtrLockUnchecked(std::weak_ptr<Tags> weak) {
  auto tags = weak.lock(); // expected-note {{this result may be null}}
  tags->emplace("a", 1); // expected-error {{write through 'tags', which may be null}}
}

// Weak lock direct.
// proof: weakLockDirect({}) faults "assignment to entry in nil map"
void weakLockDirect(std::weak_ptr<Tags> weak) {
  // expected-error@+2 {{write through a pointer, which may be null}}
  // expected-note@+1 {{this result may be null}}
  (*weak.lock())["a"] = 1;
}

// Factory may return null.
namespace factoryMayReturnNull {
// proof: factoryMayReturnNull::make(true) clean
std::unique_ptr<Tags> make(bool enabled) {
  if (!enabled)
    return nullptr; // expected-note {{null is returned here}}
  return std::make_unique<Tags>();
}

// proof: factoryMayReturnNull::use(false) faults "assignment to entry in nil map"
void use(bool enabled) {
  auto tags = make(enabled); // expected-note {{calling 'make' may give null}}
  tags->emplace("a", 1); // expected-error {{write through 'tags', which may be null}}
}
} // namespace factoryMayReturnNull

// Find helper returning null unchecked.
namespace findHelperReturningNullUnchecked {
// proof: { findHelperReturningNullUnchecked::Registry registry; registry.add("a", "b"); } faults
//   "assignment to entry in nil map"
class Registry {
public:
  Tags *find(const std::string &name) {
    auto it = groups_.find(name);
    if (it == groups_.end())
      return nullptr; // expected-note {{null is returned here}}
    return &it->second;
  }

  void add(const std::string &group, const std::string &tag) {
    Tags *tags = find(group); // expected-note {{calling 'find' may give null}}
    (*tags)[tag] = 1; // expected-error {{write through 'tags', which may be null}}
  }

private:
  std::map<std::string, Tags> groups_;
};
} // namespace findHelperReturningNullUnchecked

// Member pointer no constructor sets, lazy init missing.
namespace memberPointerNoConstructorSets {
// proof: { memberPointerNoConstructorSets::Log log; show(log.size()); log.add("a"); } faults
//   "assignment to entry in nil map"
class Log {
public:
  // expected-error@+1 {{write through 'levels_', which nothing ever sets}}
  void add(const std::string &k) { (*levels_)[k] = 1; }

  std::size_t size() const { return levels_ ? levels_->size() : 0; }

private:
  std::unique_ptr<Tags> levels_; // expected-note {{'levels_' is declared here}}
};
} // namespace memberPointerNoConstructorSets

// After reset.
// proof: afterReset(std::make_unique<Index>()) faults "assignment to entry in nil map"
void afterReset(std::unique_ptr<Index> m) {
  m.reset(); // expected-note {{'m' is set to null here}}
  m->insert({1, 2}); // expected-error {{write through 'm', which is null}}
}

// After release.
// proof: afterRelease(std::make_unique<Index>()) faults "assignment to entry in nil map"
Index *afterRelease(std::unique_ptr<Index> m) {
  Index *raw = m.release(); // expected-note {{'m' is set to null here}}
  (*m)[1] = 2; // expected-error {{write through 'm', which is null}}
  return raw;
}

// After std::move of unique_ptr into vector.
// proof: afterMoveUniquePtrInto({}) faults "assignment to entry in nil map"
void afterMoveUniquePtrInto(std::vector<std::unique_ptr<Index>> &all) {
  auto m = std::make_unique<Index>();
  all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

// Moved in loop.
// proof: movedLoop({}, 2) faults "assignment to entry in nil map"
void movedLoop(std::vector<std::unique_ptr<Index>> &all, int n) {
  auto m = std::make_unique<Index>();
  for (int i = 0; i < n; ++i) {
    (*m)[i] = i; // expected-error {{write through 'm', which may be null}}
    all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  }
}

// Optional default.
// proof: faults "assignment to entry in nil map"
void optionalDefault() {
  std::optional<Index> m; // expected-note {{'m' is set to null here}}
  m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

// Optional nullopt on one path.
// proof: optionalNulloptOnePath(false) faults "assignment to entry in nil map"
void optionalNulloptOnePath(bool on) {
  std::optional<Index> m; // expected-note {{'m' is set to null here}}
  if (on)
    m.emplace();
  m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
}

// Null on one switch case.
// proof: nullOneSwitchCase(2, {}, {}) faults "assignment to entry in nil map"
void nullOneSwitchCase(int kind, Index &a, Index &b) {
  Index *m = nullptr; // expected-note {{'m' is set to null here}}
  switch (kind) {
  case 0: m = &a; break;
  case 1: m = &b; break;
  default: break;
  }
  m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
}

// Test after use.
// proof: testAfterUse(nullptr) faults "assignment to entry in nil map"
void testAfterUse(Index *m) {
  m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
  if (m != nullptr) // expected-note {{'m' is checked for null only here}}
    m->erase(2);
}

// Tested, logged and fell through.
static void logError(const char *) {}

// proof: testedLoggedFellThrough(nullptr) faults "assignment to entry in nil map"
void testedLoggedFellThrough(Index *m) {
  if (!m) // expected-note {{'m' is null on this path}}
    logError("no map");
  (*m)[1] = 2; // expected-error {{write through 'm', which may be null}}
}

// dynamic_cast result unchecked.
// proof: { Base base; dynamicCastResultUnchecked(&base); } faults "assignment to entry in nil map"
void dynamicCastResultUnchecked(Base *b) {
  auto *d = dynamic_cast<Derived *>(b); // expected-note {{this result may be null}}
  d->map[1] = 2; // expected-error {{write through 'd', which may be null}}
}

// any_cast pointer.
// proof: anyCastPointer(7) faults "assignment to entry in nil map"
void anyCastPointer(std::any &a) {
  auto *m = std::any_cast<Index>(&a); // expected-note {{this result may be null}}
  (*m)[1] = 2; // expected-error {{write through 'm', which may be null}}
}

// get_if.
// proof: getIf(7) faults "assignment to entry in nil map"
void getIf(std::variant<int, Index> &v) {
  // expected-error@+2 {{write through a pointer, which may be null}}
  // expected-note@+1 {{this result may be null}}
  (*std::get_if<Index>(&v))[1] = 2;
}

// operator[] of map of shared_ptr.
// proof: faults "assignment to entry in nil map"
void operatorMapSharedPtr() {
  std::map<std::string, std::shared_ptr<Index>> groups;
  // expected-error@+2 {{write through 'groups[...]', which may be null}}
  // expected-note@+1 {{operator[] makes a null value for a new key}}
  groups["a"]->emplace(1, 2);
}

// Map of raw pointers, operator[] in class.
namespace mapRawPointersOperatorClass {
// proof: { mapRawPointersOperatorClass::Groups groups; show(groups.has(1)); groups.add(1, 2); }
//   faults "assignment to entry in nil map"
class Groups {
public:
  // expected-error@+2 {{write through 'groups_[g]', which may be null}}
  // expected-note@+1 {{operator[] makes a null value for a new key}}
  void add(int g, int k) { (*groups_[g])[k] = 1; }

  bool has(int g) const { return groups_.count(g) != 0; }

private:
  std::unordered_map<int, std::unique_ptr<Index>> groups_;
};
} // namespace mapRawPointersOperatorClass

// Ternary null.
// proof: ternaryNull(false, {}) faults "assignment to entry in nil map"
void ternaryNull(bool on, Index &store) {
  Index *m = on ? &store : nullptr; // expected-note {{'m' is set to null here}}
  m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
}

// Passed null to helper.
namespace passedNullHelper {
// proof: passedNullHelper::run() faults "assignment to entry in nil map"
// proof: { Index index; passedNullHelper::fill(&index); show(index); } clean
void fill(Index *m) {
  m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

void run() {
  // expected-note@+2 {{'m' is set to null here}}
  // expected-note@+1 {{calling 'passedNullHelper::fill' leads there}}
  fill(nullptr);
}
} // namespace passedNullHelper
