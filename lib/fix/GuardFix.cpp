#include "lib/fix/GuardFix.h"

#include "lib/fix/FindFix.h"
#include "lib/fix/MutexFix.h"
#include "lib/fix/Text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace maplint::fix {

using flow::UnitFacts;
using race::Race;

namespace {

/// A guard that some access takes, as it is written.
struct WrittenGuard {
  std::string text; ///< the whole declaration with its `;`
  const ir::Variable *variable = nullptr;
  ir::FunctionId function = ir::none;
};

} // namespace

static WrittenGuard writtenGuard(const UnitFacts &facts, const SourceRange &taken) {
  const auto &functions = facts.unit().functions;
  for (ir::FunctionId f = 0; f < functions.size(); ++f)
    for (const ir::Block &block : functions[f].blocks)
      for (const ir::Instruction &i : block.instructions)
        if (i.op == ir::Op::Lock && i.range == taken && i.index != ir::none &&
            i.operands.size() == 1) {
          const ir::Variable &variable = functions[f].variables[i.index];
          return {.text = std::string(facts.text(variable.declaration)),
                  .variable = &variable,
                  .function = f};
        }
  return {};
}

/// Where the statement that holds `at` begins: behind the `;`, `{` or `}` before it. Text that may
/// hide one of them, strings and comments, is not looked through.
static std::optional<std::uint32_t> statementStart(std::string_view text, const SourceRange &at) {
  int depth = 0;
  for (std::uint32_t n = at.begin; n > 0 && n <= text.size(); --n) {
    const char c = text[n - 1];
    if (c == '"' || c == '\'' || c == '/' || c == '#')
      return std::nullopt;
    if (c == ')' || c == ']')
      ++depth;
    else if ((c == '(' || c == '[') && depth > 0)
      --depth; // one that is still open only says that `at` stands inside
    if (depth != 0 || (c != ';' && c != '{' && c != '}'))
      continue;
    std::uint32_t start = n;
    while (start < at.begin && std::isspace(static_cast<unsigned char>(text[start])))
      ++start;
    return start;
  }
  return std::nullopt;
}

/// Places that look like the start of a statement and are none.
static bool continues(const ir::Function &function, std::string_view rest, const SourceRange &at) {
  for (const std::string_view word : {"else", "case ", "default:", "while"})
    if (rest.starts_with(word))
      return true;
  return std::ranges::any_of(function.loops, [&](const ir::Loop &loop) {
    return loop.kind == ir::LoopKind::For && loop.header.contains(at);
  });
}

/// What separates a new statement from the one at `start`: a body on the line of its brace stays
/// on that line.
static std::string separator(const Text &text, std::uint32_t start) {
  const std::string indentation = text.indentation(start);
  const bool startsLine = text.lineStart(start) + indentation.size() == start;
  return startsLine ? "\n" + indentation : " ";
}

static bool nameIsTaken(const ir::Function &function, std::string_view name) {
  return std::ranges::any_of(function.variables,
                             [&](const ir::Variable &v) { return v.name == name; });
}

/// Removes a declaration, with its line when it has one to itself. The line goes with the break
/// before it: clang-tidy takes one more blank from a removal that ends in front of indentation.
static Edit removal(const Text &text, const SourceRange &range) {
  const std::uint32_t line = text.lineStart(range.begin);
  const bool alone =
      line > 0 && text.blank(line, range.begin) && text.between(range.end, range.end + 1) == "\n";
  return text.replace(alone ? line - 1 : range.begin, range.end, {});
}

/// A name for a guard in `function` that hides nothing; `wish` when it is free.
static std::string freeName(const ir::Function &function, std::string_view wish) {
  for (const std::string_view name :
       {wish, std::string_view("lock"), std::string_view("guard"), std::string_view("mapLock")})
    if (!name.empty() && !nameIsTaken(function, name))
      return std::string(name);
  return {};
}

/// The declaration of `guard` under another name.
static std::string renamed(const WrittenGuard &guard, const std::string &name) {
  std::string text = guard.text;
  const std::size_t at = guard.variable->range.begin - guard.variable->declaration.begin;
  if (at + guard.variable->name.size() <= text.size())
    text.replace(at, guard.variable->name.size(), name);
  return text;
}

/// Replaces the lock that the guard names by what it is called at the access: `db.mutex_` is
/// `other.mutex_` in a function whose parameter has that name.
static std::string naming(std::string guard, const std::string &mutex, const std::string &here) {
  const std::size_t at = guard.rfind(mutex);
  if (mutex.empty() || here.empty() || mutex == here || at == std::string::npos)
    return guard;
  const auto isWord = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
  };
  const bool begins =
      at == 0 || !(isWord(guard[at - 1]) || guard[at - 1] == '.' || guard[at - 1] == '>');
  const bool ends = at + mutex.size() == guard.size() || !isWord(guard[at + mutex.size()]);
  return begins && ends ? guard.replace(at, mutex.size(), here) : guard;
}

