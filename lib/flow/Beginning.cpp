#include "lib/flow/Beginning.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace maplint::flow {

using ir::Op;
using model::OpKind;

/// The first word of `rebuildIndex` or `load_all`, in lower case.
static std::string firstWord(std::string_view name) {
  const auto colon = name.rfind("::");
  if (colon != std::string_view::npos)
    name.remove_prefix(colon + 2);
  name.remove_prefix(std::min(name.find_first_not_of('_'), name.size()));
  std::string word;
  for (const unsigned char c : name) {
    const bool begins = std::isupper(c) != 0 && !word.empty();
    if (begins || c == '_')
      break;
    word += static_cast<char>(std::tolower(c));
  }
  return word;
}

static bool fillsOnce(std::string_view name) {
  static constexpr auto verbs = std::to_array<std::string_view>(
      {"build",    "rebuild", "index",   "reindex",   "init",   "initialize",  "initialise",
       "load",     "reload",  "parse",   "populate",  "fill",   "create",      "setup",
       "set",      "reset",   "prepare", "construct", "import", "deserialize", "restore",
       "generate", "refresh", "compute", "assign",    "open",   "finalize"});
  return std::ranges::find(verbs, firstWord(name)) != verbs.end();
}

/// The field that `path` ends in, or none.
static ir::SymbolId fieldOf(const Domain &domain, PathId path) {
  const Path &step = domain[path];
  return step.kind == PathKind::Field ? step.a : ir::none;
}

/// True when `access` asks for capacity; that a constructor does so says nothing of how much.
static bool asksForRoom(const UnitFacts &facts, const Access &access) {
  if (access.kind != OpKind::Reserve && access.kind != OpKind::Rehash)
    return false;
  const ir::Instruction &i = facts.instruction(access.at);
  const ir::Function *callee = i.op == Op::Call ? facts.unit().body(i.symbol) : nullptr;
  return !callee || !callee->isConstructor;
}

bool isGivenRoom(const UnitFacts &facts, const Growth &growth) {
  const Domain &domain = facts.domain();
  const bool isShared = domain[domain.root(growth.path)].kind == PathKind::This;
  const ir::SymbolId field = isShared ? fieldOf(domain, growth.path) : ir::none;
  const auto isSame = [&](const Access &access) {
    return access.path == growth.path && asksForRoom(facts, access);
  };
  const auto isSameField = [&](const Access &access) {
    return fieldOf(domain, access.path) == field && asksForRoom(facts, access);
  };
  return std::ranges::any_of(facts.reachable[growth.at.function], isSame) ||
         (field != ir::none && std::ranges::any_of(facts.accesses, isSameField));
}

static bool fills(OpKind kind) {
  return model::inserts(kind) || kind == OpKind::Reserve || kind == OpKind::Rehash ||
         kind == OpKind::Replace || kind == OpKind::Swap;
}

/// True when a constructor of the unit gives `field` something to begin with.
static bool isInitialised(const ir::Unit &unit, ir::SymbolId field) {
  for (const ir::Function &function : unit.functions) {
    if (!function.isConstructor)
      continue;
    for (const ir::Block &block : function.blocks)
      for (std::size_t n = 1; n < block.instructions.size(); ++n) {
        const ir::Instruction &store = block.instructions[n];
        const ir::Instruction &place = block.instructions[n - 1];
        if (store.op != Op::Store || store.imm != 1 || place.op != Op::Field ||
            place.symbol != field)
          continue;
        const auto made =
            std::ranges::find(block.instructions, store.operands[1], &ir::Instruction::result);
        if (made == block.instructions.end() || made->op != Op::Opaque || !made->operands.empty())
          return true;
      }
  }
  return false;
}

