#include "lib/fix/Present.h"

#include "lib/fix/Tokens.h"

#include <algorithm>
#include <array>

namespace maplint::fix {

static bool decides(const Token &token) {
  static constexpr auto words =
      std::to_array<std::string_view>({"if", "for", "while", "switch", "case", "?", "&", "|",
                                       "return", "break", "continue", "throw"});
  return std::ranges::find(words, token.text) != words.end();
}

/// Whoever comes to `at` comes to `read`: nothing decides in between.
static bool leadsTo(const Text &text, std::uint32_t at, std::uint32_t read) {
  auto between = tokens(text.between(at, read));
  // The statement itself may be the return.
  while (!between.empty() && !between.back().is(";") && !between.back().is("}")) {
    if (between.back().is("?") || between.back().is("&") || between.back().is("|") ||
        between.back().is("if"))
      return false;
    between.pop_back();
  }
  return std::ranges::none_of(between, decides);
}

/// `if (it == m.end()) return;` or `if (!it) return;` stands in front.
static bool isTested(const ir::Function &function, const Text &text, const std::string &name,
                     std::uint32_t at) {
  return std::ranges::any_of(function.ifs, [&](const ir::If &branch) {
    const std::string_view condition = text.of(branch.condition);
    const bool isAlone = condition.find("&&") == std::string_view::npos;
    if (branch.thenBranch.begin <= at && at < branch.thenBranch.end)
      return (condition.starts_with(name + " != ") || condition == name) &&
             condition.find("||") == std::string_view::npos;
    const std::string_view then = text.of(branch.thenBranch);
    const bool leaves = mentions(then, "return") || mentions(then, "continue") ||
                        mentions(then, "break") || mentions(then, "throw");
    return branch.range.end <= at && leaves && isAlone && !branch.elseBranch.valid() &&
           (condition.starts_with(name + " == ") || condition.starts_with("!" + name));
  });
}

bool isPresent(const ir::Function &function, const Text &text, const ir::Variable &holder,
               std::uint32_t at, std::uint32_t read) {
  const std::string_view declared =
      holder.declaration.valid() ? text.of(holder.declaration) : std::string_view();
  return holder.isReference || declared.find("= &") != std::string_view::npos ||
         leadsTo(text, at, read) || isTested(function, text, holder.name, at);
}

} // namespace maplint::fix
