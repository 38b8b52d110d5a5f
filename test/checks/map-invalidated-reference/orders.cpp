// RUN: %verify %s
// RUN: %prove %s
// What is done first and what afterwards decides.
#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <llvm/ADT/DenseMap.h>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

// The key of the erased node is logged afterwards.
// proof: keyErasedNodeLoggedAfterwards({{"a", 1}}, {}, "a") faults "reference invalidated by erase"
void keyErasedNodeLoggedAfterwards(std::map<std::string, int> &open, std::vector<std::string> &log,
                                   const std::string &k) {
  auto found = open.find(k);
  if (found == open.end())
    return;
  const auto &[name, count] = *found; // expected-note {{'name' is obtained here}}
  open.erase(found); // expected-note {{'open' is erased from here}}
  // expected-error@+1 {{reference 'name' is used after erasing from 'open' invalidated it}}
  log.push_back(name);
}

// merged-away node's iterator belongs elsewhere but the flat map moved.
// proof: mergedAwayNodeSIterator({}, numbers(20)) faults "reference invalidated by insertion"
int mergedAwayNodeSIterator(absl::flat_hash_map<int, int> &m, const std::vector<int> &keys) {
  int &total = m[0]; // expected-note {{'total' is obtained here}}
  for (int k : keys)
    // expected-error@+2 {{reference 'total' is used after inserting into 'm' may have}}
    // expected-note@+1 {{'m' is inserted into here}}
    total += m[k];
  return total;
}

// QHash reference across insert.
// proof: qHashReferenceAcrossInsert({}, 1) faults "reference invalidated by insertion"
int qHashReferenceAcrossInsert(QHash<int, int> &h, int k) {
  int &a = h[k]; // expected-note {{'a' is obtained here}}
  h.insert(k + 1, 0); // expected-note {{'h' is inserted into here}}
  return a; // expected-error {{reference 'a' is used after inserting into 'h' invalidated it}}
}

// Pair of references, order of evaluation.
// proof: pairReferencesOrderEvaluation(llvm::DenseMap<int, int>(), 1, 2) faults "reference invalidated by insertion"
int pairReferencesOrderEvaluation(llvm::DenseMap<int, int> &m, int a, int b) {
  auto &x = m[a]; // expected-note {{'x' is obtained here}}
  auto &y = m[b]; // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'x' is used after inserting into 'm' may have invalidated it}}
  return x + y;
}

// Lambda captured reference used after clear.
// proof: lambdaCapturedReferenceUsedAfter({{1, "a"}}, 1) faults "reference invalidated by clear"
std::size_t lambdaCapturedReferenceUsedAfter(std::map<int, std::string> &m, int k) {
  const std::string &text = m[k];
  auto length = [&] { return text.size(); };
  m.clear(); // expected-note {{'m' is cleared here}}
  // expected-error@+1 {{reference 'length' is used after clearing 'm' invalidated it}}
  return length();
}

// Optional holds an iterator.
// proof: optionalHoldsIterator({{1, 1}, {2, 2}}, 1) faults "iterator invalidated by erase"
int optionalHoldsIterator(std::unordered_map<int, int> &m, int k) {
  std::optional<std::unordered_map<int, int>::iterator> best;
  for (auto it = m.begin(); it != m.end(); ++it) // expected-note {{'best' is obtained here}}
    if (!best || it->second > (*best)->second)
      best = it;
  if (!best)
    return 0;
  m.erase(*best); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{iterator 'best' is used after erasing from 'm' invalidated it}}
  return (*best)->second;
}

// Tuple return of iterator, erased by helper by key.
namespace tupleReturnIteratorErasedBy {
// proof: tupleReturnIteratorErasedBy::drop({{1, 1}}, 1) clean
bool drop(std::map<int, int> &m, int k) {
  return m.erase(k) != 0; // expected-note {{'m' is erased from here}}
}

// proof: tupleReturnIteratorErasedBy::run({{1, 1}}, 1) faults "iterator invalidated by erase"
int run(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  if (drop(m, k)) // expected-note {{calling 'drop' erases from 'm'}}
    // expected-error@+1 {{iterator 'it' is used after erasing from 'm' invalidated it}}
    return it->second;
  return 0;
}
} // namespace tupleReturnIteratorErasedBy

