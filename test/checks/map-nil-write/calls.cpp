// RUN: %verify %s
// RUN: %prove %s
// The null was made in one function, and the write is in another.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Index = std::map<int, int>;

// One constructor sets it, the other one does not.
namespace secondConstructor {
class Lister {
public:
  Lister(int pool, Index *out) : pool_(pool), out_(out) {}

  explicit Lister(int pool) : pool_(pool) {}

  void done(int id) {
    ++seen_;
    (*out_)[id] = pool_; // expected-error {{write through 'out_', which is null}}
  }

private:
  int pool_;
  Index *out_ = nullptr; // expected-note {{'out_' is set to null here}}
  int seen_ = 0;
};

// proof: secondConstructor::count() faults "assignment to entry in nil map"
void count() {
  Lister lister(1);
  lister.done(2); // expected-note {{calling 'secondConstructor::Lister::done' leads there}}
}
} // namespace secondConstructor

// The constructor leaves early.
namespace earlyReturn {
class Key {
public:
  // expected-note@+1 {{this constructor can leave 'headers_' unset}}
  Key(Index &headers, int url) {
    if (url < 0)
      return;
    headers_ = &headers;
    valid_ = true;
  }

  bool valid() const { return valid_; }

  void append(int name) {
    headers_->emplace(name, 1); // expected-error {{write through 'headers_', which may be unset}}
  }

private:
  Index *headers_;
  bool valid_ = false;
};

// proof: earlyReturn::make({}, -1) faults "assignment to entry in nil map"
bool make(Index &headers, int url) {
  Key key(headers, url);
  key.append(1); // expected-note {{calling 'earlyReturn::Key::append' leads there}}
  return key.valid();
}
} // namespace earlyReturn

// Another method moves it away.
namespace movedByMethod {
class Batcher {
public:
  void add(int key, int value) {
    if (batch_->size() == 4)
      flush();
    (*batch_)[key] = value; // expected-error {{write through 'batch_', which may be null}}
  }

  void flush() {
    sent_.push_back(std::move(batch_)); // expected-note {{'batch_' is moved from here}}
  }

private:
  std::unique_ptr<Index> batch_ = std::make_unique<Index>();
  std::vector<std::unique_ptr<Index>> sent_;
};

// proof: movedByMethod::fill(9) faults "assignment to entry in nil map"
void fill(int n) {
  Batcher batcher;
  for (int i = 0; i < n; ++i)
    batcher.add(i, i);
}
} // namespace movedByMethod

// A closure writes through a pointer that it captured by reference.
// proof: sumUp({1, 2}, false, {}) faults "assignment to entry in nil map"
int sumUp(const std::vector<int> &ids, bool wantsJumps, Index &jumps) {
  Index *cache = nullptr; // expected-note {{'cache' is set to null here}}
  if (wantsJumps)
    cache = &jumps;
  int sum = 0;
  auto visit = [&](int id) {
    sum += id;
    (*cache)[id] += 1; // expected-error {{write through 'cache', which may be null}}
  };
  for (int id : ids)
    visit(id); // expected-note {{leads there}}
  return sum;
}
