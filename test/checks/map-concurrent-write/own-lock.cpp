// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// A lock in each object does not guard what all of them share.

#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

// proof: { fillAll(3); } faults "concurrent map writes"
class Tiles {
public:
  void fill(int from) {
    for (int i = from; i < from + 50; ++i) {
      std::lock_guard lock(mutex_); // expected-note {{of which each thread has one}}
      heights_[i] = i * 2; // expected-error {{written under a 'mutex_' of its own}}
    }
  }

  std::size_t size() {
    std::lock_guard lock(mutex_);
    return heights_.size();
  }

private:
  inline static std::map<int, int> heights_;
  std::mutex mutex_;
};

void fillAll(int count) {
  std::vector<Tiles> tiles(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (Tiles &each : tiles)
    threads.emplace_back(&Tiles::fill, &each, 0); // expected-note {{more than one thread}}
  for (std::thread &thread : threads)
    thread.join();
}
