// The words checks share when they speak of operations on containers.

#pragma once

#include "lib/flow/Facts.h"

#include <string>

namespace maplint::flow {

/// "erasing from 'm'", "inserting into 'm'", "clearing 'm'".
std::string doing(model::OpKind kind, const std::string &container);
/// "'m' is erased from here", "'m' is inserted into here", "'m' is cleared here".
std::string done(model::OpKind kind, const std::string &container);
/// The container as the reader writes it, in quotes; "the map" when it has no name.
std::string quoted(const UnitFacts &facts, PathId container);
/// `std::shared_ptr<Seats>` of `std::map<std::string, std::shared_ptr<Seats>>`, as it is written.
std::string ownerIn(const std::string &container);
/// `removeTruck` of `Fleet::removeTruck`.
std::string lastName(std::string_view qualified);
/// The container of a use as the code that invalidates it writes it, in quotes.
std::string containerOf(const UnitFacts &facts, const InvalidUse &use);
/// The container of a use as the loop that goes on writes it, in quotes.
std::string loopedOver(const UnitFacts &facts, const InvalidUse &use);
/// "calling 'drop' erases from 'm'".
std::string calling(const UnitFacts &facts, const InvalidUse &use, const Step &call);
/// True when the operation surely invalidates; growth may not happen.
bool surely(const InvalidUse &use);
/// Keeps one use for each death of a handle: the first in the source.
std::vector<InvalidUse> firstUses(const UnitFacts &facts);

} // namespace maplint::flow
