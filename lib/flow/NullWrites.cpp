// Writes through pointers that are null.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

using model::OpKind;

void Engine::nullWrite(const Writing &writing, NullWrite::Cause cause, PathId pointer,
                       std::vector<Step> steps) {
  if (!nullReported_.emplace(at_, pointer).second)
    return;
  NullWrite found{.at = at_,
                  .range = writing.range,
                  .pointer = writing.name.empty() ? domain_.text(pointer) : writing.name,
                  .cause = cause,
                  .steps = std::move(steps)};
  found.steps.insert(found.steps.end(), writing.calls.begin(), writing.calls.end());
  const Path step = domain_[pointer];
  if (step.kind == PathKind::Var) {
    found.pointerType = function_.variables[step.b].type;
    found.declaration = function_.variables[step.b].range;
  } else if (step.kind == PathKind::Field || step.kind == PathKind::Global) {
    found.pointerType = unit_.symbols[step.a].type;
  }
  found.certain = cause != NullWrite::Cause::MaybeResult &&
                  cause != NullWrite::Cause::CheckedLater && !writtenNonNull_.contains(at_);
  if (cause == NullWrite::Cause::CheckedLater)
    candidates_.emplace(sequence_, std::move(found));
  else
    facts_.nullWrites.push_back(std::move(found));
}

/// The variable or field that holds `sym`, for messages.
static PathId holderOfSym(const State &state, SymId sym) {
  for (const auto &[path, value] : state.store)
    if (value.sym == sym)
      return path;
  return 0;
}

/// `if (!cache()) fill(); use(cache());`: the same question was asked, and its answer looked at.
bool Engine::isAskedTwice(const ir::Instruction &call) const {
  const std::string_view text = facts_.text(call.range);
  const auto isLookedAt = [&](const ir::Block &block, ir::ValueId answer) {
    return block.condition == answer ||
           std::ranges::any_of(block.instructions, [&](const ir::Instruction &i) {
             const bool tests =
                 i.op == ir::Op::Compare || i.op == ir::Op::Truth || i.op == ir::Op::Not;
             return tests && std::ranges::find(i.operands, answer) != i.operands.end();
           });
  };
  return std::ranges::any_of(function_.blocks, [&](const ir::Block &block) {
    return std::ranges::any_of(block.instructions, [&](const ir::Instruction &i) {
      return i.op == ir::Op::Call && i.symbol == call.symbol && i.result &&
             i.result != call.result && facts_.text(i.range) == text && isLookedAt(block, i.result);
    });
  });
}

/// The null was made by a function that this one calls, or is what a constructor has left unset.
void Engine::nullFromCallee(const Writing &i, const Sym &null, PathId holder) {
  if (null.b == neverMade && holder && domain_[holder].kind == PathKind::Global) {
    std::vector<Step> steps{{.range = unit_.symbols[domain_[holder].a].range, .message = "start"}};
    return nullWrite(i, NullWrite::Cause::Unset, holder, std::move(steps));
  }
  if (null.b == neverMade) {
    std::vector<Step> steps{{.range = unit_.functions[null.a].range, .message = "unset"}};
    return nullWrite(i, NullWrite::Cause::Unset, holder, std::move(steps));
  }
  const ir::Instruction *made = instructionAt(unit_.functions[null.a], null.b);
  if (!made)
    return nullWrite(i, NullWrite::Cause::Assigned, holder, {});
  const bool isMoved = made->op == ir::Op::Move;
  nullWrite(i, isMoved ? NullWrite::Cause::MovedFrom : NullWrite::Cause::Assigned, holder,
            {{.range = made->range, .message = "null"}});
}

void Engine::nullFrom(const Writing &i, const Sym &null, PathId holder) {
  if (null.a != id_ || null.b == neverMade)
    return nullFromCallee(i, null, holder);
  const SourceRange where = rangeOf_[null.b];
  const auto returned = nullReturns_.find(null.b);
  const ir::Instruction *call = returned == nullReturns_.end() ? nullptr : instruction(null.b);
  if (call && isAskedTwice(*call))
    return;
  if (returned != nullReturns_.end())
    return nullWrite(
        i, NullWrite::Cause::MaybeResult, holder,
        {{.range = where, .message = "call"}, {.range = returned->second, .message = "return"}});
  const ir::Instruction *made = instruction(null.b);
  if (made && made->op == ir::Op::Container)
    return nullWrite(i, NullWrite::Cause::Subscript, holder,
                     {{.range = where, .message = "subscript"}});
  const bool moved = made && made->op == ir::Op::Move;
  nullWrite(i, moved ? NullWrite::Cause::MovedFrom : NullWrite::Cause::Assigned, holder,
            {{.range = where, .message = "null"}});
}

const ir::Instruction *Engine::instruction(std::uint32_t sequence) const {
  for (ir::BlockId b = 0; b < function_.blocks.size(); ++b) {
    const auto &instructions = function_.blocks[b].instructions;
    if (sequence >= firstSequence_[b] && sequence < firstSequence_[b] + instructions.size())
      return &instructions[sequence - firstSequence_[b]];
  }
  return nullptr;
}

