// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What says whether a pointer is set: flags beside it, functions that ask, numbers that a call returns.

#include <map>
#include <memory>
#include <string>

using Table = std::map<std::string, int>;

// The flag begins as false, like the pointer as null.
// proof: { Log log; log.note("a"); log.open(); log.note("b"); } clean
class Log {
public:
  void open() {
    lines_ = std::make_unique<Table>();
    isOpen_ = true;
  }
  void note(const std::string &line) {
    if (isOpen_)
      ++(*lines_)[line];
  }

private:
  std::unique_ptr<Table> lines_;
  bool isOpen_ = false;
};

// Made when it is needed first.
// proof: { Cache cache; cache.put("a"); cache.put("b"); } clean
class Cache {
public:
  void put(const std::string &key) {
    if (!made_) {
      table_ = std::make_unique<Table>();
      made_ = true;
    }
    (*table_)[key] = 1;
  }

private:
  std::unique_ptr<Table> table_;
  bool made_ = false;
};

enum class Kind { Number, Object };

struct Node {
  Kind kind = Kind::Number;
  Table *members = nullptr;
};

// proof: clean
void fill() {
  Node node;
  if (node.kind == Kind::Object)
    (*node.members)["a"] = 1;
}

// A function asks.
// proof: { Store store; store.put("a"); } clean
class Store {
public:
  bool isOpen() const { return table_ != nullptr; }
  void put(const std::string &key) {
    if (!isOpen())
      return;
    (*table_)[key] = 1;
  }

private:
  std::unique_ptr<Table> table_;
};

static bool isUsable(const Table *table) { return table != nullptr; }

// proof: (nullptr) clean
void putInto(Table *table) {
  if (isUsable(table))
    (*table)["a"] = 1;
}

// proof: clean
void putNowhere() { putInto(nullptr); }

// A number says whether it is there.
static int open(const std::string &path, std::unique_ptr<Table> &table) {
  if (path.empty())
    return -1;
  table = std::make_unique<Table>();
  return 0;
}

// proof: ("") clean
int load(const std::string &path) {
  std::unique_ptr<Table> table;
  if (open(path, table) != 0)
    return 1;
  (*table)["a"] = 1;
  return 0;
}

// proof: ("") clean
int reload(const std::string &path) {
  std::unique_ptr<Table> table;
  if (const int status = open(path, table); status < 0)
    return status;
  (*table)["b"] = 1;
  return 0;
}
