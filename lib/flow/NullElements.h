// Vectors and arrays of pointers whose elements nobody has made yet.

#pragma once

#include "lib/flow/Facts.h"

#include <vector>

namespace maplint::flow {

/// Writes to maps through an element of a local array or sequence of pointers that begins with all
/// of them null, where no way leads from anything that may set one of them to the write.
std::vector<NullWrite> writesThroughNullElements(const UnitFacts &facts);

} // namespace maplint::flow
