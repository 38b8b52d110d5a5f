// How a worker process tells its parent what it found.

#pragma once

#include "lib/driver/Link.h"

#include <string>

namespace maplint::driver {

/// CBOR rather than JSON text: lines of source may hold bytes that are no UTF-8.
std::string packed(const LinkOutcome &outcome);

/// The outcome in `bytes`; one with a failure when they are not whole.
LinkOutcome unpacked(const std::string &bytes);

} // namespace maplint::driver
