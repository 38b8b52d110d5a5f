#include "cache.h"

Prices *open(bool create) {
  if (!create)
    return nullptr; // expected-note {{}}
  return new Prices;
}

Prices &always() {
  static Prices prices;
  return prices;
}
