// RUN: %verify %s
// RUN: %exits 1 %maplint --format=json %s -- -std=c++20 \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="replacement"
// NONE-COUNT-4: "check": "map-nil-write"
// RUN: %prove %s
// No repair is offered where none is sound.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using Index = std::map<int, int>;

// Always null: a test would only hide that nothing is ever written.
// proof: none(1) faults "assignment to entry in nil map"
void none(int k) {
  Index *m = nullptr; // expected-note {{'m' is set to null here}}
  m->emplace(k, 1);   // expected-error {{write through 'm', which is null}}
}

// Who is to own what would be made?
// proof: table(3) faults "assignment to entry in nil map"
void table(int rows) {
  std::vector<Index *> all(rows, nullptr); // expected-note {{null from here on}}
  (*all[0])[1] = 1; // expected-error {{write through 'all[0]', which is null}}
}

// The value of the expression is wanted.
// proof: add(nullptr, 1) faults "assignment to entry in nil map"
bool add(Index *m, int k) {
  const bool isNew = m->emplace(k, 1).second; // expected-error {{write through 'm', which may be}}
  return m != nullptr && isNew; // expected-note {{only here}}
}

// An if in front of it would take the else.
// proof: either(false, {}, true) faults "assignment to entry in nil map"
bool either(bool on, Index &store, bool writes) {
  Index *m = on ? &store : nullptr; // expected-note {{'m' is set to null here}}
  if (writes)
    m->emplace(1, 2); // expected-error {{write through 'm', which may be null}}
  else
    return false;
  return true;
}
