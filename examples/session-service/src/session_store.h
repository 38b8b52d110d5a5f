// The open sessions. Every public member may be called from any thread.

#pragma once

#include "clock.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

struct Session {
  std::string user;
  Clock::time_point lastSeen;
  int requests = 0;
};

class SessionStore {
public:
  void open(const std::string &token, const std::string &user, Clock::time_point now);

  /// Notes a request of the session. False when there is no such session.
  bool touch(const std::string &token, Clock::time_point now);

  /// Gives the session another token. False when there is no such session.
  bool rotate(const std::string &token, const std::string &newToken);

  /// Closes all sessions of `user` and returns how many there were.
  std::size_t closeUser(const std::string &user);

  /// Closes the sessions that were idle for longer than `limit` and returns their number.
  std::size_t closeIdle(Clock::time_point now, Clock::duration limit);

  std::size_t size() const;

private:
  void close(const std::string &token); // with mutex_ held

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Session> sessions_;
  std::unordered_map<std::string, int> openByUser_;
};
