// Statements as they stand in the text: where one ends, which comes next, the lines that are its.

#pragma once

#include "lib/fix/Text.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::fix {

/// An expression statement, a declaration or a return that stands directly in a block.
struct Statement {
  std::uint32_t begin = 0;
  std::uint32_t end = 0; ///< behind the `;`

  [[nodiscard]] bool contains(const SourceRange &range) const {
    return begin <= range.begin && range.end <= end;
  }
};

/// The statement around `offset`, which has its lines for itself; nothing when it is a control
/// statement or cannot be told apart from what surrounds it.
std::optional<Statement> statementAt(const Text &text, std::uint32_t offset);
/// The statement that follows in the same block, with nothing but comments in between.
std::optional<Statement> statementAfter(const Text &text, const Statement &statement);
/// The end of the line on which a statement ends, before the line break.
std::uint32_t lineEnd(const Text &text, std::uint32_t offset);
/// Edits that put the lines of `what`, with the comments right above, behind those of `behind`.
std::vector<Edit> moved(const Text &text, const Statement &what, const Statement &behind);

/// True when `text` may be evaluated at another place, or twice: names, members, elements,
/// literals, comparisons and arithmetic, and calls only of what tells a size or looks a key up.
bool isPure(std::string_view text);
/// A name with the members on the way to it: `m`, `this->jobs_`, `state.jobs`.
bool isNamed(std::string_view text);
/// True when `text` assigns to the variable `name` or steps it, as far as the text shows.
bool isChanged(std::string_view text, std::string_view name);
/// True when no jump of `function` could lead over a declaration that is added to it.
bool takesDeclarations(std::string_view function);
/// The first of `names` that `text` does not mention; empty when it has them all.
std::string freeName(std::string_view text, std::initializer_list<std::string_view> names);

} // namespace maplint::fix
