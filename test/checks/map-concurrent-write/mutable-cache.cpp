// RUN: %verify %s
// RUN: %prove %s
// A mutable cache that a const method fills, in a class whose const methods are called by several
// threads: one of them locks.

#include <map>
#include <mutex> // expected-note {{this file is written for threads}}
#include <string>
#include <unordered_map>

// proof: threads { Words all; } all.lengthOf("a") | all.lengthOf("b") faults "concurrent map"
class Words {
public:
  std::size_t lengthOf(const std::string &word) const {
    const auto known = lengths_.find(word);
    if (known != lengths_.end())
      return known->second;
    const std::size_t length = word.size();
    lengths_.emplace(word, length); // expected-error {{'lengths_' is written without a lock}}
    return length;
  }
  bool has(const std::string &word) const {
    std::lock_guard<std::mutex> lock(mutex_); // expected-note {{another const method of the class locks here}}
    return words_.count(word) != 0;
  }
  void add(const std::string &word) {
    std::lock_guard<std::mutex> lock(mutex_);
    words_[word] = 1;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, int> words_;
  mutable std::unordered_map<std::string, std::size_t> lengths_;
};
