// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Somebody has seen to it that there is a map.
#include <cassert>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
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

// The lock is tested.
// proof: { lockTested({}); const auto tags = std::make_shared<Tags>(); lockTested(tags);
//   show(*tags); } clean
void lockTested(std::weak_ptr<Tags> weak) {
  if (auto tags = weak.lock())
    tags->emplace("a", 1);
}

// With this argument the factory always makes one.
namespace thisArgumentFactoryAlwaysMakes {
// proof: thisArgumentFactoryAlwaysMakes::make(false) clean
std::unique_ptr<Tags> make(bool enabled) {
  if (!enabled)
    return nullptr;
  return std::make_unique<Tags>();
}

// proof: thisArgumentFactoryAlwaysMakes::use() clean
void use() {
  auto tags = make(true);
  tags->emplace("a", 1);
}
} // namespace thisArgumentFactoryAlwaysMakes

// The assertion is the author's word.
namespace assertionAuthorSWord {
// proof: { assertionAuthorSWord::Registry registry; show(registry.find("a")); registry.open("a");
//   registry.add("a", "b"); } clean
class Registry {
public:
  Tags *find(const std::string &name) {
    auto it = groups_.find(name);
    return it == groups_.end() ? nullptr : &it->second;
  }

  void add(const std::string &group, const std::string &tag) {
    Tags *tags = find(group);
    assert(tags != nullptr);
    (*tags)[tag] = 1;
  }

  void open(const std::string &group) { groups_.try_emplace(group); }

private:
  std::map<std::string, Tags> groups_;
};
} // namespace assertionAuthorSWord

// The group was made before it is looked for.
namespace groupWasMadeBeforeIt {
// proof: { groupWasMadeBeforeIt::Registry registry; registry.add("a", "b");
//   show(registry.find("a")); } clean
class Registry {
public:
  Tags *find(const std::string &name) {
    auto it = groups_.find(name);
    return it == groups_.end() ? nullptr : &it->second;
  }

  void add(const std::string &group, const std::string &tag) {
    groups_.try_emplace(group);
    Tags *tags = find(group);
    (*tags)[tag] = 1;
  }

private:
  std::map<std::string, Tags> groups_;
};
} // namespace groupWasMadeBeforeIt

// Made on first use, in the method itself.
namespace madeFirstUseMethodItself {
// proof: { madeFirstUseMethodItself::Log log; log.add("a"); log.add("b"); } clean
class Log {
public:
  void add(const std::string &k) {
    if (!levels_)
      levels_ = std::make_unique<Tags>();
    (*levels_)[k] = 1;
  }

private:
  std::unique_ptr<Tags> levels_;
};
} // namespace madeFirstUseMethodItself

// Made on first use, by a helper.
namespace madeFirstUseByHelper {
// proof: { madeFirstUseByHelper::Log log; log.add("a"); log.add("b"); } clean
class Log {
public:
  void add(const std::string &k) {
    ensure();
    (*levels_)[k] = 1;
  }

private:
  void ensure() {
    if (!levels_)
      levels_.reset(new Tags);
  }

  std::unique_ptr<Tags> levels_;
};
} // namespace madeFirstUseByHelper

// Made on first use, by the helper that gives the reference.
namespace madeFirstUseByHelper2 {
// proof: { madeFirstUseByHelper2::Log log; log.add("a"); log.add("b"); } clean
class Log {
public:
  void add(const std::string &k) { levels()[k] = 1; }

private:
  Tags &levels() {
    if (!levels_)
      levels_ = std::make_unique<Tags>();
    return *levels_;
  }

  std::unique_ptr<Tags> levels_;
};
} // namespace madeFirstUseByHelper2

// Given another map after it was moved.
// proof: givenAnotherMapAfterIt({}) clean
void givenAnotherMapAfterIt(std::vector<std::unique_ptr<Index>> &all) {
  auto m = std::make_unique<Index>();
  all.push_back(std::move(m));
  m = std::make_unique<Index>();
  m->emplace(1, 2);
}

