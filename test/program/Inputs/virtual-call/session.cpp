#include "listener.h"

class Session : public Listener {
public:
  void closed(Hub &hub, int id) override {
    hub.remove(id); // expected-note {{calling 'remove' erases from 'listeners_'}}
  }
};

Listener *makeSession() { return new Session; }
