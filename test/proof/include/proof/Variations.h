// In how many ways a case is run. Where the standard leaves a choice, and where threads can
// interleave, one run proves little: the runtime chooses, and this is the list of its choices.

#pragma once

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

#ifndef PROOF_WITNESS
#include "lib/refmap/Choose.h"
#include "lib/refmap/Face.h"
#endif

namespace proof {

/// What was counted while a case ran.
struct Counted {
  std::size_t threads = 0;
  std::size_t grows = 0;
};

/// What a variation is good for.
enum class Use { Always, Grows, Interleaves };

struct Variation {
  std::string name;
  Use use;
  std::function<Counted(const std::function<void()> &)> run;
};

#ifdef PROOF_WITNESS

inline void prepareProcess() {}

/// The sanitizers report leaks, and set the status, when the process exits as usual.
[[noreturn]] inline void finishProcess(int status) {
  std::exit(status);
}

inline std::vector<Variation> variations(std::span<char *const>) {
  return {{"real", Use::Always, [](const std::function<void()> &body) {
             body();
             return Counted{};
           }}};
}

#else

inline void prepareProcess() {
  refmap::watchMemory();
}

/// Threads that nobody waits for may still be there.
[[noreturn]] inline void finishProcess(int status) {
  std::_Exit(status);
}

inline Variation under(std::string name, Use use, refmap::Settings settings,
                       std::function<refmap::Chooser()> chooser) {
  return {std::move(name), use,
          [settings, chooser = std::move(chooser)](const std::function<void()> &body) {
            refmap::settings() = settings;
            refmap::GrowthLog::instance().reset();
            refmap::Schedule schedule(chooser());
            schedule.run(body);
            std::size_t threads = 0;
            for (const refmap::Step &step : schedule.trace())
              threads = std::max(threads, step.thread + 1);
            return Counted{threads, refmap::GrowthLog::instance().total()};
          }};
}

inline std::vector<Variation> allVariations() {
  using refmap::Growth;
  std::vector<Variation> all;
  // What the author believed: nothing is ever invalidated, nobody interrupts.
  all.push_back(under("ideal", Use::Always, {.ideal = true}, [] { return refmap::following({}); }));
  all.push_back(under("buckets", Use::Always, {}, [] { return refmap::parkingWriters(); }));
  all.push_back(
      under("eager", Use::Grows, {.growth = Growth::Eager}, [] { return refmap::following({}); }));
  for (unsigned seed = 1; seed <= 20; ++seed)
    all.push_back(under("seed-" + std::to_string(seed), Use::Interleaves, {},
                        [seed] { return refmap::randomly(seed); }));
  return all;
}

inline std::vector<Variation> variations(std::span<char *const> names) {
  std::vector<Variation> all = allVariations();
  std::erase_if(all, [names](const Variation &variation) {
    return !names.empty() && std::ranges::find(names, variation.name) == names.end();
  });
  return all;
}

#endif

} // namespace proof
