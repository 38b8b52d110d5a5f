// Room for more lines around a statement, whatever it is the body of.

#pragma once

#include "lib/fix/Statement.h"
#include "lib/flow/Facts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::fix {

/// A statement and what it stands in.
struct Place {
  Statement statement;
  enum class Kind : std::uint8_t {
    InBlock, ///< has its lines for itself
    Bare,    ///< the body of an if or a loop, without braces
    OneLine, ///< the only one between braces, `{ add(1); }` on one line
  } kind = Kind::InBlock;
  std::uint32_t open = 0;  ///< Bare: behind the header; OneLine: behind the `{`
  std::uint32_t close = 0; ///< OneLine: the `}`
};

/// The place of the simple statement around `offset` in `function`; nothing when lines cannot be
/// put there: in a macro's arguments, before an else, between other statements of one line.
std::optional<Place> placeOf(const Text &text, const ir::Function &function, std::uint32_t offset);
/// The place of the statement `range`, which may be a loop or an if.
std::optional<Place> placeOf(const Text &text, const ir::Function &function,
                             const SourceRange &range);

/// Edits that put lines in front of the statement and behind it, each of them without its
/// indentation and line break, several parted by `\n`; braces are added where they are needed.
std::vector<Edit> withLines(const Text &text, const Place &place, std::string_view before,
                            std::string_view behind);

/// The function whose text `range` stands in: the innermost one, null when none is in the unit.
const ir::Function *functionAround(const flow::UnitFacts &facts, const SourceRange &range);

} // namespace maplint::fix
