#include "audit_log.h"

void AuditLog::attach(const std::string &user) {
  std::lock_guard lock(mutex_);
  auto &history = histories_[user];
  if (!history)
    history = std::make_unique<History>();
  history->emplace(Clock::now(), "attached");
}

void AuditLog::record(const std::string &user, Clock::time_point when, const std::string &event) {
  std::lock_guard lock(mutex_);
  histories_[user]->emplace(when, event);
}

std::size_t AuditLog::size() const {
  std::lock_guard lock(mutex_);
  std::size_t events = 0;
  for (const auto &[user, history] : histories_)
    events += history->size();
  return events;
}
