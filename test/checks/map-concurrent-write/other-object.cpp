// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// A lock of the right class, but of another object of it.

#include <map>
#include <mutex>
#include <set>

struct Frame {
  std::mutex mutex;
  Frame *parent = nullptr;
  int open = 0;
  std::set<int> exits;
};

// proof: threads { Frame outer; Frame inner; inner.parent = &outer; inner.exits.insert(1); Graph graph; }
//   graph.sumOf(inner) | graph.leave(inner, 2) faults "concurrent map"
class Graph {
public:
  void leave(Frame &frame, int node) {
    std::lock_guard lock(frame.mutex);
    frame.exits.insert(node); // expected-note {{'frame.exits' is written here under 'frame.mutex'}}
  }

  int sumOf(Frame &frame) {
    std::lock_guard lock(frame.parent->mutex);
    int sum = 0;
    for (const int node : frame.exits) // expected-error {{'frame.exits' is read here without 'frame.mutex'}}
      sum += node;
    frame.parent->open -= 1;
    return sum;
  }
};
