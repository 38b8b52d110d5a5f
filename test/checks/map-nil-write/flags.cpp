// RUN: %verify %s
// RUN: %prove %s
// Flags, questions and numbers that are taken the wrong way round.

#include <map>
#include <memory>
#include <string>

using Table = std::map<std::string, int>;

// The flag begins as true, and the pointer as null.
class Log {
public:
  void note(const std::string &line) {
    if (isOpen_)
      ++(*lines_)[line]; // expected-error {{write through 'lines_', which is null}}
  }

private:
  std::unique_ptr<Table> lines_;
  bool isOpen_ = true;
};

// proof: faults "nil"
void noteOnce() {
  Log log; // expected-note {{'lines_' is set to null here}}
  log.note("a"); // expected-note {{calling 'Log::note' leads there}}
}

static bool isUsable(const Table *table) { return table != nullptr; }

static void putInto(Table *table) {
  if (!isUsable(table)) // expected-note {{'table' is null on this path}}
    (*table)["a"] = 1; // expected-error {{write through 'table', which}}
}

// proof: faults "nil"
void putNowhere() { putInto(nullptr); }

static int open(const std::string &path, std::unique_ptr<Table> &table) {
  if (path.empty())
    return -1;
  table = std::make_unique<Table>();
  return 0;
}

// proof: ("") faults "nil"
int load(const std::string &path) {
  std::unique_ptr<Table> table; // expected-note {{null}}
  if (open(path, table) == 0)
    return 1;
  (*table)["a"] = 1; // expected-error {{write through 'table', which}}
  return 0;
}
