// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Destructors and callables that take elements out, where the loop is ready for it.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace crews {
class Crew;

class Worker {
public:
  explicit Worker(Crew &crew);
  Worker(const Worker &) = delete;
  ~Worker();

private:
  Crew &crew_;
};

class Crew {
public:
  void signOn(Worker *worker) { workers_.insert(worker); }
  void signOff(Worker *worker) { workers_.erase(worker); }
  void dismissAll();
  void dismissOneByOne();
  void dismissFirst();
  void dismissAhead();

private:
  std::set<Worker *> workers_;
};

// proof: { crews::Crew crew; crews::Worker worker(crew); } clean
Worker::Worker(Crew &crew) : crew_(crew) {
  crew_.signOn(this);
}

// proof: { crews::Crew crew; crews::Worker worker(crew); } clean
Worker::~Worker() {
  crew_.signOff(this);
}

// The loop goes over another set, which nobody signs off from.
// proof: { crews::Crew crew; new crews::Worker(crew); new crews::Worker(crew); crew.dismissAll(); }
//   clean
void Crew::dismissAll() {
  std::set<Worker *> leaving;
  leaving.swap(workers_);
  for (Worker *worker : leaving)
    delete worker;
}

// The first one is looked for anew each time.
// proof: { crews::Crew crew; new crews::Worker(crew); crew.dismissOneByOne(); } clean
void Crew::dismissOneByOne() {
  while (!workers_.empty())
    delete *workers_.begin();
}

// The loop ends with the deletion.
// proof: { crews::Crew crew; new crews::Worker(crew); crew.dismissFirst(); } clean
void Crew::dismissFirst() {
  for (Worker *worker : workers_) {
    delete worker;
    break;
  }
}

// The iterator has gone on before its element goes.
// proof: { crews::Crew crew; new crews::Worker(crew); new crews::Worker(crew); crew.dismissAhead();
//   } clean
void Crew::dismissAhead() {
  for (auto it = workers_.begin(); it != workers_.end();) {
    Worker *worker = *it++;
    delete worker;
  }
}
} // namespace crews

namespace timers {
class Timers {
public:
  Timers() {
    timers_["warm up"] = [this] { cancel("warm up"); };
    timers_["beat"] = [this] { ++beats_; };
  }

  void cancel(const std::string &name) { timers_.erase(name); }

  // The callable takes itself out, and the iterator is one further by then.
  // proof: { timers::Timers all; all.tick(); } clean
  void tick() {
    for (auto it = timers_.begin(); it != timers_.end();) {
      auto now = it++;
      const auto action = now->second;
      action();
    }
  }

  // A copy is gone through.
  // proof: { timers::Timers all; all.tickCopies(); } clean
  void tickCopies() {
    const auto all = timers_;
    for (const auto &timer : all)
      timer.second();
  }

private:
  std::map<std::string, std::function<void()>> timers_;
  int beats_ = 0;
};
} // namespace timers

// What the callable takes out lies in another map.
namespace otherMap {
class Board {
public:
  Board() {
    buttons_["reset"] = [this] { lamps_.erase("reset"); };
  }

  // proof: { otherMap::Board board; board.press(); } clean
  void press() {
    for (auto &button : buttons_)
      button.second();
  }

private:
  std::map<std::string, std::function<void()>> buttons_;
  std::map<std::string, int> lamps_{{"reset", 1}};
};
} // namespace otherMap

// The helper is given the value, and it is the value's number that is erased elsewhere.
namespace valueElsewhere {
class Ledger {
public:
  void add(int account, std::string owner) {
    accounts_[account] = owner;
    owners_[owner] = account;
  }

  // proof: { valueElsewhere::Ledger all; all.add(1, "ab"); all.add(2, "c"); all.close(); } clean
  void close() {
    for (auto &[account, owner] : accounts_)
      if (isShort(owner))
        owners_.erase(owner);
  }

private:
  static bool isShort(const std::string &name) { return name.size() < 2; }

  std::map<int, std::string> accounts_;
  std::map<std::string, int> owners_;
};
} // namespace valueElsewhere
