// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Other libraries' hash containers take the same advice.

#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <string>
#include <vector>

// proof: ranks(words(100)) grows 4 -> 0
absl::flat_hash_map<std::string, int> ranks(const std::vector<std::string> &names) {
  absl::flat_hash_map<std::string, int> rank;
  int next = 0;
  for (const auto &name : names) // expected-note {{reserve room for}}
    rank.insert({name, next++}); // expected-warning {{'rank' grows}}
  return rank;
}

// proof: renumber(each(100, [](int i) { return unsigned(i); })) grows 4 -> 0
llvm::DenseMap<unsigned, unsigned> renumber(const std::vector<unsigned> &order) {
  llvm::DenseMap<unsigned, unsigned> numbers;
  for (unsigned i = 0; i < order.size(); ++i) // expected-note {{reserve room for}}
    numbers[order[i]] = i; // expected-warning {{'numbers' grows}}
  return numbers;
}

// proof: weights(std::vector<float>(100)) grows 4 -> 0
boost::unordered_flat_map<int, float> weights(const std::vector<float> &values) {
  boost::unordered_flat_map<int, float> weight;
  int key = 0;
  for (const float value : values) // expected-note {{reserve room for}}
    weight.try_emplace(key++, value); // expected-warning {{'weight' grows}}
  return weight;
}

// proof: squares(numbers(100)) grows 4 -> 0
QHash<int, int> squares(const QList<int> &numbers) {
  QHash<int, int> square;
  for (const int number : numbers) // expected-note {{reserve room for}}
    square.insert(number, number * number); // expected-warning {{'square' grows}}
  return square;
}
