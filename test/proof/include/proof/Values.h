// Arguments for cases that need many of them.

#pragma once

#include <string>
#include <type_traits>
#include <vector>

namespace proof {

/// make(0), make(1), ... make(n - 1).
template <class Make>
auto each(int n, Make make) {
  std::vector<std::invoke_result_t<Make, int>> values;
  for (int i = 0; i < n; ++i)
    values.push_back(make(i));
  return values;
}

inline std::vector<int> numbers(int n) {
  return each(n, [](int i) { return i; });
}

inline std::vector<std::string> words(int n) {
  return each(n, [](int i) { return "w" + std::to_string(i); });
}

} // namespace proof
