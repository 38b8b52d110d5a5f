#include "lib/driver/Analyse.h"

#include "lib/driver/Transport.h"

namespace maplint::driver {

std::vector<UnitOutcome> analyseAll(const std::vector<Unit> &units, const Limits &limits,
                                    const Progress &progress, const Overlay &overlay) {
  std::vector<UnitOutcome> outcomes(units.size());
  std::size_t finished = 0;
  runInChildren(
      units.size(), limits, [&](std::size_t i) { return packed(analyse(units[i], overlay)); },
      [&](std::size_t i, const WorkResult &result) {
        if (result.failure.empty())
          outcomes[i] = unpacked(result.bytes);
        else
          outcomes[i].failure = result.failure;
        if (progress)
          progress(units[i], ++finished, units.size());
      });
  return outcomes;
}

} // namespace maplint::driver