// Helper told to erase.
namespace helperToldErase {
// proof: { std::map<int, int> table; helperToldErase::settle(table, 1, false);
//   helperToldErase::settle(table, 1, true); show(table); } clean
void settle(std::map<int, int> &m, int k, bool final) {
  if (final)
    m.erase(k); // expected-note {{'m' is erased from here}}
  else
    ++m[k];
}

// proof: helperToldErase::run({{1, 1}}, 1) faults "reference invalidated by erase"
int run(std::map<int, int> &m, int k) {
  int &v = m[k]; // expected-note {{'v' is obtained here}}
  settle(m, k, true); // expected-note {{calling 'settle' erases from 'm'}}
  return v; // expected-error {{reference 'v' is used after erasing from 'm' invalidated it}}
}
} // namespace helperToldErase

// Member function inserts through this while caller holds a reference.
namespace memberFunctionInsertsThroughThis {
// proof: { memberFunctionInsertsThroughThis::Interner interner; interner.link(1, 2); } faults
//   "reference invalidated by insertion"
class Interner {
public:
  int &slot(int id) { return slots_[id]; } // expected-note {{'slots_' is inserted into here}}

  void link(int a, int b) {
    int &from = slot(a); // expected-note {{'from' is obtained here}}
    int &to = slot(b); // expected-note {{calling 'slot' inserts into 'slots_'}}
    // expected-error@+1 {{reference 'from' is used after inserting into 'slots_' may have}}
    from = to;
  }

private:
  absl::flat_hash_map<int, int> slots_;
};
} // namespace memberFunctionInsertsThroughThis

// unique_ptr element destroyed while raw pointer in use.
// proof: { std::map<int, std::unique_ptr<int>> table; table[1] = std::make_unique<int>(7);
//   show(uniquePtrElementDestroyedWhile(table, 1)); } faults "reference invalidated by erase"
int uniquePtrElementDestroyedWhile(std::map<int, std::unique_ptr<int>> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  auto &owner = it->second; // expected-note {{'owner' is obtained here}}
  m.erase(it); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{reference 'owner' is used after erasing from 'm' invalidated it}}
  return *owner;
}

// Next iterator taken, then the whole map cleared.
// proof: nextIteratorTakenThenWhole({{1, 1}, {2, 2}}) faults "iterator invalidated by clear"
int nextIteratorTakenThenWhole(std::map<int, int> &m) {
  auto it = m.begin();
  if (it == m.end())
    return 0;
  auto next = std::next(it); // expected-note {{'next' is obtained here}}
  m.clear(); // expected-note {{'m' is cleared here}}
  // expected-error@+1 {{iterator 'next' is used after clearing 'm' invalidated it}}
  return next->second;
}

// Conditional clear on overflow.
// proof: { std::map<int, int> table; for (int key : numbers(101)) table[key] = key;
//   show(conditionalClearOverflow(table, 1)); } faults "reference invalidated by clear"
int &conditionalClearOverflow(std::map<int, int> &m, int k) {
  int &v = m[k]; // expected-note {{'v' is obtained here}}
  if (m.size() > 100)
    m.clear(); // expected-note {{'m' is cleared here}}
  return v; // expected-error {{reference 'v' is used after clearing 'm' invalidated it}}
}

// do-while with iterator from before.
// proof: doWhileIteratorFromBefore({{1, 1}}, 3) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
int doWhileIteratorFromBefore(std::unordered_map<int, int> &m, int n) {
  auto it = m.begin(); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  int sum = 0;
  do {
    // expected-error@+1 {{iterator 'it' is used after inserting into 'm' may have invalidated it}}
    sum += it->second;
    m.emplace(sum, n); // expected-note {{'m' is inserted into here}}
  } while (--n > 0);
  return sum;
}

