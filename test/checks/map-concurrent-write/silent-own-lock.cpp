// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Locks that lie where the map lies.

#include <map>
#include <mutex>
#include <thread>
#include <vector>

// One map for all objects, and one lock for all of them.
// proof: { fillAll(3); } clean
class Tiles {
public:
  void fill(int from) {
    for (int i = from; i < from + 50; ++i) {
      std::lock_guard lock(mutex_);
      heights_[i] = i * 2;
    }
  }

private:
  inline static std::map<int, int> heights_;
  inline static std::mutex mutex_;
};

void fillAll(int count) {
  std::vector<Tiles> tiles(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (Tiles &each : tiles)
    threads.emplace_back(&Tiles::fill, &each, 0);
  for (std::thread &thread : threads)
    thread.join();
}

// Each object has a map and a lock of its own.
// proof: { countAll(3); } clean
class Counter {
public:
  void count(int from) {
    for (int i = from; i < from + 50; ++i) {
      std::lock_guard lock(mutex_);
      ++seen_[i % 7];
    }
  }

private:
  std::map<int, int> seen_;
  std::mutex mutex_;
};

void countAll(int count) {
  std::vector<Counter> counters(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (Counter &each : counters)
    threads.emplace_back(&Counter::count, &each, 0);
  for (std::thread &thread : threads)
    thread.join();
}

// One object, and so one lock, for all threads.
// proof: { shareOne(3); } clean
class Shared {
public:
  void fill(int from) {
    std::lock_guard lock(mutex_);
    heights_[from] = 1;
  }

private:
  inline static std::map<int, int> heights_;
  std::mutex mutex_;
};

void shareOne(int count) {
  Shared shared;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back(&Shared::fill, &shared, i);
  for (std::thread &thread : threads)
    thread.join();
}
