// One line on a terminal that overwrites itself.
//
//   [12/340] 3.4 files/s, 1 min 37 s left: src/cache/evict.cpp

#pragma once

#include "lib/driver/Options.h"
#include "lib/driver/Progress.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace maplint::driver {

/// Where a run stands.
struct ProgressState {
  std::size_t done = 0;
  std::size_t of = 0;
  bool isLinking = false;
  std::chrono::milliseconds elapsed{0}; ///< of reading, or of the link
  std::string file;                     ///< the one that is read for the longest
};

/// `state` in one line of at most `columns`; a long path loses its beginning. With `colours` the
/// count stands out.
std::string progressText(const ProgressState &state, unsigned columns, bool colours);

/// Whether standard error is a terminal on which a line can be overwritten.
bool canRedraw();

/// Draws on standard error while there is work, and leaves nothing behind.
class ProgressLine : public Progress {
public:
  /// Paths are shown relative to `root`. Silent where `options` or the terminal want none.
  ProgressLine(const Options &options, std::string root);

  ~ProgressLine() override { clear(); }

  void readingBegins(std::size_t files) override;
  void fileBegins(const std::string &file) override;
  void fileEnds(const std::string &file) override;
  void linkBegins() override;

  void linkEnds() override { clear(); }

  void waiting() override;

private:
  using Clock = std::chrono::steady_clock;

  void draw();
  void clear();

  bool isShown_;
  bool hasColours_;
  std::string root_;
  ProgressState state_;
  Clock::time_point start_;
  std::vector<std::string> running_; ///< in the order in which they began
  std::string drawn_;
};

} // namespace maplint::driver
