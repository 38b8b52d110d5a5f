#include "greeter.h"

int Greeter::greet(const std::string &name) {
  return ++greeted_[name]; // expected-error {{'greeted_' is written without a lock while another thread may access it}}
}
