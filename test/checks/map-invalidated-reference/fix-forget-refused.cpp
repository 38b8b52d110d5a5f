// RUN: %verify %s
// RUN: %exits 1 %maplint --format=json %s -- -std=c++17 -I %stubs \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="replacement"
// NONE-COUNT-3: "check": "map-invalidated-reference"
// RUN: %prove %s
// Members that cannot just forget.

#include <absl/container/flat_hash_map.h>
#include <map>

struct Sensor {
  int samples = 0;
};

// Nobody asks whether there is one.
// proof: { Board board; board.select(3); board.remove(3); board.sample(); } faults "invalidated by erase"
class Board {
public:
  void select(int id) { selected_ = &sensors_[id]; }
  void remove(int id) { // expected-note {{an earlier call of this leaves it behind}}
    sensors_.erase(id); // expected-note {{'sensors_' is erased from here}}
  }
  void sample() {
    ++selected_->samples; // expected-error {{reference into 'sensors_' is used after erasing}}
  }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};

// The element is there as before, at another place.
// proof: { Symbols symbols; symbols.select(1); for (int id : numbers(20)) symbols.define(id, id);
//   symbols.bump(); } faults "reference invalidated by insertion"
class Symbols {
public:
  void select(int id) { current_ = &values_[id]; }

  // expected-note@+2 {{'values_' is inserted into here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void define(int id, int v) { values_[id] = v; }

  void bump() {
    if (current_)
      ++*current_; // expected-error {{reference into 'values_' is used after inserting}}
  }

private:
  absl::flat_hash_map<int, int> values_;
  int *current_ = nullptr;
};

// An iterator has no null.
// proof: { Cursor c; c.add(1); c.seek(1); c.remove(1); show(c.value()); } faults "invalidated by erase"
class Cursor {
public:
  void add(int key) { values_[key] = key; }
  void seek(int key) { at_ = values_.find(key); }
  void remove(int key) { // expected-note {{an earlier call of this leaves it behind}}
    values_.erase(key); // expected-note {{'values_' is erased from here}}
  }
  int value() const {
    return at_->second; // expected-error {{may have invalidated it}}
  }

private:
  std::map<int, int> values_;
  std::map<int, int>::iterator at_;
};
