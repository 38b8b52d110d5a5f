// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// FLAGS: -pthread
// The lock is named as the function that is blamed would write it.

#include <map>
#include <mutex>
#include <thread>

class Breakpoints {
public:
  void add(int line) {
    points_[line] = 1; // expected-note {{'points_' is written here under 'points->mutex'}}
  }
  void dropAll() {
    points_.clear(); // expected-error {{'points_' is written here without 'mutex', which guards it elsewhere}}
  }

  std::mutex mutex;

private:
  std::map<int, int> points_;
};

// proof: { Breakpoints points; debug(&points); } faults "concurrent map writes"
void debug(Breakpoints *points) {
  std::thread adder([points] { // expected-note {{a thread that uses it starts here}}
    std::lock_guard<std::mutex> lock(points->mutex);
    points->add(1);
  });
  points->dropAll(); // expected-note {{'Breakpoints::dropAll' is called here}}
  adder.join();
}
