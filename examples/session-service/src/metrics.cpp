#include "metrics.h"

// Counters that a dashboard wants to see even while they are zero.
Metrics::Metrics() {
  for (const char *name : {"login.ok", "login.unknown", "request.ok", "request.stale"})
    counters_[name] = 0;
}

void Metrics::add(const std::string &name, long n) {
  std::lock_guard lock(mutex_);
  counters_[name] += n;
}

void Metrics::countRejected(const std::string &reason) {
  ++counters_["rejected." + reason];
}

long Metrics::value(const std::string &name) const {
  std::lock_guard lock(mutex_);
  const auto counter = counters_.find(name);
  return counter == counters_.end() ? 0 : counter->second;
}

std::map<std::string, long> Metrics::snapshot() const {
  std::lock_guard lock(mutex_);
  return counters_;
}
