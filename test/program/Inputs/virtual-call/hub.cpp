#include "listener.h"

void Hub::add(int id, Listener *listener) { listeners_[id] = listener; }

void Hub::remove(int id) {
  listeners_.erase(id); // expected-note {{'listeners_' is erased from here}}
}

void Hub::closeAll() {
  for (auto &[id, listener] : listeners_) // expected-note {{the loop over 'listeners_' starts here}}
    listener->closed(*this, id); // expected-error {{'listeners_'}}
}
