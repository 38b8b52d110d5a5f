#include "lib/triage/Nearest.h"

#include "llvm/ADT/StringRef.h"

namespace maplint::triage {

std::string nearest(std::string_view given, std::span<const std::string> known) {
  std::string best;
  const llvm::StringRef word(given);
  unsigned least = static_cast<unsigned>(given.size()) / 3 + 1;
  for (const std::string &name : known) {
    const unsigned distance = word.edit_distance(name, /*AllowReplacements=*/true, least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

} // namespace maplint::triage
