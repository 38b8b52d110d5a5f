// What each user did, in the order of time. Every member may be called from any thread.

#pragma once

#include "clock.h"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

class AuditLog {
public:
  /// Opens the history of `user`.
  void attach(const std::string &user);

  void record(const std::string &user, Clock::time_point when, const std::string &event);

  /// The number of events of all users.
  std::size_t size() const;

private:
  using History = std::multimap<Clock::time_point, std::string>;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::unique_ptr<History>> histories_;
};
