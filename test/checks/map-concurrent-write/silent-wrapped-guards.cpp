// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Guards that a project has made of other guards, wherever they are needed.

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>

class CriticalBlock {
public:
  explicit CriticalBlock(std::recursive_mutex &mutex) : lock_(mutex) {}

private:
  std::unique_lock<std::recursive_mutex> lock_;
};

static std::recursive_mutex seenMutex;
static std::set<int> seen;

// proof: threads {} see(1) | see(2) | howMany() clean
void see(int id) {
  CriticalBlock block(seenMutex);
  seen.insert(id);
}

std::size_t howMany() {
  CriticalBlock block(seenMutex);
  return seen.size();
}

// Readers share the lock that the member takes, and only look.
class ReadBlock {
public:
  explicit ReadBlock(std::shared_mutex &mutex) : lock_(mutex) {}

private:
  std::shared_lock<std::shared_mutex> lock_;
};

struct WriteBlock : std::unique_lock<std::shared_mutex> {
  explicit WriteBlock(std::shared_mutex &mutex) : std::unique_lock<std::shared_mutex>(mutex) {}
};

// proof: threads { Sizes sizes; } sizes.grow("a") | sizes.of("a") | sizes.grow("b") clean
class Sizes {
public:
  int of(const std::string &name) {
    ReadBlock block(mutex_);
    const auto size = sizes_.find(name);
    return size == sizes_.end() ? 0 : size->second;
  }

  void grow(const std::string &name) {
    WriteBlock block(mutex_);
    ++sizes_[name];
  }

private:
  std::shared_mutex mutex_;
  std::map<std::string, int> sizes_;
};

// It changes from one lock to another on the way: what it holds is its own affair.
class Upgrading {
public:
  explicit Upgrading(std::shared_mutex &mutex) : shared_(mutex), exclusive_(mutex, std::defer_lock) {}

  void upgrade() {
    shared_.unlock();
    exclusive_.lock();
  }

private:
  std::shared_lock<std::shared_mutex> shared_;
  std::unique_lock<std::shared_mutex> exclusive_;
};

// proof: threads { Fonts fonts; } fonts.load("a") | fonts.load("b") | fonts.trim() clean
class Fonts {
public:
  int load(const std::string &face) {
    Upgrading lock(mutex_);
    const auto font = fonts_.find(face);
    if (font != fonts_.end())
      return font->second;
    lock.upgrade();
    return ++fonts_[face];
  }

  void trim() {
    std::unique_lock lock(mutex_);
    fonts_.clear();
  }

private:
  std::shared_mutex mutex_;
  std::map<std::string, int> fonts_;
};
