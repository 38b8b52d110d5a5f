// How a run gets on, for whoever waits for it.

#pragma once

#include <cstddef>
#include <string>

namespace maplint::driver {

/// Told what happens while files are read and the program is analysed. What is not overridden is
/// not cared about.
class Progress {
public:
  Progress() = default;
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;
  virtual ~Progress() = default;

  virtual void readingBegins(std::size_t /*files*/) {}

  virtual void fileBegins(const std::string & /*file*/) {}

  virtual void fileEnds(const std::string & /*file*/) {}

  /// All files are read; now they are analysed together.
  virtual void linkBegins() {}

  virtual void linkEnds() {}

  /// Several times a second while there is something to wait for.
  virtual void waiting() {}

  /// Whether the run is to be given up: asked as often.
  virtual bool isInterrupted() { return false; }
};

} // namespace maplint::driver
