// How many requests a client, and the network it comes from, may make in a window of time.
// Every public member may be called from any thread.

#pragma once

#include "clock.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

class RateLimiter {
public:
  RateLimiter(int clientQuota, int networkQuota, Clock::duration window)
      : clientQuota_(clientQuota), networkQuota_(networkQuota), window_(window) {}

  /// Spends one request of both quotas. False when one of them is used up.
  bool admit(const std::string &client, const std::string &network, Clock::time_point now);

  /// Gives the last request back to both quotas.
  void refund(const std::string &client, const std::string &network);

  /// Forgets who has not been heard of for a whole window.
  std::size_t forgetOld(Clock::time_point now);

private:
  struct Window {
    Clock::time_point start;
    int used = 0;
  };

  bool spend(Window &window, int quota, Clock::time_point now) const;

  const int clientQuota_;
  const int networkQuota_;
  const Clock::duration window_;
  std::mutex mutex_;
  std::unordered_map<std::string, Window> windows_;
};
