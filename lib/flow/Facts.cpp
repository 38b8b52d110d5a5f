#include "lib/flow/Facts.h"

#include <iterator>

namespace maplint::flow {

void UnitFacts::append(UnitFacts found) {
  const auto take = [](auto &into, auto &from) {
    into.insert(into.end(), std::make_move_iterator(from.begin()),
                std::make_move_iterator(from.end()));
  };
  take(accesses, found.accesses);
  take(threads, found.threads);
  take(nullWrites, found.nullWrites);
  take(invalidUses, found.invalidUses);
  take(lapses, found.lapses);
  take(nullStores, found.nullStores);
  take(uncheckedWrites, found.uncheckedWrites);
  take(subscriptTests, found.subscriptTests);
}

} // namespace maplint::flow
