// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What one function leaves null another one looks at, or sets.
#include <map>
#include <memory>
#include <utility>
#include <vector>

using Index = std::map<int, int>;

// The method looks.
namespace looks {
class Lister {
public:
  explicit Lister(Index *out) : out_(out) {}

  Lister() = default;

  void done(int id) {
    ++seen_;
    if (out_)
      (*out_)[id] = 1;
  }

private:
  Index *out_ = nullptr;
  int seen_ = 0;
};

// proof: looks::count() clean
void count() {
  Lister lister;
  lister.done(2);
}
} // namespace looks

// Set between the construction and the write.
namespace setLater {
class Lister {
public:
  explicit Lister(int pool) : pool_(pool) {}

  void into(Index &out) { out_ = &out; }

  void done(int id) { (*out_)[id] = pool_; }

private:
  int pool_;
  Index *out_ = nullptr;
};

// proof: setLater::list({}) clean
void list(Index &out) {
  Lister lister(1);
  lister.into(out);
  lister.done(2);
}
} // namespace setLater

// The caller asks whether the constructor went through.
namespace asksFirst {
class Key {
public:
  Key(Index &headers, int url) {
    if (url < 0)
      return;
    headers_ = &headers;
    valid_ = true;
  }

  bool valid() const { return valid_; }

  void append(int name) { headers_->emplace(name, 1); }

private:
  Index *headers_;
  bool valid_ = false;
};

// proof: asksFirst::make({}, -1) clean
void make(Index &headers, int url) {
  Key key(headers, url);
  if (key.valid())
    key.append(1);
}
} // namespace asksFirst

// A method that the constructor calls sets it.
namespace setByMethod {
class Key {
public:
  explicit Key(Index &headers) { start(headers); }

  void append(int name) { headers_->emplace(name, 1); }

private:
  void start(Index &headers) { headers_ = &headers; }

  Index *headers_;
};

// proof: setByMethod::make({}) clean
void make(Index &headers) {
  Key key(headers);
  key.append(1);
}
} // namespace setByMethod

// A constructor that hands over to another one.
namespace delegates {
class Key {
public:
  Key(Index &headers, int url) : headers_(&headers), url_(url) {}

  explicit Key(Index &headers) : Key(headers, 0) {}

  void append(int name) { headers_->emplace(name, url_); }

private:
  Index *headers_;
  int url_;
};

// proof: delegates::make({}) clean
void make(Index &headers) {
  Key key(headers);
  key.append(1);
}
} // namespace delegates

// The method that moves it away makes a new one.
namespace madeAnew {
class Batcher {
public:
  void add(int key, int value) {
    if (batch_->size() == 4)
      flush();
    (*batch_)[key] = value;
  }

  void flush() {
    sent_.push_back(std::move(batch_));
    batch_ = std::make_unique<Index>();
  }

private:
  std::unique_ptr<Index> batch_ = std::make_unique<Index>();
  std::vector<std::unique_ptr<Index>> sent_;
};

// proof: madeAnew::fill(9) clean
void fill(int n) {
  Batcher batcher;
  for (int i = 0; i < n; ++i)
    batcher.add(i, i);
}
} // namespace madeAnew

// The closure asks the question that decided.
// proof: sumUp({1, 2}, false, {}) clean
int sumUp(const std::vector<int> &ids, bool wantsJumps, Index &jumps) {
  Index *cache = nullptr;
  if (wantsJumps)
    cache = &jumps;
  int sum = 0;
  auto visit = [&](int id) {
    sum += id;
    if (wantsJumps)
      (*cache)[id] += 1;
  };
  for (int id : ids)
    visit(id);
  return sum;
}
