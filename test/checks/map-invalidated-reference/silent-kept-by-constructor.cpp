// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What constructors collect and objects keep stays where it is, or is taken anew.
#include <absl/container/flat_hash_map.h>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct Gauge {
  long reads = 0;
};

// Elements of std::unordered_map stay where they are when it grows: [unord.req.general].
// proof: { std::vector<int> ids; for (int i = 0; i < 64; ++i) ids.push_back(i); Steady panel(ids);
//   show(panel.read()); } clean
class Steady {
public:
  explicit Steady(const std::vector<int> &ids) {
    for (int id : ids)
      shown_.push_back(&gauges_[id]);
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads;
    return all;
  }

private:
  std::unordered_map<int, Gauge> gauges_;
  std::vector<Gauge *> shown_;
};

// Room for all of them is there before the first pointer is taken.
// proof: { std::vector<int> ids; for (int i = 0; i < 64; ++i) ids.push_back(i); Roomy panel(ids);
//   show(panel.read()); } clean
class Roomy {
public:
  explicit Roomy(const std::vector<int> &ids) {
    gauges_.reserve(ids.size());
    for (int id : ids)
      shown_.push_back(&gauges_[id]);
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads;
    return all;
  }

private:
  absl::flat_hash_map<int, Gauge> gauges_;
  std::vector<Gauge *> shown_;
};

// The elements are all there before the first pointer is taken.
// proof: { Late panel({{1, {}}, {2, {}}}); show(panel.read()); } clean
class Late {
public:
  explicit Late(absl::flat_hash_map<int, Gauge> gauges) : gauges_(std::move(gauges)) {
    for (auto &entry : gauges_)
      shown_.push_back(&entry.second);
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads;
    return all;
  }

private:
  absl::flat_hash_map<int, Gauge> gauges_;
  std::vector<Gauge *> shown_;
};

// What is kept is what a unique pointer owns, and that does not move.
// proof: { std::vector<int> ids; for (int i = 0; i < 64; ++i) ids.push_back(i); Owning panel(ids);
//   show(panel.read()); } clean
class Owning {
public:
  explicit Owning(const std::vector<int> &ids) {
    for (int id : ids)
      shown_.push_back(gauges_.emplace(id, std::make_unique<Gauge>()).first->second.get());
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads;
    return all;
  }

private:
  absl::flat_hash_map<int, std::unique_ptr<Gauge>> gauges_;
  std::vector<Gauge *> shown_;
};

struct Registry {
  void enter(int id) { entries_.emplace(id, 1); }
  std::unordered_map<int, int> &entries() { return entries_; }

private:
  std::unordered_map<int, int> entries_;
};

// The marks of before are forgotten when the table of somebody else grows.
// proof: { Registry all; all.enter(1); Forgetful batch(all); batch.mark(); batch.add(2);
//   show(batch.finish()); } clean
class Forgetful {
public:
  explicit Forgetful(Registry &registry) : registry_(registry) {}

  void mark() {
    auto &entries = registry_.entries();
    for (auto it = entries.begin(); it != entries.end(); ++it)
      marked_.push_back(it);
  }

  void add(int id) {
    marked_.clear();
    registry_.enter(id);
  }

  int finish() {
    int sum = 0;
    for (auto it : marked_)
      sum += it->second;
    return sum;
  }

private:
  Registry &registry_;
  std::vector<std::unordered_map<int, int>::iterator> marked_;
};

// Pointers to elements of a node-based table of somebody else bear that it grows.
// proof: { Registry all; all.enter(1); Pointing batch(all); batch.mark(); batch.add(2);
//   show(batch.finish()); } clean
class Pointing {
public:
  explicit Pointing(Registry &registry) : registry_(registry) {}

  void mark() {
    for (auto &entry : registry_.entries())
      marked_.push_back(&entry.second);
  }

  void add(int id) { registry_.enter(id); }

  int finish() {
    int sum = 0;
    for (int *mark : marked_)
      sum += *mark;
    return sum;
  }

private:
  Registry &registry_;
  std::vector<int *> marked_;
};

// Strings of one's own are no views.
// proof: copies({{"a", 1}, {"b", 2}}) clean
std::size_t copies(absl::flat_hash_map<std::string, int> m) {
  std::vector<std::string> names;
  for (const auto &entry : m)
    names.emplace_back(entry.first);
  m.clear();
  std::size_t sum = 0;
  for (std::string_view name : names)
    sum += std::string(name).size();
  return sum;
}

// The views are read before the table is cleared.
// proof: readFirst({{"a", 1}, {"b", 2}}) clean
std::size_t readFirst(absl::flat_hash_map<std::string, int> m) {
  std::vector<std::string_view> names;
  for (const auto &entry : m)
    names.emplace_back(entry.first);
  std::size_t sum = 0;
  for (std::string_view name : names)
    sum += std::string(name).size();
  m.clear();
  return sum;
}

// The outer map keeps its elements where they are.
// proof: spread({{1, {{1, 1}, {2, 2}, {3, 3}}}}) clean
void spread(std::map<int, std::map<int, int>> m) {
  const std::map<int, int> &first = m[1];
  for (const auto &[key, value] : first)
    m[key + 100].emplace(key, value);
}
