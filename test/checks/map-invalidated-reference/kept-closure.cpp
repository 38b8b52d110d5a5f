// RUN: %verify %s
// RUN: %prove %s
// Closures that lie in a member hold references into a table, which grows before they are called.
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <utility>
#include <vector>

// All jobs change places with an empty list.
namespace swappedOut {
class Uploads {
public:
  void add(int id, int size) { // expected-note {{an earlier call of this leaves it behind}}
    int &left = left_[id]; // expected-note {{'left_' is inserted into here}}
    left = size;
    jobs_.push_back([&left] { left = 0; });
  }
  void run() {
    std::vector<std::function<void()>> now;
    now.swap(jobs_);
    for (auto &job : now)
      job(); // expected-error {{after inserting into 'left_' may have invalidated it}}
  }

private:
  boost::unordered_flat_map<int, int> left_;
  std::vector<std::function<void()>> jobs_;
};

// proof: swappedOut::uploadAll() faults "reference invalidated by insertion"
void uploadAll() {
  Uploads uploads;
  for (int id = 0; id < 20; ++id)
    uploads.add(id, 10);
  uploads.run();
}
} // namespace swappedOut
