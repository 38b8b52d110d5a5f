// RUN: %verify %s
// RUN: %exits 1 %maplint --format=json %s -- -std=c++20 \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="replacement"
// NONE: "schema_version"
// RUN: %prove %s
// Growths whose repair is left to the reader.
#include <string>
#include <unordered_set>
#include <vector>

// The text of the loop is a macro's.
#define EACH(value, values) for (const int value : values)
// proof: expanded(numbers(100)) grows 4
std::unordered_set<int> expanded(const std::vector<int> &values) {
  std::unordered_set<int> result;
  EACH(value, values) // expected-note {{reserve room for}}
    result.insert(value); // expected-warning {{'result' grows}}
  return result;
}

// An else would lose its if.
// proof: either(numbers(100), true) grows 4
std::unordered_set<int> either(const std::vector<int> &values, bool wanted) {
  std::unordered_set<int> result;
  if (wanted)
    for (const int value : values) // expected-note {{reserve room for}}
      result.insert(value); // expected-warning {{'result' grows}}
  else
    result.insert(-1);
  return result;
}

// What the caller's object holds already nobody sees.
class Marks {
public:
  void set(int id) { ids_.insert(id); } // expected-note {{inserted here}}

private:
  std::unordered_set<int> ids_;
};

// proof: { Marks marks; mark(marks, numbers(100)); } grows 4
void mark(Marks &marks, const std::vector<int> &ids) {
  for (int id : ids) // expected-note {{the number is known before this loop}}
    marks.set(id);   // expected-warning {{'Marks' offers no way to}}
}
