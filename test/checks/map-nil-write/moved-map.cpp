// RUN: %verify %s
// RUN: %prove %s
// The contents were moved away: what is written now goes into a map that nobody looks at, or that
// holds what the library happened to leave in it.

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Batch = std::map<int, std::string>;

// proof: given void submit(Batch) {}
void submit(Batch batch);

// proof: submitTwice({{1, "a"}}) faults "assignment to entry in nil map" unseen: what libstdc++
//   leaves is an empty map
void submitTwice(Batch batch) {
  submit(std::move(batch)); // expected-note {{'batch' is moved from here}}
  batch[0] = "trailer"; // expected-error {{write to 'batch' after its contents were moved away}}
}

// proof: split({{1, "a"}}) faults "assignment to entry in nil map" unseen: what libstdc++ leaves is
//   an empty map
Batch split(Batch &whole) {
  Batch rest = std::move(whole); // expected-note {{'whole' is moved from here}}
  // expected-error@+1 {{write to 'whole' after its contents were moved}}
  whole.emplace(-1, "separator");
  return rest;
}

// proof: { Recorder recorder; std::vector<std::unordered_map<int, int>> out; recorder.flush(out);
//   recorder.flush(out); } faults "assignment to entry in nil map" unseen: what libstdc++ leaves is
//   an empty map
class Recorder {
public:
  void flush(std::vector<std::unordered_map<int, int>> &out) {
    out.push_back(std::move(samples_)); // expected-note {{'samples_' is moved from here}}
    // expected-error@+1 {{write to 'samples_' after its contents were moved}}
    samples_[0] = ++generation_;
  }

private:
  std::unordered_map<int, int> samples_;
  int generation_ = 0;
};

// proof: keepMoving({}, 120) faults "assignment to entry in nil map" unseen: what libstdc++ leaves
//   is an empty map
void keepMoving(std::vector<Batch> &out, int n) {
  Batch current;
  for (int i = 0; i < n; ++i) {
    // expected-error@+1 {{write to 'current' after its contents were moved}}
    current.emplace(i, "line");
    if (i % 100 == 99)
      out.push_back(std::move(current)); // expected-note {{'current' is moved from here}}
  }
}
