// RUN: %verify %s
// RUN: %exits 1 %maplint %s -- -std=c++20 \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="suggested fix"
// NONE: 6 errors in 1 file
// RUN: %prove %s
// Maps that nobody locks, where a mutex of their own is not one edit after the other: nothing is
// offered.

#include <map>
#include <mutex>
#include <thread>

// The class has a mutex: whether it is meant for this map too is for its author to say.
// proof: { Busy busy; busy.start(); busy.add(1000); busy.stop(); } faults "concurrent map writes"
class Busy {
public:
  void start() {
    thread_ = std::thread([this] { // expected-note {{a thread that uses it starts here}}
      for (int n = 0; n < 9; ++n)
        jobs_[n] = n; // expected-note {{'jobs_' is written here without a lock}}
    });
  }
  void add(int id) { jobs_[id] = 0; } // expected-error {{'jobs_' is written without a lock}}
  void rename() {
    std::lock_guard<std::mutex> lock(nameMutex_);
    ++name_;
  }
  void stop() { thread_.join(); }

private:
  std::map<int, int> jobs_;
  std::mutex nameMutex_;
  int name_ = 0;
  std::thread thread_;
};

// put() is called from outside and by another method: it would lock what that one has locked.
// proof: { Twice twice; twice.start(); twice.put(1000); twice.stop(); } faults "concurrent map
//   writes"
class Twice {
public:
  void start() {
    thread_ = std::thread([this] { // expected-note {{a thread that uses it starts here}}
      for (int n = 0; n < 9; ++n)
        seen_[n] = n; // expected-note {{'seen_' is written here without a lock}}
    });
  }
  void put(int id) { seen_[id] = 0; } // expected-error {{'seen_' is written without a lock}}
  void putBoth(int id) {
    put(id);
    put(-id);
  }
  void stop() { thread_.join(); }

private:
  std::map<int, int> seen_;
  std::thread thread_;
};

// What others reach without the class, a lock inside the class does not guard.
// proof: { Open open; open.start(); open.add(1000); open.stop(); } faults "concurrent map writes"
class Open {
public:
  void start() {
    thread_ = std::thread([this] { // expected-note {{a thread that uses it starts here}}
      for (int n = 0; n < 9; ++n)
        rows[n] = n; // expected-note {{'rows' is written here without a lock}}
    });
  }
  void add(int id) { rows[id] = 0; } // expected-error {{'rows' is written without a lock}}
  void stop() { thread_.join(); }

  std::map<int, int> rows;

private:
  std::thread thread_;
};

// proof: { Open open; look(open); } clean
std::size_t look(const Open &open) { return open.rows.size(); }

// A global: where its mutex should stand, and who else uses the map, the file does not tell.
static std::map<int, int> totals;

// proof: faults "concurrent map writes"
void sum() {
  std::thread other([] { totals[1] = 1; }); // expected-note {{'totals' is written here}} expected-note {{starts here}}
  totals[2] = 2; // expected-error {{'totals' is written without a lock}}
  other.join();
}

// A local one: the threads end with the function.
// proof: faults "concurrent map writes"
std::size_t count() {
  std::map<int, int> counts;
  std::thread other([&counts] { counts[1] = 1; }); // expected-note {{'counts' is written here}} expected-note {{starts here}}
  counts[2] = 2; // expected-error {{'counts' is written without a lock}}
  other.join();
  return counts.size();
}

// Each instance of the template has the same text.
template <typename Key> class Table {
public:
  void start(Key key) {
    thread_ = std::thread([this, key] { // expected-note {{a thread that uses it starts here}}
      for (int n = 0; n < 9; ++n)
        rows_[key] = n; // expected-note {{'rows_' is written here without a lock}}
    });
  }
  void put(Key key) { rows_[key] = 0; } // expected-error {{'rows_' is written without a lock}}
  void stop() { thread_.join(); }

private:
  std::map<Key, int> rows_;
  std::thread thread_;
};

// proof: { Table<int> table; useTable(table); } faults "concurrent map writes"
void useTable(Table<int> &table) {
  table.start(1);
  table.put(2);
  table.stop();
}
