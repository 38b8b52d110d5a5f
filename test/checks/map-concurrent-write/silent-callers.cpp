// Operations without a lock of their own whose callers all do right.
// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
#include <map>
#include <mutex>
#include <string>

// Each way to the helper from outside takes the lock; the constructor and init() need none.
// proof: threads { Visits visits; visits.init(); } visits.first(1) | visits.second(1) clean
class Visits {
public:
  Visits() { count(0); }
  void init() { count(1); }
  void first(int page) {
    std::lock_guard<std::mutex> lock(mutex_);
    count(page);
  }
  void second(int page) {
    std::lock_guard<std::mutex> lock(mutex_);
    count(page);
    again(page);
  }

private:
  void again(int page) { count(page); }
  void count(int page) { visits_[page] += 1; }

  std::mutex mutex_;
  std::map<int, int> visits_;
};

static void bump(std::map<std::string, int> &counts, const std::string &word) { ++counts[word]; }

// What the helper is given without the lock is the caller's own.
// proof: threads { Words all; } all.hit("a") | all.miss("b") | all.distinct() clean
class Words {
public:
  void hit(const std::string &word) {
    std::lock_guard<std::mutex> lock(mutex_);
    bump(counts_, word);
  }
  void miss(const std::string &word) {
    std::lock_guard<std::mutex> lock(mutex_);
    bump(counts_, word);
  }
  int distinct() {
    std::map<std::string, int> own;
    bump(own, "x");
    return static_cast<int>(own.size());
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> counts_;
};

struct Catalogue {
  void enter(int book) { books[book] = "?"; }
  std::mutex mutex;
  std::map<int, std::string> books;
};

void buy(Catalogue &catalogue) {
  std::lock_guard<std::mutex> lock(catalogue.mutex);
  catalogue.enter(1);
}

// proof: threads { Catalogue catalogue; } inherit(catalogue) | buy(catalogue) clean
void inherit(Catalogue &catalogue) {
  std::lock_guard<std::mutex> lock(catalogue.mutex);
  catalogue.enter(2);
}

static void stock(Catalogue &catalogue) { catalogue.enter(3); }

// Nobody else has the catalogue yet.
// proof: threads { Catalogue catalogue; } buy(catalogue) | inherit(catalogue) | startingStock() clean
int startingStock() {
  Catalogue fresh;
  stock(fresh);
  return static_cast<int>(fresh.books.size());
}
