#include "greeter.h"

int Greeter::known(const std::string &name) {
  return static_cast<int>(greeted_.count(name)); // expected-note {{'greeted_' is read here without a lock}}
}
