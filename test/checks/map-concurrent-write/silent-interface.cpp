// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Which object stands behind an interface with many implementations is not known.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Store {
public:
  virtual ~Store() = default;
  virtual void remove(const std::string &name) = 0;
};

class DiskStore : public Store {
public:
  void remove(const std::string &name) override { last_ = name; }

private:
  std::string last_;
};

class CountingStore : public Store {
public:
  void remove(const std::string &) override { ++removed_; }

private:
  int removed_ = 0;
};

class NullStore : public Store {
public:
  void remove(const std::string &) override {}
};

class ForwardingStore : public Store {
public:
  explicit ForwardingStore(Store &inner) : inner_(inner) {}

  void remove(const std::string &name) override { inner_.remove(name); }

private:
  Store &inner_;
};

// For tests with one thread: no lock of its own.
class MemoryStore : public Store {
public:
  void remove(const std::string &name) override { files_.erase(name); }

private:
  std::map<std::string, int> files_;
};

// The thread is given stores that can bear it.
// proof: { NullStore store; Cleaner cleaner(store); cleaner.removeNow("a"); } clean
class Cleaner {
public:
  explicit Cleaner(Store &store) : store_(store), thread_([this] { run(); }) {}

  ~Cleaner() { thread_.join(); }

  void removeNow(const std::string &name) { store_.remove(name); }

private:
  void run() {
    std::lock_guard<std::mutex> lock(mutex_);
    store_.remove("old");
  }

  Store &store_;
  std::mutex mutex_;
  std::thread thread_;
};

class Cursor {
public:
  virtual ~Cursor() = default;
  virtual int next() = 0;
};

class CountingCursor : public Cursor {
public:
  int next() override {
    ++seen_[at_ % 4];
    return at_++;
  }

  int repeats(int value) { return seen_[value % 4]; }

private:
  std::map<int, int> seen_;
  int at_ = 0;
};

class Shelf {
public:
  std::unique_ptr<Cursor> cursor() { return std::make_unique<CountingCursor>(); }
};

// Each thread walks with a cursor that it has asked for itself.
// proof: { Shelf shelf; walkAll(shelf, 3); } clean
void walkAll(Shelf &shelf, int count) {
  const auto walk = [&shelf](int steps) {
    const std::unique_ptr<Cursor> cursor = shelf.cursor();
    for (int step = 0; step < steps; ++step)
      cursor->next();
  };
  std::vector<std::thread> threads;
  for (int n = 1; n < count; ++n)
    threads.emplace_back(walk, n);
  walk(count);
  for (std::thread &thread : threads)
    thread.join();
}
