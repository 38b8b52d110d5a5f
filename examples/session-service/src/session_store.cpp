#include "session_store.h"

#include <utility>

void SessionStore::open(const std::string &token, const std::string &user, Clock::time_point now) {
  std::lock_guard lock(mutex_);
  if (sessions_.insert_or_assign(token, Session{user, now}).second)
    ++openByUser_[user];
}

bool SessionStore::touch(const std::string &token, Clock::time_point now) {
  std::lock_guard lock(mutex_);
  const auto session = sessions_.find(token);
  if (session == sessions_.end())
    return false;
  session->second.lastSeen = now;
  ++session->second.requests;
  return true;
}

bool SessionStore::rotate(const std::string &token, const std::string &newToken) {
  std::lock_guard lock(mutex_);
  auto node = sessions_.extract(token);
  if (!node)
    return false;
  Session &session = node.mapped();
  node.key() = newToken;
  const bool rotated = sessions_.insert(std::move(node)).inserted;
  if (rotated)
    session.requests = 0; // the node keeps its address
  return rotated;
}

std::size_t SessionStore::closeUser(const std::string &user) {
  std::lock_guard lock(mutex_);
  std::size_t closed = 0;
  for (auto session = sessions_.begin(); session != sessions_.end();) {
    if (session->second.user == user) {
      session = sessions_.erase(session);
      ++closed;
    } else {
      ++session;
    }
  }
  openByUser_.erase(user);
  return closed;
}

std::size_t SessionStore::closeIdle(Clock::time_point now, Clock::duration limit) {
  std::lock_guard lock(mutex_);
  std::size_t closed = 0;
  for (const auto &[token, session] : sessions_) {
    if (now - session.lastSeen > limit) {
      close(token);
      ++closed;
    }
  }
  return closed;
}

std::size_t SessionStore::size() const {
  std::lock_guard lock(mutex_);
  return sessions_.size();
}

void SessionStore::close(const std::string &token) {
  const auto session = sessions_.find(token);
  if (session == sessions_.end())
    return;
  const auto count = openByUser_.find(session->second.user);
  if (count != openByUser_.end() && --count->second == 0)
    openByUser_.erase(count);
  sessions_.erase(session);
}
