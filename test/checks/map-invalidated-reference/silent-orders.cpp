// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The order of things makes these right.
#include <absl/container/flat_hash_map.h>
#include <llvm/ADT/DenseMap.h>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// The sum is kept in a local variable.
// proof: sumKeptLocalVariable({{1, 5}}, numbers(20)) clean
int sumKeptLocalVariable(absl::flat_hash_map<int, int> &m, const std::vector<int> &keys) {
  int total = 0;
  for (int k : keys)
    total += m[k];
  m[0] = total;
  return total;
}

// at() never inserts.
// proof: atNeverInserts({{0, 0}, {1, 5}, {2, 6}}, {1, 2}) clean
int atNeverInserts(absl::flat_hash_map<int, int> &m, const std::vector<int> &keys) {
  int &total = m.at(0);
  for (int k : keys)
    total += m.at(k);
  return total;
}

// Both values are copies.
// proof: bothValuesAreCopies({{1, 5}}, 1, 2) clean
int bothValuesAreCopies(llvm::DenseMap<int, int> &m, int a, int b) {
  int x = m[a];
  int y = m[b];
  return x + y;
}

// The closure has a copy.
// proof: closureHasCopy({{1, "a"}}, 1) clean
std::size_t closureHasCopy(std::map<int, std::string> &m, int k) {
  const std::string &text = m[k];
  auto length = [text] { return text.size(); };
  m.clear();
  return length();
}

// The optional iterator is erased, and that is the end of it.
// proof: optionalIteratorErasedThatEnd({{1, 1}, {2, 2}}) clean
void optionalIteratorErasedThatEnd(std::unordered_map<int, int> &m) {
  std::optional<std::unordered_map<int, int>::iterator> best;
  for (auto it = m.begin(); it != m.end(); ++it)
    if (!best || it->second > (*best)->second)
      best = it;
  if (best)
    m.erase(*best);
}

// Where the helper says that it erased nothing, the iterator is good.
namespace whereHelperSaysThatIt {
// proof: whereHelperSaysThatIt::drop({{1, 1}}, 1) clean
bool drop(std::map<int, int> &m, int k) {
  return m.erase(k) != 0;
}

// proof: whereHelperSaysThatIt::run({{1, 1}}, 1) clean
int run(std::map<int, int> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  if (!drop(m, k))
    return it->second;
  return 0;
}
} // namespace whereHelperSaysThatIt

// The helper erases only when it is told to.
namespace helperErasesOnlyWhenIt {
// proof: helperErasesOnlyWhenIt::settle({{1, 1}}, 1, true) clean
void settle(std::map<int, int> &m, int k, bool final) {
  if (final)
    m.erase(k);
  else
    ++m[k];
}

// proof: helperErasesOnlyWhenIt::run({{1, 1}}, 1) clean
int run(std::map<int, int> &m, int k) {
  int &v = m[k];
  settle(m, k, false);
  return v;
}
} // namespace helperErasesOnlyWhenIt

// Values instead of references.
namespace valuesInsteadReferences {
// proof: { valuesInsteadReferences::Interner interner; interner.link(1, 2); show(interner.slot(1));
//   } clean
class Interner {
public:
  int &slot(int id) { return slots_[id]; }

  void link(int a, int b) {
    int to = slot(b);
    slot(a) = to;
  }

private:
  absl::flat_hash_map<int, int> slots_;
};
} // namespace valuesInsteadReferences

// The constructor made room.
namespace constructorMadeRoom {
// proof: { constructorMadeRoom::Interner interner(2); interner.link(1, 2); } clean
class Interner {
public:
  explicit Interner(std::size_t n) { slots_.reserve(n); }

  void link(int a, int b) {
    int &from = slots_[a];
    int &to = slots_[b];
    from = to;
  }

private:
  absl::flat_hash_map<int, int> slots_;
};
} // namespace constructorMadeRoom

