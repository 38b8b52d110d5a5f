#include "lib/flow/State.h"

#include <algorithm>
#include <iterator>

namespace maplint::flow {

void State::intersect(const State &other) {
  erase_if(known, [&](const auto &entry) {
    const auto found = other.known.find(entry.first);
    return found == other.known.end() || found->second.truth != entry.second.truth;
  });
  for (auto &[sym, knowledge] : known)
    knowledge.assumed |= other.known.find(sym)->second.assumed;
  erase_if(present, [&](const auto &entry) { return !other.present.contains(entry); });
  erase_if(filledFrom, [&](const auto &entry) {
    const auto found = other.filledFrom.find(entry.first);
    return found == other.filledFrom.end() || found->second != entry.second;
  });
  lapsed.insert(other.lapsed.begin(), other.lapsed.end());
  changedUnderLock |= other.changedUnderLock;
  subscripted.insert(other.subscripted.begin(), other.subscripted.end());
  effects.insert(other.effects.begin(), other.effects.end());
  touches.insert(other.touches.begin(), other.touches.end());
}

} // namespace maplint::flow
