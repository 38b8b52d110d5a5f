// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Tables of the whole program that are changed while no thread runs.

#include <atomic>
#include <map>
#include <string>
#include <thread>

static std::map<std::string, long> values;

static long interval() {
  const auto value = values.find("interval");
  return value == values.end() ? 0 : value->second;
}

class Sweeper {
public:
  Sweeper()
      : thread_([this] {
          for (int i = 0; i < 20 && !stop_; ++i)
            slept_ += interval();
        }) {}

  ~Sweeper() { end(); }

  void end() {
    stop_ = true;
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::atomic<bool> stop_{false};
  std::atomic<long> slept_{0};
  std::thread thread_;
};

// The table is complete before the object is made, and grows again when that is gone.
// proof: clean
void tuneAround() {
  values["interval"] = 5;
  {
    Sweeper sweeper;
  }
  values["interval"] = 6;
}

// Its thread has ended.
// proof: clean
void tuneAfterwards() {
  Sweeper sweeper;
  sweeper.end();
  values["interval"] = 7;
}
