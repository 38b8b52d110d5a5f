#include "worker.h"

#include <functional>
#include <thread>

int main() {
  Statistics statistics;
  std::thread first(count, std::ref(statistics), 1);  // expected-note {{a thread that uses it starts here}}
  std::thread second(count, std::ref(statistics), 2); // expected-note {{another thread that uses it starts here}}
  first.join();
  second.join();
}
