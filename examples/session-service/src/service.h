// The service: log in, make requests with a token, log out. A janitor thread closes what is idle.

#pragma once

#include "audit_log.h"
#include "clock.h"
#include "directory.h"
#include "metrics.h"
#include "rate_limiter.h"
#include "session_store.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

struct Settings {
  int clientQuota = 1'000'000;
  int networkQuota = 100'000'000;
  Clock::duration idleLimit = std::chrono::minutes(30);
  Clock::duration sweepEvery = std::chrono::milliseconds(5);
};

class Service {
public:
  Service(const Settings &settings, const std::vector<UserRecord> &users);
  ~Service();

  void start();
  void stop();

  /// The token of the new session, or nothing when the log-in is refused.
  std::optional<std::string> login(const std::string &user, const std::string &network);
  bool request(const std::string &token);
  std::optional<std::string> renew(const std::string &token);
  void logout(const std::string &user);

  std::string report() const;

private:
  void sweep(const std::stop_token &stopped);

  const Settings settings_;
  Directory directory_;
  Metrics metrics_;
  RateLimiter limiter_;
  AuditLog audit_;
  SessionStore sessions_;
  std::atomic<unsigned> lastToken_ = 0;
  std::map<Clock::time_point, std::size_t> sweeps_; // belongs to the janitor while it runs
  std::jthread janitor_;
};
