// The shape of a loop that erases in one branch of its body.

#pragma once

#include "lib/fix/Text.h"
#include "lib/flow/Facts.h"

#include <optional>
#include <string>

namespace maplint::fix {

/// A loop whose body ends in an if, with the erasure in its then branch.
struct LoopShape {
  const ir::Function &function;
  const ir::Loop &loop;
  const ir::Instruction &erase;
  SourceRange statement;      ///< with its `;`
  ir::If branch;              ///< nothing but its own condition decides whether it is reached
  bool endsInErasure = false; ///< the then branch does
  std::string object;         ///< `jobs`, `this->jobs_`
  std::string accessor;       ///< `.` or `->`
};

/// The shape of the loop that `use` goes on with; nothing when it has another one. `behind` is what
/// may follow the if: the loop's step, when it stands there.
std::optional<LoopShape> shapeOf(const flow::UnitFacts &facts, const flow::InvalidUse &use,
                                 const Text &text, const SourceRange &behind = {});
/// Puts the loop's step into the branch that does not erase.
std::optional<Edit> stepElsewhere(const LoopShape &shape, const Text &text,
                                  const std::string &step);
/// Takes the step out of the header of a for loop.
Edit withoutIncrement(const ir::Loop &loop, const Text &text);

} // namespace maplint::fix
