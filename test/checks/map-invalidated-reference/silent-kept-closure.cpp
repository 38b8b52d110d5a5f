// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Closures that lie in a member, and find what they want when they are called, or hold what stays.
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

// The key is kept, not the place.
namespace keepsTheKey {
class Uploads {
public:
  void add(int id, int size) {
    left_[id] = size;
    jobs_.push_back([this, id] { left_[id] = 0; });
  }
  void run() {
    std::vector<std::function<void()>> now;
    now.swap(jobs_);
    for (auto &job : now)
      job();
  }

private:
  boost::unordered_flat_map<int, int> left_;
  std::vector<std::function<void()>> jobs_;
};

// proof: keepsTheKey::uploadAll() clean
void uploadAll() {
  Uploads uploads;
  for (int id = 0; id < 20; ++id)
    uploads.add(id, 10);
  uploads.run();
}
} // namespace keepsTheKey

// A table of nodes: its elements stay where they are.
namespace nodesStay {
class Uploads {
public:
  void add(int id, int size) {
    int &left = left_[id];
    left = size;
    jobs_.push_back([&left] { left = 0; });
  }
  void run() {
    const auto now = std::move(jobs_);
    jobs_ = {};
    for (const auto &job : now)
      job();
  }

private:
  std::unordered_map<int, int> left_;
  std::vector<std::function<void()>> jobs_;
};

// proof: nodesStay::uploadAll() clean
void uploadAll() {
  Uploads uploads;
  for (int id = 0; id < 20; ++id)
    uploads.add(id, 10);
  uploads.run();
}
} // namespace nodesStay

// The jobs are done before anything else is added.
namespace doneAtOnce {
class Uploads {
public:
  void add(int id, int size) {
    int &left = left_[id];
    left = size;
    jobs_.push_back([&left] { left = 0; });
    run();
  }
  void run() {
    for (auto &job : jobs_)
      job();
    jobs_.clear();
  }

private:
  boost::unordered_flat_map<int, int> left_;
  std::vector<std::function<void()>> jobs_;
};

// proof: doneAtOnce::uploadAll() clean
void uploadAll() {
  Uploads uploads;
  for (int id = 0; id < 20; ++id)
    uploads.add(id, 10);
  uploads.run();
}
} // namespace doneAtOnce
