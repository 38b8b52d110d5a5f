#include "cache.h"

void set(int id, double price) {
  Prices *prices = open(id > 0); // expected-note {{}}
  (*prices)[id] = price; // expected-error {{map-nil-write}}
}

void setSafely(int id, double price) {
  if (Prices *prices = open(id > 0))
    (*prices)[id] = price;
  always()[id] = price;
}
