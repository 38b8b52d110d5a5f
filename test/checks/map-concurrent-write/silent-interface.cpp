// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Which object stands behind an interface with many implementations is not known.

#include <map>
#include <mutex>
#include <string>
#include <thread>

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
