// Looking through handles, and what is wrong with it.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// Handles a summary says that its function looks through.
static constexpr std::size_t mostTouches = 24;

std::string Engine::holderOf(const State &state, const Value &value, ir::VarId *variable) const {
  bool isSecond = false;
  const auto search = [&](bool bySymbol) {
    ir::VarId last = ir::none; // the copy that was made last is the one in use
    for (const auto &[path, held] : state.store) {
      const Path &step = domain_[path];
      const bool isHalf = step.kind == PathKind::First || step.kind == PathKind::Second;
      const Path &holder = isHalf ? domain_[step.parent] : step;
      const bool same = bySymbol ? held.sym == value.sym : held.origin == value.origin;
      if (holder.kind != PathKind::Var || held.death != value.death || !same)
        continue;
      const ir::Variable &variable = function_.variables[holder.b];
      if (variable.isImplicit && variable.bindings.empty())
        continue;
      last = holder.b;
      isSecond = isHalf ? step.kind == PathKind::Second : value.sym && throughSecond(value.sym);
    }
    return last;
  };
  ir::VarId found = search(true);
  if (found == ir::none)
    found = search(false);
  if (found == ir::none)
    return {};
  *variable = found;
  const ir::Variable &declared = function_.variables[found];
  if (declared.bindings.size() == 2)
    return declared.bindings[isSecond ? 1 : 0];
  return declared.isImplicit ? std::string() : declared.name;
}

bool Engine::throughSecond(SymId sym) const {
  const Sym &s = domain_.symbol(sym);
  return s.kind == SymKind::Address && domain_.leadsThrough(s.a, PathKind::Second);
}

InvalidUse Engine::describe(const State &state, const Value &value, const Death &death) const {
  InvalidUse found;
  const SymKind kind = value.sym ? domain_.symbol(value.sym).kind : SymKind::Fresh;
  found.handle =
      kind == SymKind::Iterator ? InvalidUse::Handle::Iterator : InvalidUse::Handle::Reference;
  found.use = at_;
  found.invalidation = death.at;
  found.invalidationRange = death.range;
  if (value.origin)
    found.originRange = rangeOf_[value.origin - 1];
  found.holder = holderOf(state, value, &found.holderVar);
  if (found.holderVar != ir::none) {
    const ir::Variable &holder = function_.variables[found.holderVar];
    const ir::Type *type = unit_.type(holder.type);
    if (!holder.isReference && type && type->kind == ir::TypeKind::Pointer &&
        found.handle == InvalidUse::Handle::Reference)
      found.handle = InvalidUse::Handle::Pointer;
  }
  found.isKept = value.isKept;
  found.path = death.path;
  found.container = death.container;
  found.kind = death.kind;
  found.dies = death.dies;
  found.onGrowth = death.onGrowth;
  found.keyFromElement = death.keyFromElement;
  found.certainElement = death.certainElement;
  found.isGuess = death.isGuess;
  found.isOwned = death.isOwned;
  found.leftBehind = death.leftBehind;
  found.calls = death.calls;
  return found;
}

ir::LoopId Engine::loopAround(const Death &death) const {
  const auto inside = [&](ir::LoopId loop, ir::BlockId block) {
    for (ir::LoopId at = function_.blocks[block].loop; at != ir::none;
         at = function_.loops[at].parent)
      if (at == loop)
        return true;
    return false;
  };
  if (death.at.function != id_)
    return ir::none;
  for (ir::LoopId loop = function_.blocks[at_.block].loop; loop != ir::none;
       loop = function_.loops[loop].parent)
    if (inside(loop, death.at.block))
      return loop;
  return ir::none;
}

/// One finding a death: the path goes on as if nothing had happened.
static void forgive(State &state, std::uint32_t death) {
  for (auto &[path, held] : state.store)
    if (held.death == death)
      held.death = 0;
  for (auto &[id, held] : state.values)
    if (held.death == death)
      held.death = 0;
}

/// `auto &inner = outer[k]; for (auto &e : inner) outer.erase(e);`: what dies is not the container
/// that `loop` goes over, but the element it lies in, to which the loop holds on by a reference.
bool Engine::goesThroughReference(const InvalidUse &found, ir::LoopId loop) const {
  if (loop == ir::none || !found.holder.empty())
    return false;
  const std::string_view range = facts_.text(function_.loops[loop].rangeExpression);
  return std::ranges::any_of(function_.variables, [&](const ir::Variable &variable) {
    return variable.isReference && !variable.isImplicit && variable.name == range;
  });
}

