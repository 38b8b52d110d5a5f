// "did you mean": the name that a misspelt one was perhaps meant to be.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace maplint::triage {

/// The one of `known` that differs least from `given`, by edit distance; empty when every one of
/// them differs in more than a third of the letters, which is another word.
std::string nearest(std::string_view given, std::span<const std::string> known);

} // namespace maplint::triage
