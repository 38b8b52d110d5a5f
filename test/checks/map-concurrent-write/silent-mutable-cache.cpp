// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Mutable caches that are nobody's race, or not seen to be one.

#include <map>
#include <mutex>
#include <string>

// The mutex guards what methods that change the object do; nothing says that threads share the
// const ones.
// proof: { Jobs jobs; jobs.add("a"); jobs.add("b"); show(jobs.lengthOf("a")); } clean
class Jobs {
public:
  std::size_t lengthOf(const std::string &job) const {
    const auto known = lengths_.find(job);
    if (known != lengths_.end())
      return known->second;
    return lengths_[job] = job.size();
  }
  void add(const std::string &job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_[job] = 1;
  }
  void drop(const std::string &job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_.erase(job);
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> jobs_;
  mutable std::map<std::string, std::size_t> lengths_;
};

// The cache is filled under the lock.
// proof: threads { Words all; } all.lengthOf("a") | all.lengthOf("b") | all.has("a") clean
class Words {
public:
  std::size_t lengthOf(const std::string &word) const {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto known = lengths_.find(word);
    if (known != lengths_.end())
      return known->second;
    return lengths_[word] = word.size();
  }
  bool has(const std::string &word) const {
    std::lock_guard<std::mutex> lock(mutex_);
    return lengths_.count(word) != 0;
  }

private:
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::size_t> lengths_;
};

// Private: its callers lock.
// proof: threads { Names names; } names.of(1) | names.of(2) clean
class Names {
public:
  std::string of(int id) const {
    std::lock_guard<std::mutex> lock(mutex_);
    return cached(id);
  }

private:
  const std::string &cached(int id) const {
    const auto known = names_.find(id);
    if (known != names_.end())
      return known->second;
    return names_[id] = std::to_string(id);
  }

  mutable std::mutex mutex_;
  mutable std::map<int, std::string> names_;
};
