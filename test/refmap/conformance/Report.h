// What was compared, and what differed.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>

namespace refmap::conformance {

using Json = nlohmann::ordered_json;

/// Counts rows and prints the differences, the first few of each row.
class Report {
public:
  /// The rows that follow are of this file.
  void file(std::string name) { file_ = std::move(name); }

  /// The next row. What is compared until the next call belongs to it.
  void row(std::string label) {
    ++rows_;
    label_ = std::move(label);
    differences_ = 0;
  }

  /// False, and a line that says so, if the recorded value is not the model's.
  template <class Recorded, class Model>
  bool equal(const std::string &what, const Recorded &recorded, const Model &model) {
    if (recorded == model)
      return true;
    std::ostringstream line;
    line << what << ": recorded " << recorded << ", model " << model;
    return differ(line.str());
  }

  /// False, and a line that says so, unless `holds`.
  bool check(bool holds, const std::string &what) { return holds || differ(what); }

  bool differ(const std::string &what) {
    constexpr std::size_t shown = 5;
    if (differences_++ == 0)
      ++mismatches_;
    if (differences_ <= shown)
      std::cout << file_ << ": " << label_ << ": " << what << "\n";
    return false;
  }

  std::size_t rows() const { return rows_; }

  std::size_t mismatches() const { return mismatches_; }

private:
  std::string file_;
  std::string label_;
  std::size_t rows_ = 0;
  std::size_t mismatches_ = 0;
  std::size_t differences_ = 0; ///< of this row
};

} // namespace refmap::conformance