void Engine::checkNull(State &state, const ir::Instruction &i, PathId container, OpKind kind) {
  const Path root = domain_[domain_.root(container)];
  const SymId pointer = root.kind == PathKind::Pointee ? root.a : 0;
  const Sym s = pointer ? domain_.symbol(pointer) : Sym{};
  const auto truth = pointer ? knownTruth(state, pointer) : std::nullopt;
  if (!pointer || (s.kind == SymKind::Initial && truth.value_or(true)))
    writtenNonNull_.insert(at_);
  const bool writes = model::inserts(kind) || model::erases(kind) || kind == OpKind::Replace ||
                      kind == OpKind::Reserve;
  if (pointer && writes)
    examine(state, {.range = i.range, .name = {}, .calls = {}}, pointer);
}

/// A write through `pointer`: is it null, or may it be?
void Engine::examine(State &state, const Writing &writing, SymId pointer) {
  const Sym s = domain_.symbol(pointer);
  const PathId holder = s.kind == SymKind::Initial ? s.a : holderOfSym(state, pointer);
  if (s.kind == SymKind::Null) {
    nullFrom(writing, s, holder);
    return;
  }
  if (knownTruth(state, pointer).value_or(false))
    writtenNonNull_.insert(at_);
  const auto known = state.known.find(pointer);
  if (known != state.known.end()) {
    if (!known->second.truth && !known->second.defensive)
      nullWrite(writing, NullWrite::Cause::TestedNull, holder,
                {{.range = rangeOf_[known->second.by], .message = "tested"}});
    return;
  }
  if (const auto maybe = maybeNull_.find(pointer); maybe != maybeNull_.end())
    return nullWrite(writing, NullWrite::Cause::MaybeResult, holder,
                     {{.range = maybe->second, .message = "maybe"}});
  if (s.kind == SymKind::Derived && s.a == id_) {
    const ir::Instruction *made = instruction(s.b);
    if (made && made->op == ir::Op::Opaque && made->imm == 1)
      nullWrite(writing, NullWrite::Cause::MaybeResult, holder,
                {{.range = made->range, .message = "maybe"}});
    return;
  }
  if (s.kind == SymKind::Initial)
    examineInitial(state, writing, pointer);
}

/// A pointer that this function was given, or that lies where others put it, and was not looked at.
void Engine::examineInitial(State &state, const Writing &writing, SymId pointer) {
  const PathId holder = domain_.symbol(pointer).a;
  const Path origin = domain_[holder];
  const bool isOwn = origin.kind == PathKind::Var && origin.a == id_;
  const bool shared = origin.kind == PathKind::Field || origin.kind == PathKind::Second;
  // What a reference is bound to exists.
  if (isOwn && function_.variables[origin.b].isReference) {
    writtenNonNull_.insert(at_);
    return;
  }
  if (isOwn && function_.variables[origin.b].defaultsToNull) {
    nullWrite(writing, NullWrite::Cause::MaybeResult, holder,
              {{.range = function_.variables[origin.b].range, .message = "default"}});
    return;
  }
  if (shared && writing.calls.empty())
    noteUnchecked(state, writing, pointer);
  const bool isOutside = visibleToCallers(holder);
  if (!isOwn && !shared && !isOutside)
    return;
  if (isOwn || shared)
    nullWrite(writing, NullWrite::Cause::CheckedLater, holder, {});
  state.known[pointer] = {.truth = true, .assumed = true, .by = sequence_};
  demands_.try_emplace(sequence_, writing);
}

void Engine::noteUnchecked(const State &state, const Writing &writing, SymId pointer) {
  const PathId holder = domain_.symbol(pointer).a;
  const Path origin = domain_[holder];
  UncheckedWrite write{.at = at_, .range = writing.range, .pointer = holder};
  if (origin.kind == PathKind::Second) {
    const Path element = domain_[origin.parent];
    const auto made = state.subscripted.find({element.parent, element.a});
    write.subscripted = element.kind == PathKind::Element && made != state.subscripted.end();
    if (write.subscripted)
      write.made = rangeOf_[made->second];
    const PathId name = holderOfSym(state, domain_.sym(SymKind::Address, holder));
    if (name && domain_[name].kind == PathKind::Var)
      write.holder = domain_.text(name);
  }
  const bool known =
      std::ranges::any_of(facts_.uncheckedWrites, [&](const auto &w) { return w.at == at_; });
  if (!known)
    facts_.uncheckedWrites.push_back(write);
}

/// What the callee writes through without a look, seen from here.
void Engine::applyDemands(const ir::Instruction &i, const Outcome &outcome, ir::FunctionId callee,
                          Binding &binding, State &state) {
  for (const auto &[sym, demand] : outcome.demands) {
    const SymId given = binding.sym(sym);
    const SymId pointer = given ? current(state, given) : 0;
    if (!pointer || demand.calls.size() > 3)
      continue;
    Writing writing = demand;
    writing.calls.insert(writing.calls.begin(),
                         {.range = i.range,
                          .message = "calling '" + unit_.functions[callee].name + "' leads there"});
    examine(state, writing, pointer);
  }
}

} // namespace maplint::flow
