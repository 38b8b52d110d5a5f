#include "worker.h"

void count(Statistics &statistics, int key) {
  ++statistics.hits[key]; // expected-error {{'statistics.hits' is written without a lock}}
}