// Switch arm erases, code behind uses.
// proof: switchArmErasesCodeBehind({{1, 1}}, 1, 0) faults "iterator invalidated by erase"
int switchArmErasesCodeBehind(std::map<int, int> &m, int k, int mode) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  switch (mode) {
  case 0: m.erase(it); break; // expected-note {{'m' is erased from here}}
  case 1: ++it->second; break;
  }
  // expected-error@+1 {{iterator 'it' is used after erasing from 'm' invalidated it}}
  return it->second;
}

// Goto.
// proof: gotoCase({{1, 7}}, 1) faults "iterator invalidated by erase"
int gotoCase(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    goto none;
  if (it->second > 3)
    m.erase(it); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{iterator 'it' is used after erasing from 'm' invalidated it}}
  return it->second;
none:
  return 0;
}

// insert_or_assign with own value on absl.
// proof: insertOrAssignOwnValue({{1, "a"}}, 2, 1) faults "reference invalidated by insertion"
void insertOrAssignOwnValue(absl::flat_hash_map<int, std::string> &m, int a, int b) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{'m' is inserted into here}}
  // expected-note@+1 {{it is obtained here}}
  m.insert_or_assign(a, m.at(b));
}

// Nested struct, reference to a field of the value.
namespace nestedStructReferenceFieldValue {
struct Account {
  std::string owner;
  int balance = 0;
};

// proof: nestedStructReferenceFieldValue::run({{1, {"a", 5}}}, 1) faults "reference invalidated by
//   erase"
std::size_t run(std::unordered_map<int, Account> &accounts, int id) {
  const std::string &owner = accounts.at(id).owner; // expected-note {{'owner' is obtained here}}
  accounts.erase(id); // expected-note {{'accounts' is erased from here}}
  // expected-error@+1 {{reference 'owner' is used after erasing from 'accounts' invalidated it}}
  return owner.size();
}
} // namespace nestedStructReferenceFieldValue

// Set element reference.
// proof: setElementReference({"a", "b"}) faults "reference invalidated by erase"
std::size_t setElementReference(std::set<std::string> &names) {
  const std::string &first = *names.begin(); // expected-note {{'first' is obtained here}}
  names.erase(names.begin()); // expected-note {{'names' is erased from here}}
  // expected-error@+1 {{reference 'first' is used after erasing from 'names' invalidated it}}
  return first.size();
}

// Iterator kept across rehash().
// proof: iteratorKeptAcrossRehash({{1, 1}}, 1) faults "iterator invalidated by rehash" unseen:
//   libstdc++ keeps its nodes
int iteratorKeptAcrossRehash(std::unordered_map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  m.rehash(1000); // expected-note {{'m' is rehashed here}}
  // expected-error@+1 {{iterator 'it' is used after rehashing 'm' invalidated it}}
  return it == m.end() ? 0 : it->second;
}

// Multiple handles, later erase of range.
// proof: multipleHandlesLaterEraseRange({{1, 1}, {2, 2}}, 1, 1) faults "reference invalidated by
//   clear"
int multipleHandlesLaterEraseRange(std::map<int, int> &m, int lo, int hi) {
  auto first = m.lower_bound(lo);
  auto last = m.lower_bound(hi);
  int &v = m.at(lo); // expected-note {{'v' is obtained here}}
  m.erase(first, last);
  m.clear(); // expected-note {{'m' is cleared here}}
  return v; // expected-error {{reference 'v' is used after clearing 'm' invalidated it}}
}

// Range erased, first used.
// proof: rangeErasedFirstUsed({{1, 1}, {2, 2}}, 1, 2) faults "iterator invalidated by erase"
int rangeErasedFirstUsed(std::map<int, int> &m, int lo, int hi) {
  auto first = m.lower_bound(lo); // expected-note {{'first' is obtained here}}
  auto last = m.lower_bound(hi);
  m.erase(first, last); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{iterator 'first' is used after erasing from 'm' invalidated it}}
  return first->second;
}
