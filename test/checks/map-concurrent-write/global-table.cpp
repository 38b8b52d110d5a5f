// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// An object runs a thread while its owner changes a table that belongs to the whole program.

#include <atomic>
#include <map>
#include <string>
#include <thread>

class Settings {
public:
  static Settings &instance() {
    static Settings settings;
    return settings;
  }

  void set(const std::string &name, long value) {
    values_[name] = value; // expected-error {{'values_' is written without a lock while another}}
  }

  long get(const std::string &name) const {
    const auto value = values_.find(name); // expected-note {{'values_' is read here}}
    return value == values_.end() ? 0 : value->second;
  }

private:
  std::map<std::string, long> values_;
};

static long interval() {
  return Settings::instance().get("interval");
}

class Sweeper {
public:
  Sweeper() // expected-note@+1 {{a thread that uses it starts here}}
      : thread_([this] {
          for (int i = 0; i < 20 && !stop_; ++i)
            slept_ += interval();
        }) {}

  ~Sweeper() {
    stop_ = true;
    thread_.join();
  }

private:
  std::atomic<bool> stop_{false};
  std::atomic<long> slept_{0};
  std::thread thread_;
};

// proof: faults "concurrent map read and map write"
void tune() {
  Sweeper sweeper;
  for (int i = 0; i < 20; ++i)
    Settings::instance().set("interval", i); // expected-note {{'Settings::set' is called here}}
}