/// The function tries or defers a lock of its own: one more guard could wait for its own thread.
static bool triesToLock(const ir::Function &function) {
  return std::ranges::any_of(function.blocks, [&](const ir::Block &block) {
    return std::ranges::any_of(block.instructions, [](const ir::Instruction &i) {
      return i.op == ir::Op::Lock && i.index != ir::none &&
             (i.imm == static_cast<std::int64_t>(ir::LockMode::Try) ||
              i.imm == static_cast<std::int64_t>(ir::LockMode::Deferred));
    });
  });
}

static Fix takeLock(const UnitFacts &facts, const Race &race) {
  const WrittenGuard guard = writtenGuard(facts, race.guard);
  if (guard.text.empty() || race.function == ir::none || (race.guardShared && race.writes))
    return {};
  const ir::Function &function = facts.unit().functions[race.function];
  const std::string_view whole = facts.unit().files[race.range.file].text;
  const Text text(facts.unit().files, race.range.file);
  const auto start = statementStart(whole, race.range);
  if (!start || triesToLock(function) || continues(function, whole.substr(*start), race.range))
    return {};
  const std::string &mutex = race.mutexHere.empty() ? race.mutex : race.mutexHere;
  Fix fix{.description = "take '" + mutex + "' before the access"};
  const bool later = guard.function == race.function && guard.variable->range.begin > *start;
  const std::string name = later ? guard.variable->name : freeName(function, guard.variable->name);
  if (name.empty())
    return {};
  fix.edits.push_back(text.insert(*start, naming(renamed(guard, name), race.mutex, race.mutexHere) +
                                              separator(text, *start)));
  if (later) {
    fix.description = "take '" + race.mutex + "' earlier";
    fix.edits.push_back(removal(text, guard.variable->declaration));
  }
  return fix;
}

static Fix takeExclusively(const UnitFacts &facts, const Race &race) {
  static constexpr auto words = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"shared_lock", "unique_lock"},
      {"ReaderMutexLock", "WriterMutexLock"},
      {"QReadLocker", "QWriteLocker"},
  });
  const WrittenGuard guard = writtenGuard(facts, race.guard);
  if (guard.text.empty() || guard.function != race.function)
    return {};
  for (const auto &[shared, exclusive] : words) {
    const std::size_t at = guard.text.find(shared);
    if (at == guard.text.npos)
      continue;
    SourceRange range = guard.variable->declaration;
    range.begin += static_cast<std::uint32_t>(at);
    range.end = range.begin + static_cast<std::uint32_t>(shared.size());
    return {.description = "take '" + race.mutex + "' exclusively",
            .edits = {{.range = range, .replacement = std::string(exclusive)}}};
  }
  return {};
}

static Fix nameGuard(const UnitFacts &facts, const Race &race) {
  const std::string_view text = facts.text(race.deadGuard);
  const std::size_t at = text.find_first_of("({");
  if (at == text.npos || race.function == ir::none)
    return {};
  const ir::Function &function = facts.unit().functions[race.function];
  const std::string name = freeName(function, {});
  if (name.empty())
    return {};
  SourceRange range = race.deadGuard;
  range.begin += static_cast<std::uint32_t>(at);
  range.end = range.begin;
  return {.description = "name the guard so that it lives to the end of the block",
          .edits = {{.range = range, .replacement = " " + name}}};
}

Fix byGuard(const UnitFacts &facts, const Race &race) {
  if (race.range.inMacro || !race.range.valid())
    return {};
  // Of folly::Synchronized the way to the value must change, not only the lock.
  if (race.mutex == race.container && !race.mutex.empty())
    return {};
  switch (race.kind) {
  case Race::Kind::Forgotten: return takeLock(facts, race);
  case Race::Kind::SharedWrite:
    // Where the element is only read the lock is right, and `[]` is wrong.
    if (Fix fix = byFind(facts, race); !fix.edits.empty())
      return fix;
    return takeExclusively(facts, race);
  case Race::Kind::DeadGuard: return nameGuard(facts, race);
  case Race::Kind::Unguarded: return byNewMutex(facts, race);
  case Race::Kind::OwnLock:
  case Race::Kind::Outlives:
  case Race::Kind::Unposted: return {};
  }
  return {};
}

} // namespace maplint::fix
