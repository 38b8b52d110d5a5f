// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The pointer is null on some ways: the write waits for one that is not. What was moved away is
// written first, or cleared.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

using Counters = std::unordered_map<std::string, int>;
using Index = std::map<int, int>;

// proof: countAll(nullptr, "a") faults "assignment to entry in nil map"
// proof: { Counters counters; show(countAll(&counters, "a")); show(counters); } clean
int countAll(Counters *counters, const std::string &key) {
  int misses = 0;
  if (counters == nullptr) // expected-note {{'counters' is null on this path}}
    ++misses;
  counters->emplace(key, 1); // expected-error {{write through 'counters', which may be null}}
  return misses;
}

// proof: measure(nullptr, 1) faults "assignment to entry in nil map"
std::size_t measure(Index *index, int key) {
  index->try_emplace( // expected-error {{write through 'index', which may be null}}
      key,
      0);
  if (!index) // expected-note {{null}}
    return 0;
  return index->size();
}

// proof: store({}, false, 1) faults "assignment to entry in nil map"
void store(Index &shared, bool useShared, int key) {
  Index *levels = nullptr; // expected-note {{'levels' is set to null here}}
  if (useShared)
    levels = &shared;
  (*levels)[key] = 1; // expected-error {{write through 'levels', which may be null}}
}

// proof: tag({}) faults "assignment to entry in nil map"
// proof: { auto tags = std::make_shared<Counters>(); tag(tags); show(*tags); } clean
void tag(std::weak_ptr<Counters> weak) {
  auto tags = weak.lock();   // expected-note {{this result may be null}}
  tags->emplace("a", 1); // expected-error {{write through 'tags', which may be null}}
}

// Nothing has a name yet.
// proof: tagDirectly({}) faults "assignment to entry in nil map"
// proof: { auto tags = std::make_shared<Counters>(); tagDirectly(tags); show(*tags); } clean
void tagDirectly(std::weak_ptr<Counters> weak) {
  // expected-error@+2 {{write through a pointer, which may be null}}
  // expected-note@+1 {{this result may be null}}
  (*weak.lock())["a"] = 1;
}

// proof: mark(7) faults "assignment to entry in nil map"
void mark(std::variant<int, Index> &v) {
  // expected-error@+2 {{write through a pointer, which may be null}}
  // expected-note@+1 {{this result may be null}}
  std::get_if<Index>(&v)->emplace(1, 2);
}

// Made on one of two ways: what was made is kept.
// proof: fill(false) faults "assignment to entry in nil map"
// proof: fill(true) clean
std::size_t fill(bool early) {
  std::unique_ptr<Index> index; // expected-note {{'index' is set to null here}}
  if (early) {
    index = std::make_unique<Index>();
    index->emplace(1, 1);
  }
  index->emplace(2, 2); // expected-error {{write through 'index', which may be null}}
  return index->size();
}

// proof: handOver(std::make_unique<Index>()) faults "assignment to entry in nil map"
std::unique_ptr<Index> handOver(std::unique_ptr<Index> rooms) {
  auto result = std::move(rooms); // expected-note {{'rooms' is moved from here}}
  rooms->insert({0, 1});          // expected-error {{write through 'rooms', which is null}}
  return result;
}

// proof: keep({}) faults "assignment to entry in nil map"
void keep(std::vector<std::unique_ptr<Index>> &all) {
  auto m = std::make_unique<Index>();
  all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  m->emplace(1, 2); // expected-error {{write through 'm', which is null}}
}

// proof: given void submit(Index) {}
void submit(Index batch);

// What a move leaves of a map is not specified.
// proof: submitTwice({{1, 2}}) faults "assignment to entry in nil map" unseen: what libstdc++
//   leaves is an empty map
std::size_t submitTwice(Index batch) {
  submit(std::move(batch)); // expected-note {{'batch' is moved from here}}
  batch[0] = 1; // expected-error {{write to 'batch' after its contents were moved away}}
  return batch.size();
}

// proof: inChunks({}, 3) faults "assignment to entry in nil map" unseen: what libstdc++ leaves is an
//   empty map
void inChunks(std::vector<Index> &all, int n) {
  Index m;
  for (int i = 0; i < n; ++i) {
    m[i] = i; // expected-error {{write to 'm' after its contents were moved away}}
    all.push_back(std::move(m)); // expected-note {{'m' is moved from here}}
  }
}
