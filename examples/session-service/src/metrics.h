// Named counters. Every member may be called from any thread.

#pragma once

#include <map>
#include <mutex>
#include <string>

class Metrics {
public:
  Metrics();

  void add(const std::string &name, long n = 1);
  void countRejected(const std::string &reason);

  long value(const std::string &name) const;
  std::map<std::string, long> snapshot() const;

private:
  mutable std::mutex mutex_;
  std::map<std::string, long> counters_;
};
