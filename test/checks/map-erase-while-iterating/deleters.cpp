// RUN: %verify %s
// RUN: %prove %s
// Elements that go while the loop stands on them: a destructor signs off, a callable signs itself
// off, a helper looks at the key first.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

// A worker signs off when it is deleted.
namespace workersSignOff {
class Crew;

class Worker {
public:
  explicit Worker(Crew &crew);
  ~Worker();

private:
  Crew &crew_;
};

class Crew {
public:
  void signOn(Worker *worker) { workers_.insert(worker); }
  // expected-note@+1 {{'workers_' is erased from here}}
  void signOff(Worker *worker) { workers_.erase(worker); }

  // proof: { workersSignOff::Crew crew; new workersSignOff::Worker(crew); new
  //   workersSignOff::Worker(crew); crew.dismiss(); } faults "iterator invalidated by erase"
  void dismiss() {
    for (Worker *worker : workers_) // expected-note {{the loop over 'workers_' starts here}}
      // expected-error@+1 {{calling '~Worker' erases from 'workers_' and invalidates the iterator}}
      delete worker;
  }

private:
  std::set<Worker *> workers_;
};

// proof: { workersSignOff::Crew crew; workersSignOff::Worker worker(crew); } clean
Worker::Worker(Crew &crew) : crew_(crew) {
  crew_.signOn(this);
}

// proof: { workersSignOff::Crew crew; workersSignOff::Worker worker(crew); } clean
Worker::~Worker() {
  crew_.signOff(this); // expected-note {{calling 'signOff' erases from 'workers_'}}
}

} // namespace workersSignOff

// A job takes itself out by the number that it has kept.
namespace keepsItsNumber {
class Jobs {
public:
  void post() {
    const int id = ++last_;
    jobs_.emplace(id, [this, id] { jobs_.erase(id); }); // expected-note {{is erased from here}}
  }

  // proof: { keepsItsNumber::Jobs jobs; jobs.post(); jobs.post(); jobs.run(); } faults
  //   "iterator invalidated by erase"
  void run() {
    // expected-note@+1 {{the loop over 'jobs_' starts here}}
    for (auto it = jobs_.begin(); it != jobs_.end(); ++it)
      // expected-error@+1 {{calling 'the lambda' erases from 'jobs_' and invalidates the iterator}}
      it->second();
  }

private:
  std::unordered_map<int, std::function<void()>> jobs_;
  int last_ = 0;
};
} // namespace keepsItsNumber

// Somebody looks at the key before another class erases by it.
namespace looksAtKeyFirst {
class Library {
public:
  const std::map<std::string, int> &shelves() const { return shelves_; }
  void put(const std::string &shelf, int books) { shelves_[shelf] = books; }
  // expected-note@+1 {{'session_->shelves_' is erased from here}}
  void clear(const std::string &shelf) { shelves_.erase(shelf); }

private:
  std::map<std::string, int> shelves_;
};

class Caretaker {
public:
  explicit Caretaker(Library &library) : session_(library) {}

  // proof: { looksAtKeyFirst::Library all; all.put("ab", 1); all.put("c", 2);
  //   looksAtKeyFirst::Caretaker(all).tidy(); } faults "iterator invalidated by erase"
  void tidy() {
    // expected-note@+1 {{the loop over 'session_->shelves_' starts here}}
    for (auto it = session_.shelves().begin(); it != session_.shelves().end(); ++it)
      if (isOld(it->first))
        // expected-error@+1 {{calling 'clear' erases from 'session_->shelves_' and invalidates}}
        session_.clear(it->first);
  }

private:
  static bool isOld(const std::string &shelf) { return shelf.size() % 2 == 0; }

  Library &session_;
};
} // namespace looksAtKeyFirst