void Engine::use(State &state, const Value &value, const ir::Instruction &i, bool advances) {
  if (!value.death) {
    useLapsed(state, value, i);
    touch(state, value.sym, i.range, {});
    return;
  }
  // Of a pointer to what an element owned only the look through it counts.
  const SymKind kind = value.sym ? domain_.symbol(value.sym).kind : SymKind::Fresh;
  if (kind == SymKind::Initial || kind == SymKind::NonNull)
    return;
  const Death &death = deaths_[value.death - 1];
  if (!isExcused(state, death)) {
    InvalidUse found = describe(state, value, death);
    found.useRange = i.range;
    const ir::LoopId loop = advances ? loopAround(death) : ir::none;
    const bool isOfElement = kind == SymKind::Iterator && domain_.symbol(value.sym).a != death.path;
    if (isOfElement && goesThroughReference(found, loop)) {
      found.handle = InvalidUse::Handle::Reference;
      found.holder = facts_.text(function_.loops[loop].rangeExpression);
    } else {
      found.continuedLoop = loop;
    }
    facts_.invalidUses.push_back(std::move(found));
  }
  forgive(state, value.death);
}

/// True when a death that an earlier call of another method left behind cannot be meant: this path
/// has asked about something that the same method changed together with it.
bool Engine::isExcused(const State &state, const Death &death) const {
  if (death.along.empty())
    return false;
  const auto isAbout = [&](SymId sym, PathId member, SymId left) {
    const auto search = [&](const auto &self, SymId at) -> bool {
      return at && (at == left || std::ranges::any_of(domain_.symbol(at).operands, [&](SymId each) {
                      return self(self, each);
                    }));
    };
    return domain_.mentions(sym, member) || search(search, sym);
  };
  return std::ranges::any_of(state.known, [&](const auto &entry) {
    return std::ranges::any_of(death.along, [&](const auto &changed) {
      return isAbout(entry.first, changed.first, changed.second);
    });
  });
}

/// True for what lies in an element of an associative container.
bool Engine::liesInTable(PathId place) const {
  for (PathId at = place; at; at = domain_[at].parent) {
    const ir::Type *type =
        domain_[at].kind == PathKind::Element ? typeOf(domain_[at].parent) : nullptr;
    if (type && type->kind == ir::TypeKind::Container)
      return true;
  }
  return false;
}

/// What a caller may have to answer for: this function looks through a handle that it was given or
/// that lies in a member, after it has done something to containers the caller knows.
void Engine::touch(State &state, SymId sym, const SourceRange &range, std::vector<Step> calls) {
  if (state.isSupposed)
    return;
  SymId handle = sym;
  if (sym && domain_.symbol(sym).kind == SymKind::Address) {
    const Path root = domain_[domain_.root(domain_.symbol(sym).a)];
    handle = root.kind == PathKind::Pointee ? root.a : 0;
  }
  if (!handle || domain_.symbol(handle).kind != SymKind::Initial)
    return;
  const PathId holder = domain_.symbol(handle).a;
  // Iterators as the values of a table: which of them a look-up gives depends on what the table
  // holds then, and what erases there takes its entry out as well.
  if (liesInTable(holder))
    return;
  const bool isMember = domain_[holder].kind != PathKind::Var;
  if ((!isMember && state.effects.empty()) || (isMember && !visibleToCallers(holder)))
    return;
  Touch found{.handle = handle,
              .after = {state.effects.begin(), state.effects.end()},
              .range = range,
              .calls = std::move(calls)};
  const auto known = std::ranges::find(summary_.touches, found);
  if (known == summary_.touches.end() && summary_.touches.size() >= mostTouches)
    return;
  state.touches.insert(static_cast<std::uint32_t>(known - summary_.touches.begin()));
  if (known == summary_.touches.end())
    summary_.touches.push_back(std::move(found));
}

Value Engine::deref(State &state, const ir::Instruction &i, Value pointer) {
  if (!pointer.sym)
    return pointer;
  const Sym s = domain_.symbol(pointer.sym);
  if (s.kind == SymKind::Iterator) {
    use(state, pointer, i);
    pointer.death = 0;
    pointer.sym = domain_.sym(SymKind::Address, domain_.path(PathKind::Element, s.a, s.b));
    pointer.origin = sequence_ + 1;
    return pointer;
  }
  if (s.kind == SymKind::Address)
    return pointer;
  const PathId target = domain_.path(PathKind::Pointee, 0, pointer.sym);
  pointer.sym = target ? domain_.sym(SymKind::Address, target) : 0;
  return pointer;
}

} // namespace maplint::flow
