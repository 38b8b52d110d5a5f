// How a worker process tells its parent what it found.

#pragma once

#include "lib/driver/Link.h"
#include "lib/driver/Unit.h"

#include <string>

namespace maplint::driver {

/// CBOR rather than JSON text: lines of source may hold bytes that are no UTF-8.
std::string packed(const LinkOutcome &outcome);
std::string packed(const UnitFacts &facts);

/// What `bytes` hold; something with a failure when they are not whole.
LinkOutcome unpacked(const std::string &bytes);
UnitFacts unpackedFacts(const std::string &bytes);

} // namespace maplint::driver
