// Which document is to be analysed next, and when.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace maplint::lsp {

class Schedule {
public:
  using Time = std::chrono::steady_clock::time_point;

  /// Asks for the document at `path`, not before `due`; what was asked for it before is forgotten.
  void ask(const std::string &path, Time due);

  void forget(const std::string &path) { asked_.erase(path); }

  /// Takes the document out that is due, the one that was asked for last if there are several.
  std::optional<std::string> take(Time now);

  /// When something will be due.
  [[nodiscard]] std::optional<Time> next() const;

private:
  struct Asked {
    Time due;
    std::uint64_t order;
  };

  std::map<std::string, Asked> asked_;
  std::uint64_t orders_ = 0;
};

} // namespace maplint::lsp
