#include "count.h"

void countInto(Words &words, const std::vector<std::string> &text) {
  for (const std::string &word : text)
    ++words[word]; // expected-error {{'words' is written without a lock while another thread may access it [map-concurrent-write]}}
}

// The same with the lock that came along.
void countUnder(std::mutex &mutex, Words &words, const std::vector<std::string> &text) {
  for (const std::string &word : text) {
    std::lock_guard<std::mutex> lock(mutex);
    ++words[word];
  }
}
