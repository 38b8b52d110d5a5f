// What every unit has the same one of is read once; what each has of its own, in each of them.
#pragma once

#include <map>
#include <mutex>
#include <string>

class Latch {
public:
  explicit Latch(std::mutex &mutex) : mutex_(mutex) { mutex_.lock(); }
  ~Latch() { mutex_.unlock(); }

private:
  std::mutex &mutex_;
};

inline void dropEmpty(std::map<std::string, int> &stock) {
  for (auto &[name, count] : stock) // expected-note {{the loop over 'stock' starts here}}
    if (count == 0)
      stock.erase(name); // expected-error {{erasing from 'stock' invalidates the iterator}}
}

// Every unit has one of it.
static inline void forget(std::map<std::string, int> &stock, const std::string &name) {
  stock.erase(name); // expected-note {{'stock' is erased from here}}
}

class Stock {
public:
  void put(const std::string &name, int count) {
    Latch latch(mutex_);
    counts_[name] += count;
  }
  void take(const std::string &name);
  int total();

private:
  std::mutex mutex_;
  std::map<std::string, int> counts_;
};
