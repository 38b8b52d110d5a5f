#include "sessions.h"

void Sessions::assign(int id, const std::string &user) {
  sessions_[id] = user; // expected-note {{'sessions_' is written here}}
}