bool isRebuilt(const UnitFacts &facts, const Growth &growth) {
  const ir::Function &function = facts.function(growth.at);
  const Domain &domain = facts.domain();
  const ir::SymbolId field = fieldOf(domain, growth.path);
  const bool isOwn = field != ir::none && !function.isLambda &&
                     domain[domain[growth.path].parent].kind == PathKind::This;
  if (!isOwn || !(function.isConstructor || fillsOnce(function.name)))
    return false;
  const SourceRange loop = function.loops[growth.loops.back()].range;
  const bool isOnly = std::ranges::none_of(facts.accesses, [&](const Access &access) {
    return fieldOf(domain, access.path) == field && fills(access.kind) &&
           !loop.contains(access.range);
  });
  return isOnly && !isInitialised(facts.unit(), field);
}

/// True for `new T`, `make_unique<T>()`: nothing stands between the parentheses.
static bool isMadeWithoutArguments(const UnitFacts &facts, const Sym &made) {
  const ir::Instruction *maker = instructionAt(facts.unit().functions[made.a], made.b);
  if (!maker || maker->op != Op::NonNull)
    return false;
  const std::string_view text = facts.text(maker->range);
  return text.ends_with("()") || text.ends_with("{}") || text.ends_with('>');
}

/// True when `variable` begins as `T x;` or `T x{};` with nothing for its members.
static bool isPlainlyMade(const UnitFacts &facts, const ir::Function &function, ir::VarId variable,
                          const Origins &origins) {
  const ir::Instruction *made = nullptr;
  for (const ir::Block &block : function.blocks)
    for (std::size_t n = 1; n < block.instructions.size(); ++n) {
      const ir::Instruction &store = block.instructions[n];
      const ir::Instruction &place = block.instructions[n - 1];
      if (store.op == Op::Store && store.imm == 1 && place.op == Op::Var && place.index == variable)
        made = origins.definition(store.operands[1]);
    }
  if (!made || !made->operands.empty())
    return made && made->op == Op::Call && made->operands.size() == 1 &&
           facts.unit().body(made->symbol) && facts.unit().body(made->symbol)->isConstructor;
  return made->op == Op::Opaque;
}

/// True when somebody else may have filled the container before the loop.
static bool isTouchedBefore(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
                            const Origins &origins, ir::VarId object) {
  const ir::Function &function = facts.function(growth.at);
  const ir::LoopId outermost = growth.loops.back();
  const auto isBefore = [&](ir::BlockId block) {
    return !graph.isInside(block, outermost) &&
           graph.reaches(block, beginningOf(facts, growth, graph));
  };
  const bool isFilled =
      std::ranges::any_of(facts.reachable[growth.at.function], [&](const Access &access) {
        return access.path == growth.path && fills(access.kind) && isBefore(access.at.block);
      });
  if (isFilled)
    return true;
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    for (const ir::Instruction &i : function.blocks[b].instructions) {
      const bool isUnknown =
          (i.op == Op::Call && !facts.unit().body(i.symbol)) || i.op == Op::Invoke;
      if (isUnknown && isBefore(b))
        for (const ir::ValueId operand : i.operands)
          if (operand && origins.rootVariableOf(operand) == object)
            return true;
    }
  return false;
}

bool isNew(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
           const Origins &origins) {
  const Domain &domain = facts.domain();
  const Path &step = domain[growth.path];
  const ir::Function &function = facts.function(growth.at);
  const ir::VarId object = origins.rootVariableOf(facts.instruction(growth.at).operands[0]);
  if (object == ir::none || isTouchedBefore(facts, growth, graph, origins, object))
    return false;
  if (step.kind == PathKind::Pointee)
    return domain.symbol(step.a).kind == SymKind::NonNull &&
           isMadeWithoutArguments(facts, domain.symbol(step.a));
  if (step.kind != PathKind::Field)
    return false;
  const Path &owner = domain[step.parent];
  return owner.kind == PathKind::Var && owner.b == object &&
         function.variables[object].storage == ir::Storage::Local &&
         !function.variables[object].isReference &&
         isPlainlyMade(facts, function, object, origins) && !isInitialised(facts.unit(), step.a);
}

} // namespace maplint::flow
