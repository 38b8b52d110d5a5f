#include "worker.h"

void Worker::pin(int priority, const std::set<int> &cpus) {
  priority_ = priority;
  cpus_ = cpus; // expected-note {{'cpus' is read here}}
}