// The owner was moved out first.
// proof: { std::map<int, std::unique_ptr<int>> table; table[1] = std::make_unique<int>(7);
//   show(ownerWasMovedOutFirst(table, 1)); } clean
int ownerWasMovedOutFirst(std::map<int, std::unique_ptr<int>> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  auto owner = std::move(it->second);
  m.erase(it);
  return *owner;
}

// A second owner keeps the object.
// proof: secondOwnerKeepsObject({{1, std::make_shared<int>(7)}}, 1) clean
int secondOwnerKeepsObject(std::map<int, std::shared_ptr<int>> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  std::shared_ptr<int> keep = it->second;
  m.erase(it);
  return *keep;
}

// Erasing one element leaves the iterator to the next one alone.
// proof: erasingOneElementLeavesIterator({{1, 1}, {2, 2}}) clean
int erasingOneElementLeavesIterator(std::map<int, int> &m) {
  auto it = m.begin();
  if (it == m.end())
    return 0;
  auto next = std::next(it);
  m.erase(it);
  return next == m.end() ? 0 : next->second;
}

// The map is cleared before the reference is taken.
// proof: { std::map<int, int> table; for (int key : numbers(101)) table[key] = key;
//   show(mapClearedBeforeReferenceTaken(table, 1)); } clean
int &mapClearedBeforeReferenceTaken(std::map<int, int> &m, int k) {
  if (m.size() > 100)
    m.clear();
  return m[k];
}

// The arm that erases returns.
// proof: { std::map<int, int> table{{1, 1}, {2, 2}}; show(armThatErasesReturns2(table, 1, 0),
//   armThatErasesReturns2(table, 2, 1)); } clean
int armThatErasesReturns2(std::map<int, int> &m, int k, int mode) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  switch (mode) {
  case 0: m.erase(it); return 0;
  case 1: ++it->second; break;
  }
  return it->second;
}

// The value is copied before the table makes room.
// proof: valueCopiedBeforeTableMakes({{1, "a"}}, 2, 1) clean
void valueCopiedBeforeTableMakes(absl::flat_hash_map<int, std::string> &m, int a, int b) {
  std::string copy = m.at(b);
  m.insert_or_assign(a, std::move(copy));
}

// The field is copied.
namespace fieldCopied {
struct Account {
  std::string owner;
  int balance = 0;
};

// proof: fieldCopied::run({{1, {"a", 5}}}, 1) clean
std::size_t run(std::unordered_map<int, Account> &accounts, int id) {
  const std::string owner = accounts.at(id).owner;
  accounts.erase(id);
  return owner.size();
}
} // namespace fieldCopied

// The element is copied.
// proof: elementCopied({"a", "b"}) clean
std::size_t elementCopied(std::set<std::string> &names) {
  std::string first = *names.begin();
  names.erase(names.begin());
  return first.size();
}

// rehash() moves no node.
// proof: rehashMovesNoNode({{1, 1}}, 1) clean
int rehashMovesNoNode(std::unordered_map<int, int> &m, int k) {
  int *v = &m[k];
  m.rehash(1000);
  return *v;
}

// The end of the erased range is not part of it.
// proof: endErasedRangeNotPart({{1, 1}, {2, 2}, {3, 3}}, 1, 3) clean
int endErasedRangeNotPart(std::map<int, int> &m, int lo, int hi) {
  auto first = m.lower_bound(lo);
  auto last = m.lower_bound(hi);
  m.erase(first, last);
  return last == m.end() ? 0 : last->second;
}

// The old map is read, the new one filled.
// proof: oldMapReadNewOne({{1, 1}, {2, 2}}) clean
void oldMapReadNewOne(std::map<int, int> &m) {
  std::map<int, int> old;
  old.swap(m);
  for (auto &e : old)
    m.emplace(e.first, e.second + 1);
}

// The loop goes over the map that took the elements.
// proof: loopGoesOverMapThat({{1, 1}, {2, 2}}) clean
void loopGoesOverMapThat(std::map<int, int> &m) {
  auto work = std::move(m);
  m.clear();
  for (auto &e : work)
    m.emplace(e.first + 1, e.second);
}
