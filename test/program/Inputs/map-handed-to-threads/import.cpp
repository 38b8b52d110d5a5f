#include "count.h"

#include <functional>
#include <thread>

Words countBoth(const std::vector<std::string> &left, const std::vector<std::string> &right) {
  Words words;
  std::thread first(countInto, std::ref(words), std::cref(left)); // expected-note {{a thread that uses it starts here}}
  std::thread second(countInto, std::ref(words), std::cref(right)); // expected-note {{another thread that uses it starts here}}
  first.join();
  second.join();
  return words;
}

Words countBothInTurn(const std::vector<std::string> &left, const std::vector<std::string> &right) {
  Words words;
  std::mutex mutex;
  std::thread first(countUnder, std::ref(mutex), std::ref(words), std::cref(left));
  std::thread second(countUnder, std::ref(mutex), std::ref(words), std::cref(right));
  first.join();
  second.join();
  return words;
}