// Given another map at the end of each round.
// proof: givenAnotherMapAtEnd({}, 3) clean
void givenAnotherMapAtEnd(std::vector<std::unique_ptr<Index>> &all, int n) {
  auto m = std::make_unique<Index>();
  for (int i = 0; i < n; ++i) {
    (*m)[i] = i;
    all.push_back(std::move(m));
    m = std::make_unique<Index>();
  }
}

// The same condition decides about both.
// proof: { sameConditionDecidesAboutBoth(false); sameConditionDecidesAboutBoth(true); } clean
void sameConditionDecidesAboutBoth(bool on) {
  std::optional<Index> m;
  if (on)
    m.emplace();
  if (on)
    m->emplace(1, 2);
}

// Every case sets it.
// proof: everyCaseSetsIt(0, {}, {}) clean
// proof: everyCaseSetsIt(7, {}, {}) clean
void everyCaseSetsIt(int kind, Index &a, Index &b) {
  Index *m = nullptr;
  switch (kind) {
  case 0: m = &a; break;
  default: m = &b; break;
  }
  m->emplace(1, 2);
}

// The function for the null case does not return.
[[noreturn]] static void die(const char *why) {
  throw std::runtime_error(why);
}

// proof: { Index index; functionForNullCaseDoes(&index); show(index); } clean
void functionForNullCaseDoes(Index *m) {
  if (!m)
    die("no map");
  (*m)[1] = 2;
}

// The cast is tested.
// proof: { Base base; castTested(&base); Derived derived; castTested(&derived); show(derived.map);
//   } clean
void castTested(Base *b) {
  if (auto *d = dynamic_cast<Derived *>(b))
    d->map[1] = 2;
}

// holds_alternative() has asked what get_if() would.
// proof: holdsAlternativeHasAskedWhat(7) clean
// proof: holdsAlternativeHasAskedWhat(Index()) clean
void holdsAlternativeHasAskedWhat(std::variant<int, Index> &v) {
  if (std::holds_alternative<Index>(v))
    (*std::get_if<Index>(&v))[1] = 2;
}

// The value was set before.
// proof: clean
void valueWasSetBefore() {
  std::map<std::string, std::shared_ptr<Index>> groups;
  groups["a"] = std::make_shared<Index>();
  groups["a"]->emplace(1, 2);
}

// The new value is tested and set.
// proof: newValueTestedSet({}, "a") clean
void newValueTestedSet(std::map<std::string, std::unique_ptr<Index>> &groups,
                       const std::string &k) {
  auto &slot = groups[k];
  if (!slot)
    slot = std::make_unique<Index>();
  slot->emplace(1, 2);
}

// Another method puts maps in.
namespace anotherMethodPutsMaps {
// proof: { anotherMethodPutsMaps::Groups groups; groups.open(1); groups.add(1, 2); } clean
class Groups {
public:
  void open(int g) { groups_.emplace(g, std::make_unique<Index>()); }

  void add(int g, int k) { (*groups_[g])[k] = 1; }

private:
  std::unordered_map<int, std::unique_ptr<Index>> groups_;
};
} // namespace anotherMethodPutsMaps

// The condition that gave null returns.
// proof: conditionThatGaveNullReturns(false, {}) clean
// proof: conditionThatGaveNullReturns(true, {}) clean
void conditionThatGaveNullReturns(bool on, Index &store) {
  Index *m = on ? &store : nullptr;
  if (!on)
    return;
  m->emplace(1, 2);
}

// The helper tests.
namespace helperTests {
// proof: { Index index; helperTests::fill(&index); show(index); } clean
void fill(Index *m) {
  if (m)
    m->emplace(1, 2);
}

// proof: helperTests::run() clean
void run() {
  fill(nullptr);
}
} // namespace helperTests

// clear() gives a moved map a known state.
// proof: clearGivesMovedMapKnown({}, 3) clean
void clearGivesMovedMapKnown(std::vector<Index> &all, int n) {
  Index m;
  for (int i = 0; i < n; ++i) {
    m.clear();
    m[i] = i;
    all.push_back(std::move(m));
  }
}
