// Paths taken apart into steps that can be compared between functions.

#pragma once

#include "lib/flow/Domain.h"
#include "lib/race/Terms.h"

#include <optional>
#include <vector>

namespace maplint::race {

/// The steps from one object to another inside it, comparable between functions: field symbols, and
/// marks for what lies between.
using Chain = std::vector<std::uint32_t>;
inline constexpr std::uint32_t throughPointer = ~std::uint32_t{1};
inline constexpr std::uint32_t throughElement = ~std::uint32_t{2};
inline constexpr std::uint32_t throughHalf = ~std::uint32_t{3};

/// A path taken apart: every object on the way and the steps that follow.
struct Unfolded {
  PathId root = 0;              ///< This, Global, Var, Temp or what an unknown pointer names
  std::vector<PathId> prefixes; ///< prefixes[n] is the path before steps[n]
  Chain steps;
};

Unfolded unfold(const Domain &domain, PathId path);

/// The steps of `path` from `owner` on; nothing when it does not lead through there.
std::optional<Chain> stepsFrom(const Unfolded &path, PathId owner);

} // namespace maplint::race
