#include "rate_limiter.h"

#include <algorithm>

bool RateLimiter::admit(const std::string &client, const std::string &network,
                        Clock::time_point now) {
  std::lock_guard lock(mutex_);
  const auto own = windows_.emplace(client, Window{now}).first;
  const auto shared = windows_.emplace(network, Window{now}).first;
  return spend(own->second, clientQuota_, now) && spend(shared->second, networkQuota_, now);
}

void RateLimiter::refund(const std::string &client, const std::string &network) {
  std::lock_guard lock(mutex_);
  Window &own = windows_[client];
  Window &shared = windows_[network];
  own.used = std::max(0, own.used - 1);
  shared.used = std::max(0, shared.used - 1);
}

std::size_t RateLimiter::forgetOld(Clock::time_point now) {
  std::lock_guard lock(mutex_);
  return std::erase_if(windows_,
                       [&](const auto &entry) { return now - entry.second.start > window_; });
}

bool RateLimiter::spend(Window &window, int quota, Clock::time_point now) const {
  if (now - window.start > window_)
    window = {now, 0};
  if (window.used >= quota)
    return false;
  ++window.used;
  return true;
}
