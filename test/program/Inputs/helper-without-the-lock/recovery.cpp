#include "sessions.h"

void Sessions::restore(int id) {
  assign(id, "restored"); // expected-error {{'sessions_' is written here without 'mutex_', which guards it elsewhere}}
}
