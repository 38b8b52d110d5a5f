// What the standard leaves to the implementation, for a test to choose, and what it can count.

#pragma once

#include "lib/refmap/Layout.h"
#include "lib/refmap/face/Death.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace refmap::face {

/// How much room a hash table or array makes when it is full.
enum class Growth : std::uint8_t {
  Buckets, ///< as Go's map: 8, then 13/2 of a power of two
  Eager,   ///< just enough: each insertion that was not reserved for grows, as the standard allows
};

struct Settings {
  Growth growth = Growth::Buckets;
  /// Nothing is ever invalidated: the container that a program with stale handles believes in. What
  /// it computes is what its author meant, and what the repaired program must compute.
  bool ideal = false;
};

/// The process's settings. Containers are created where nobody can pass them anything.
inline Settings &settings() {
  static Settings current;
  return current;
}

/// The smallest room that the chosen growth makes for `elements`.
inline std::size_t roomFor(std::size_t elements) {
  if (settings().growth == Growth::Eager)
    return elements;
  unsigned B = 0;
  while (isOverloaded(elements, B))
    ++B;
  std::size_t room = elements;
  while (!isOverloaded(room + 1, B))
    ++room;
  return room;
}

/// Counts the growths that a reserve would have saved, by call site.
class GrowthLog {
public:
  struct Site {
    Place place;
    std::size_t grows = 0;
  };

  static GrowthLog &instance() {
    static GrowthLog log;
    return log;
  }

  void note(const Place &place) {
    const std::lock_guard hold(mutex_);
    for (Site &site : sites_)
      if (same(site.place, place)) {
        ++site.grows;
        return;
      }
    sites_.push_back({.place = place, .grows = 1});
  }

  std::size_t total() {
    const std::lock_guard hold(mutex_);
    std::size_t sum = 0;
    for (const Site &site : sites_)
      sum += site.grows;
    return sum;
  }

  std::vector<Site> sites() {
    const std::lock_guard hold(mutex_);
    return sites_;
  }

  void reset() {
    const std::lock_guard hold(mutex_);
    sites_.clear();
  }

private:
  static bool same(const Place &a, const Place &b) {
    if (!a || !b)
      return !a && !b;
    return a->line() == b->line() && a->column() == b->column() &&
           std::string(a->file_name()) == b->file_name();
  }

  std::mutex mutex_;
  std::vector<Site> sites_;
};

} // namespace refmap::face
