// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Room for the repair: bodies without braces, blocks on one line, other functions.
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using Index = std::map<int, int>;

// The body of the loop gets braces.
// proof: everyOne(2) faults "assignment to entry in nil map"
std::size_t everyOne(int n) {
  std::deque<std::unique_ptr<Index>> all(n); // expected-note {{null from here on}}
  std::size_t sum = 0;
  for (auto &one : all) // each of them
    one->emplace(1, n); // expected-error {{write through 'one', which is null}}
  for (auto &one : all)
    sum += one->size();
  return sum;
}

// The method stands on one line.
namespace oneLine {
class Groups {
public:
  // expected-error@+2 {{write through 'groups_[g]', which may be null}}
  // expected-note@+1 {{operator[] makes a null value for a new key}}
  void add(int g, int k) { (*groups_[g])[k] = 1; }

  std::size_t count(int g) const { return groups_.count(g); }

private:
  std::map<int, std::unique_ptr<Index>> groups_;
};

// proof: oneLine::use() faults "assignment to entry in nil map"
std::size_t use() {
  Groups groups;
  groups.add(1, 2);
  return groups.count(1);
}
} // namespace oneLine

// The key is a literal, the owners are shared.
// proof: literalKey() faults "assignment to entry in nil map"
std::size_t literalKey() {
  std::map<std::string, std::shared_ptr<Index>> groups;
  // expected-error@+2 {{write through 'groups[...]', which may be null}}
  // expected-note@+1 {{operator[] makes a null value for a new key}}
  groups["a"]->emplace(1, 2);
  return groups["a"]->size();
}

// The statement that moves the map away is the body of an if.
// proof: batches(120) faults "assignment to entry in nil map" unseen: what libstdc++ leaves is an
//   empty map
std::size_t batches(int n) {
  std::vector<Index> out;
  Index current;
  for (int i = 0; i < n; ++i) {
    current.emplace(i, 1); // expected-error {{write to 'current' after its contents were moved}}
    if (i % 100 == 99)
      out.push_back(std::move(current)); // expected-note {{'current' is moved from here}}
  }
  return out.size();
}

// Each round hands its map over.
// proof: { std::vector<std::unique_ptr<Index>> all; handOver(all, 2); show(all.size()); } faults
//   "assignment to entry in nil map"
void handOver(std::vector<std::unique_ptr<Index>> &all, int n) {
  auto m = std::make_unique<Index>();
  for (int i = 0; i < n; ++i) {
    (*m)[i] = i; // expected-error {{write through 'm', which may be null}}
    all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  }
}

// A method hands it over, another one goes on writing.
namespace handedOverElsewhere {
class Batcher {
public:
  void add(int key, int value) {
    if (batch_->size() == 4)
      flush();
    (*batch_)[key] = value; // expected-error {{write through 'batch_', which may be null}}
  }

  void flush() { sent_.push_back(std::move(batch_)); } // expected-note {{'batch_' is moved from}}

  std::size_t sent() const { return sent_.size(); }

private:
  std::unique_ptr<Index> batch_ = std::make_unique<Index>();
  std::vector<std::unique_ptr<Index>> sent_;
};

// proof: handedOverElsewhere::fill(9) faults "assignment to entry in nil map"
std::size_t fill(int n) {
  Batcher batcher;
  for (int i = 0; i < n; ++i)
    batcher.add(i, i); // expected-note 0+ {{calling}}
  return batcher.sent();
}
} // namespace handedOverElsewhere

// A pointer without a value gets one that can be looked at.
// proof: withoutValue(0) faults "assignment to entry in nil map"
void withoutValue(int n) {
  Index *m; // expected-note {{'m' is set to null here}}
  if (n > 3)
    m = new Index;
  (*m)[1] = n; // expected-error {{write through 'm', which may be null}}
}

// The test says the opposite of what was meant.
// proof: wrongWayRound(nullptr) faults "assignment to entry in nil map"
void wrongWayRound(Index *m) {
  if (m == nullptr) { // expected-note {{'m' is null on this path}}
    m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
  }
}

// The same with `!`.
// proof: wronglyNegated(nullptr) faults "assignment to entry in nil map"
void wronglyNegated(Index *m) {
  if (!m)             // expected-note {{'m' is null on this path}}
    m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

// One caller gives no map, another one does.
namespace oneCallerGivesNone {
// proof: oneCallerGivesNone::run() faults "assignment to entry in nil map"
// proof: { Index index; oneCallerGivesNone::fill(&index); show(index); } clean
void fill(Index *m) {
  m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

void run() {
  // expected-note@+2 {{'m' is set to null here}}
  // expected-note@+1 {{calling 'oneCallerGivesNone::fill' leads there}}
  fill(nullptr);
}
} // namespace oneCallerGivesNone

// A template has one text: what is made is named as that text names it.
// proof: { show(put(1, 2)); } faults "assignment to entry in nil map"
template <typename Key>
int put(const Key &key, int n) {
  std::unique_ptr<std::map<Key, int>> ages; // expected-note {{'ages' is set to null here}}
  (*ages)[key] = n; // expected-error {{write through 'ages', which is null}}
  return static_cast<int>(ages->size());
}

// Nobody runs this.
// proof: { } clean
void instantiate() {
  put(1, 2);
  put(std::string("a"), 2);
}
