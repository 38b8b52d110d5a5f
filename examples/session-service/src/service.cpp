#include "service.h"

#include <sstream>

Service::Service(const Settings &settings, const std::vector<UserRecord> &users)
    : settings_(settings),
      limiter_(settings.clientQuota, settings.networkQuota, std::chrono::seconds(10)) {
  directory_.load(users);
}

Service::~Service() {
  stop();
}

void Service::start() {
  janitor_ = std::jthread([this](const std::stop_token &stopped) { sweep(stopped); });
}

void Service::stop() {
  if (!janitor_.joinable())
    return;
  janitor_.request_stop();
  janitor_.join();
  for (const auto &[when, closed] : sweeps_)
    metrics_.add("session.idle", static_cast<long>(closed));
  sweeps_.clear();
}

std::optional<std::string> Service::login(const std::string &user, const std::string &network) {
  const auto now = Clock::now();
  if (!limiter_.admit(user, network, now)) {
    metrics_.countRejected("quota");
    return std::nullopt;
  }
  if (!directory_.idOf(user)) {
    limiter_.refund(user, network);
    metrics_.add("login.unknown");
    audit_.record(user, now, "unknown user");
    return std::nullopt;
  }
  audit_.attach(user);
  const std::string token = user + "#" + std::to_string(++lastToken_);
  sessions_.open(token, user, now);
  audit_.record(user, now, "login");
  metrics_.add("login.ok");
  return token;
}

bool Service::request(const std::string &token) {
  const bool known = sessions_.touch(token, Clock::now());
  metrics_.add(known ? "request.ok" : "request.stale");
  return known;
}

std::optional<std::string> Service::renew(const std::string &token) {
  const std::string fresh = token.substr(0, token.find('#')) + "#" + std::to_string(++lastToken_);
  if (!sessions_.rotate(token, fresh))
    return std::nullopt;
  return fresh;
}

void Service::logout(const std::string &user) {
  const std::size_t closed = sessions_.closeUser(user);
  metrics_.add("session.closed", static_cast<long>(closed));
}

std::string Service::report() const {
  std::ostringstream out;
  for (const auto &[name, value] : metrics_.snapshot())
    out << name << " " << value << "\n";
  out << "session.open " << sessions_.size() << "\n"
      << "audit.events " << audit_.size() << "\n";
  return out.str();
}

void Service::sweep(const std::stop_token &stopped) {
  while (!stopped.stop_requested()) {
    const auto now = Clock::now();
    const std::size_t closed = sessions_.closeIdle(now, settings_.idleLimit);
    if (closed > 0)
      sweeps_.emplace(now, closed);
    limiter_.forgetOld(now);
    std::this_thread::sleep_for(settings_.sweepEvery);
  }
}
