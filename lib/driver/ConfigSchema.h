// The JSON Schema of .maplint.yaml, for editors that complete and check it.

#pragma once

#include <string>

namespace maplint::driver {

/// JSON Schema (2020-12) of a configuration, made of the checks and of the model's words.
std::string configSchema();

} // namespace maplint::driver
