#include "sessions.h"

void Sessions::open(int id, const std::string &user) {
  std::lock_guard<std::mutex> lock(mutex_);
  assign(id, user); // expected-note {{'Sessions::assign' is called here under 'mutex_'}}
}

void Sessions::rename(int id, const std::string &user) {
  std::lock_guard<std::mutex> lock(mutex_);
  assign(id, user);
}
