// RUN: %verify %s
// RUN: %prove %s
// A plain pointer to a map that is, or may be, null where the map is written.

#include <map>
#include <string>
#include <unordered_map>
#include <variant>

using Counters = std::unordered_map<std::string, int>;

// proof: countLine("a") faults "assignment to entry in nil map"
void countLine(const std::string &line) {
  Counters *counters = nullptr; // expected-note {{'counters' is set to null here}}
  // expected-error@+1 {{write through 'counters', which is null [map-nil-write]}}
  (*counters)[line] += 1;
}

// The test was there, but the path goes on.
// proof: addUnlessNull(nullptr, "a") faults "assignment to entry in nil map"
int addUnlessNull(Counters *counters, const std::string &key) {
  int misses = 0;
  if (counters == nullptr) // expected-note {{'counters' is null on this path}}
    ++misses;
  counters->emplace(key, 1); // expected-error {{write through 'counters', which may be null}}
  return misses;
}

// The test came too late.
// proof: addAndMeasure(nullptr, 1) faults "assignment to entry in nil map"
std::size_t addAndMeasure(std::map<int, int> *index, int key) {
  index->try_emplace(key, 0); // expected-error {{write through 'index', which may be null}}
  if (!index)                 // expected-note {{null}}
    return 0;
  return index->size();
}

// Set on one of the two paths only.
// proof: storeLevel({}, false, 1) faults "assignment to entry in nil map"
void storeLevel(std::map<int, int> &shared, bool useShared, int key) {
  std::map<int, int> *levels = nullptr; // expected-note {{'levels' is set to null here}}
  if (useShared)
    levels = &shared;
  levels->insert({key, 1}); // expected-error {{write through 'levels', which may be null}}
}

// A function that returns null when it finds nothing.
// proof: { Shards shards; shards.hit(1, "a"); } faults "assignment to entry in nil map"
class Shards {
public:
  Counters *find(int shard) {
    const auto entry = shards_.find(shard);
    if (entry == shards_.end())
      return nullptr; // expected-note {{null}}
    return &entry->second;
  }

  void hit(int shard, const std::string &key) {
    Counters *counters = find(shard); // expected-note {{'find'}}
    // expected-error@+1 {{write through 'counters', which may be null}}
    counters->insert_or_assign(key, 1);
  }

private:
  std::map<int, Counters> shards_;
};

// get_if gives null when the variant holds something else.
using Object = std::map<std::string, int>;
using Json = std::variant<std::monostate, double, Object>;

// proof: mark(1.5) faults "assignment to entry in nil map"
void mark(Json &value) {
  Object *object = std::get_if<Object>(&value); // expected-note {{null}}
  object->emplace("marked", 1); // expected-error {{write through 'object', which may be null}}
}

// A reference made from the null pointer writes through it.
// proof: clearThroughReference(true, {}) faults "assignment to entry in nil map"
void clearThroughReference(bool dryRun, Counters &real) {
  Counters *target = dryRun ? nullptr : &real; // expected-note {{null}}
  Counters &counters = *target;
  counters["runs"] = 1; // expected-error {{which may be null}}
}

// No constructor gives the pointer a value, and nothing else does.
// proof: { static Journal journal; journal.note(1, "a"); } faults "assignment to entry in nil map"
class Journal {
public:
  Journal() {}
  void note(int line, const std::string &text) {
    (*lines_)[line] = text; // expected-error {{write through 'lines_', which}}
  }

private:
  std::map<int, std::string> *lines_; // expected-note {{'lines_'}}
};
