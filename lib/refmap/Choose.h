// Ways to choose who goes on, and the chaos mode that tries many of them.

#pragma once

#include "lib/refmap/Schedule.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace refmap {

/// Every candidate is as likely as the others; the same seed chooses the same.
inline Chooser randomly(std::uint64_t seed) {
  // SplitMix64 (Steele, Lea, Flood 2014): any seed is a good one.
  return [state = seed](std::span<const Candidate> ready) mutable {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::size_t>((mixed ^ (mixed >> 31)) % ready.size());
  };
}

namespace detail {

inline constexpr unsigned patience = 16; ///< idle points before the others are preferred

inline std::size_t currentOrFirst(std::span<const Candidate> ready) {
  const auto current = std::ranges::find_if(ready, &Candidate::isCurrent);
  return current == ready.end() ? 0 : static_cast<std::size_t>(current - ready.begin());
}

inline unsigned parkingRank(const Candidate &candidate) {
  if (candidate.idle > patience)
    return 3;
  if (isInsideWrite(candidate.at))
    return 2;
  return isBeforeRead(candidate.at) || isIdle(candidate.at) ? 1 : 0;
}

} // namespace detail

/// At the n-th decision the thread whose id is the n-th of the list. Where that one cannot go on,
/// and after the end of the list, threads are not switched without need.
inline Chooser following(std::vector<std::size_t> ids) {
  return [ids = std::move(ids), at = std::size_t{0}](std::span<const Candidate> ready) mutable {
    if (at < ids.size()) {
      const auto wanted = std::ranges::find(ready, ids[at++], &Candidate::id);
      if (wanted != ready.end())
        return static_cast<std::size_t>(wanted - ready.begin());
    }
    const std::size_t stay = detail::currentOrFirst(ready);
    return ready[stay].idle > detail::patience ? (stay + 1) % ready.size() : stay;
  };
}

/// Leaves a thread in the middle of its write, flag set, for as long as any other can go on, and
/// lets no thread look at a map before the writers are there. What can meet a write then does: two
/// threads that use a map without a common lock meet at the first write of either.
inline Chooser parkingWriters() {
  return [](std::span<const Candidate> ready) {
    const auto rank = [](const Candidate &candidate) {
      return std::pair(detail::parkingRank(candidate), !candidate.isCurrent);
    };
    return static_cast<std::size_t>(std::ranges::min_element(ready, {}, rank) - ready.begin());
  };
}

/// What a series of seeds led to.
struct ChaosReport {
  std::uint64_t runs = 0;
  std::optional<std::uint64_t> failedSeed = {}; ///< the first that failed
  std::string failure = {};                     ///< and how
};

/// Runs `body` under `count` random schedules, stops at the first that fails, by a fault or another
/// exception, and prints its seed to standard error: `randomly(seed)` does it again.
inline ChaosReport chaos(std::uint64_t firstSeed, std::uint64_t count,
                         const std::function<void()> &body) {
  const FaultHandlerScope observe(throwFault);
  ChaosReport report;
  for (std::uint64_t seed = firstSeed; report.runs != count; ++seed) {
    ++report.runs;
    try {
      Schedule(randomly(seed)).run(body);
    } catch (const std::exception &error) {
      report.failedSeed = seed;
      report.failure = error.what();
      std::fprintf(stderr, "chaos: seed %llu of %llu: %s\n", static_cast<unsigned long long>(seed),
                   static_cast<unsigned long long>(count), error.what());
      break;
    }
  }
  return report;
}

} // namespace refmap
