// Operations on containers: what they return, what they invalidate, what they prove.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

using model::Dies;
using model::OpKind;
using model::ResultKind;

SymId Engine::keyOf(State &state, const ir::Instruction &i) {
  const int argument = i.operation->keyArgument;
  if (argument < 0 || i.operands.size() <= static_cast<unsigned>(argument) + 1)
    return 0;
  const SymId key = operandValue(state, i, static_cast<unsigned>(argument) + 1).sym;
  // insert(value_type): the argument holds the key, it is not the key.
  const bool isPair = key && domain_.symbol(key).kind == SymKind::Pair;
  return isPair ? 0 : key;
}

Value Engine::positionResult(State &state, const ir::Instruction &i, PathId container, SymId key) {
  const auto iterator = [&](SymId position) {
    return domain_.sym(SymKind::Iterator, container, position);
  };
  const std::string_view method = i.operation->method;
  const bool bound = method.ends_with("_bound") || method.ends_with("Bound");
  SymId position = bound ? 0 : key;
  switch (i.operation->kind) {
  case OpKind::End:
    position = domain_.sym(SymKind::Fresh, endPosition);
    break;
  case OpKind::Begin:
  case OpKind::EraseAt:
  case OpKind::EraseRange:
    position = 0;
    break;
  default:
    break;
  }
  if (!position)
    position = fresh(state);
  Value value{.sym = iterator(position), .origin = sequence_ + 1};
  if (i.operation->result == ResultKind::IteratorAndBool) {
    const SymId inserted = domain_.sym(SymKind::Derived, id_, sequence_, {value.sym});
    value.sym = domain_.sym(SymKind::Pair, 0, 0, {value.sym, inserted});
  } else if (i.operation->result == ResultKind::IteratorPair) {
    const SymId last = domain_.sym(SymKind::Derived, id_, sequence_, {position});
    value.sym = domain_.sym(SymKind::Pair, 0, 0, {value.sym, iterator(last)});
  }
  return value;
}

bool Engine::elementDies(SymId element, const Effect &effect, Death &death) {
  if (!element)
    return false;
  const SymKind kind = domain_.symbol(element).kind;
  if (kind == SymKind::Stale)
    return false;
  if (element == effect.position || element == effect.key)
    return true;
  // The position of find(k) is known by k.
  const SymId key = effect.key ? effect.key : effect.position;
  const PathId place = key ? domain_.path(PathKind::Element, effect.path, element) : 0;
  if (!place || !domain_.mentions(key, place))
    return false;
  const PathId exact = effect.container->isMap ? domain_.path(PathKind::First, place) : place;
  death.keyFromElement = true;
  death.certainElement = key == domain_.sym(SymKind::Initial, exact);
  return true;
}

bool Engine::dies(const Value &value, const Effect &effect, Death &death) {
  if (!value.sym)
    return false;
  const Sym s = domain_.symbol(value.sym);
  const bool references = effect.dies == Dies::IteratorsAndReferences;
  if (s.kind == SymKind::Pair) {
    // find() results in a pair: the iterator in front decides.
    return dies({.sym = s.operands[0]}, effect, death);
  }
  if (s.kind == SymKind::Iterator && s.a == effect.path) {
    if (effect.dies != Dies::TheErased)
      return !(domain_.symbol(s.b).a == endPosition && domain_.symbol(s.b).kind == SymKind::Fresh);
    return elementDies(s.b, effect, death);
  }
  if (s.kind != SymKind::Iterator && s.kind != SymKind::Address)
    return false;
  // Something inside an element of the container.
  for (PathId at = s.a; at; at = domain_[at].parent) {
    const Path step = domain_[at];
    if (step.kind != PathKind::Element || step.parent != effect.path)
      continue;
    // [container.node.overview]: an extracted element stays where it is.
    const bool extracts = effect.kind == OpKind::Extract || effect.kind == OpKind::ExtractAt;
    if (extracts && !effect.container->isFlat)
      return false;
    return references || (effect.dies == Dies::TheErased && elementDies(step.a, effect, death));
  }
  return false;
}

bool Engine::growthPrevented(const State &state, const Effect &effect) {
  if (!effect.onGrowth)
    return false;
  const auto contents = state.contents.find(effect.path);
  if (contents != state.contents.end() && contents->second.fill == Fill::Reserved)
    return true;
  const Path step = domain_[effect.path];
  if (step.kind == PathKind::Field && shared_.reservedFields.contains(step.a))
    return true;
  return effect.key && isPresent(state, effect.path, *effect.container, effect.key);
}

bool Engine::isPresent(const State &state, PathId container, const model::Container &type,
                       SymId key) const {
  if (state.present.contains({container, key}))
    return true;
  // The key of an element that the container holds.
  const Sym &s = domain_.symbol(key);
  if (s.kind != SymKind::Initial)
    return false;
  const PathId element =
      type.isMap && domain_[s.a].kind == PathKind::First ? domain_[s.a].parent : s.a;
  return domain_[element].kind == PathKind::Element && domain_[element].parent == container;
}

void Engine::invalidate(State &state, const Effect &effect) {
  if (effect.dies == Dies::Nothing || growthPrevented(state, effect))
    return;
  Death death{.at = at_,
              .range = effect.range,
              .path = effect.path,
              .container = effect.container,
              .kind = effect.kind,
              .dies = effect.dies,
              .onGrowth = effect.onGrowth,
              .calls = effect.calls};
  std::uint32_t number = 0;
  const auto kill = [&](Value &value) {
    death.keyFromElement = false;
    death.certainElement = true;
    if (value.death || !dies(value, effect, death))
      return;
    if (!number) {
      deaths_.push_back(death);
      number = static_cast<std::uint32_t>(deaths_.size());
    }
    value.death = number;
  };
  for (auto &[path, value] : state.store)
    kill(value);
  for (auto &[id, value] : state.values)
    kill(value);
}

void Engine::updateContents(State &state, PathId path, OpKind kind, SymId key) {
  const auto dropElements = [&] {
    std::erase_if(state.present, [&](const auto &key) { return key.first == path; });
    std::erase_if(state.subscripted, [&](const auto &entry) { return entry.first.first == path; });
    std::erase_if(state.store, [&](const auto &entry) {
      return entry.first != path && domain_.isWithin(entry.first, path) &&
             domain_[entry.first].kind != PathKind::Var;
    });
  };
  Contents &contents = state.contents[path];
  switch (kind) {
  case OpKind::Clear:
    contents = {.fill = Fill::Empty};
    dropElements();
    break;
  case OpKind::Reserve:
  case OpKind::Rehash:
  case OpKind::Replace:
  case OpKind::Swap:
    contents = {.fill = Fill::Reserved};
    if (kind == OpKind::Replace || kind == OpKind::Swap)
      dropElements();
    break;
  case OpKind::InsertRange:
  case OpKind::Merge:
    contents.fill = contents.fill == Fill::Empty ? Fill::Unknown : contents.fill;
    break;
  case OpKind::EraseKey:
  case OpKind::EraseAt:
  case OpKind::Extract:
  case OpKind::ExtractAt:
  case OpKind::EraseRange:
  case OpKind::EraseIf:
    dropElements();
    break;
  case OpKind::Subscript:
  case OpKind::Insert:
  case OpKind::Assign:
  case OpKind::At:
    if (key)
      state.present.emplace(path, key);
    break;
  default:
    break;
  }
}

void Engine::recordAccess(State &state, const ir::Instruction &i, PathId path, SymId key) {
  Access access{.at = at_,
                .path = path,
                .container = i.container,
                .operation = i.operation,
                .kind = i.operation->kind,
                .locks = held(state),
                .running = state.running,
                .key = key,
                .range = i.range};
  access.keyPresent = access.kind == OpKind::Subscript && key && isPresent(state, path, *i.container, key);
  const auto contents = state.contents.find(path);
  if (contents != state.contents.end())
    access.fill = contents->second.fill;
  if (!recorded_.emplace(at_, path, access.locks, access.fill).second)
    return;
  facts_.accesses.push_back(access);
  summary_.accesses.push_back(std::move(access));
}

bool Engine::visibleToCallers(PathId path) {
  const Path root = domain_[domain_.root(path)];
  if (root.kind == PathKind::This || root.kind == PathKind::Global)
    return true;
  if (root.kind != PathKind::Pointee)
    return false;
  const Sym s = domain_.symbol(root.a);
  return s.kind == SymKind::Initial && (domain_[s.a].kind == PathKind::Var || visibleToCallers(s.a));
}

void Engine::recordEffect(State &state, const Effect &effect) {
  if (!visibleToCallers(effect.path))
    return;
  const auto known = std::ranges::find(summary_.effects, effect);
  state.effects.insert(static_cast<std::uint32_t>(known - summary_.effects.begin()));
  if (known == summary_.effects.end())
    summary_.effects.push_back(effect);
}

void Engine::nullWrite(const ir::Instruction &i, NullWrite::Cause cause, PathId pointer,
                       std::vector<Step> steps) {
  if (!nullReported_.emplace(at_, pointer).second)
    return;
  NullWrite found{.at = at_,
                  .range = i.range,
                  .pointer = domain_.text(pointer),
                  .cause = cause,
                  .steps = std::move(steps)};
  const Path step = domain_[pointer];
  if (step.kind == PathKind::Var) {
    found.pointerType = function_.variables[step.b].type;
    found.declaration = function_.variables[step.b].range;
  } else if (step.kind == PathKind::Field || step.kind == PathKind::Global) {
    found.pointerType = unit_.symbols[step.a].type;
  }
  found.certain = cause != NullWrite::Cause::MaybeResult && cause != NullWrite::Cause::CheckedLater &&
                  !writtenNonNull_.contains(at_);
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

void Engine::nullFrom(const ir::Instruction &i, const Sym &null, PathId holder) {
  if (null.a != id_)
    return nullWrite(i, NullWrite::Cause::Assigned, holder, {});
  const SourceRange where = rangeOf_[null.b];
  const auto returned = nullReturns_.find(null.b);
  if (returned != nullReturns_.end())
    return nullWrite(i, NullWrite::Cause::MaybeResult, holder,
                     {{.range = where, .message = "call"},
                      {.range = returned->second, .message = "return"}});
  const ir::Instruction *made = instruction(null.b);
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
  if (!pointer)
    return;
  const bool writes = model::inserts(kind) || model::erases(kind) || kind == OpKind::Replace ||
                      kind == OpKind::Reserve;
  if (!writes)
    return;
  const PathId holder = s.kind == SymKind::Initial ? s.a : holderOfSym(state, pointer);
  const auto range = [&](std::uint32_t sequence) { return rangeOf_[sequence]; };
  if (s.kind == SymKind::Null) {
    nullFrom(i, s, holder);
    return;
  }
  if (truth && *truth)
    writtenNonNull_.insert(at_);
  const auto known = state.known.find(pointer);
  if (known != state.known.end()) {
    if (!known->second.truth)
      nullWrite(i, NullWrite::Cause::TestedNull, holder,
                {{.range = range(known->second.by), .message = "tested"}});
    return;
  }
  if (s.kind == SymKind::Derived && s.a == id_) {
    const ir::Instruction *made = instruction(s.b);
    if (made && made->op == ir::Op::Opaque && made->imm == 1)
      nullWrite(i, NullWrite::Cause::MaybeResult, holder,
                {{.range = made->range, .message = "maybe"}});
    return;
  }
  if (s.kind != SymKind::Initial)
    return;
  const Path origin = domain_[s.a];
  const bool isPointerVariable =
      origin.kind == PathKind::Var && !function_.variables[origin.b].isReference;
  const bool shared = origin.kind == PathKind::Field || origin.kind == PathKind::Second;
  if (shared) {
    UncheckedWrite write{.at = at_, .range = i.range, .pointer = s.a};
    if (origin.kind == PathKind::Second) {
      const Path element = domain_[origin.parent];
      const auto made = state.subscripted.find({element.parent, element.a});
      write.subscripted = element.kind == PathKind::Element && made != state.subscripted.end();
      if (write.subscripted)
        write.made = rangeOf_[made->second];
      const PathId holder = holderOfSym(state, domain_.sym(SymKind::Address, s.a));
      if (holder && domain_[holder].kind == PathKind::Var)
        write.holder = domain_.text(holder);
    }
    const bool known = std::ranges::any_of(facts_.uncheckedWrites,
                                           [&](const auto &w) { return w.at == at_; });
    if (!known)
      facts_.uncheckedWrites.push_back(write);
  }
  if (!isPointerVariable && !shared)
    return;
  nullWrite(i, NullWrite::Cause::CheckedLater, s.a, {});
  state.known[pointer] = {.truth = true, .assumed = true, .by = sequence_};
}

void Engine::containerOperation(const ir::Instruction &i, State &state) {
  const Value place = operand(state, i, 0);
  use(state, place, i);
  const PathId path = pathOf(place);
  const OpKind kind = i.operation->kind;
  if (!path) {
    result(state, i, {});
    return;
  }
  for (unsigned n = 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    use(state, argument, i);
    const bool isPlace = ((i.places >> n) & 1U) != 0;
    if (isPlace && kind != OpKind::Swap)
      use(state, read(state, pathOf(argument)), i);
  }
  const SymId key = keyOf(state, i);
  Effect effect{.path = path,
                .container = i.container,
                .kind = kind,
                .dies = i.operation->dies,
                .onGrowth = i.operation->onGrowth,
                .key = key,
                .range = i.range};
  if ((kind == OpKind::EraseAt || kind == OpKind::ExtractAt || kind == OpKind::EraseRange) &&
      i.operands.size() > 1) {
    const SymId at = operandValue(state, i, 1).sym;
    if (at && domain_.symbol(at).kind == SymKind::Iterator)
      effect.position = domain_.symbol(at).b;
    effect.key = 0;
  }
  const auto contents = state.contents.find(path);
  if (contents != state.contents.end() && contents->second.movedAt && model::inserts(kind)) {
    const std::uint32_t moved = contents->second.movedAt - 1;
    nullWrite(i, NullWrite::Cause::MovedContainer, path,
              {{.range = rangeOf_[moved], .message = "moved"}});
    contents->second.movedAt = 0;
  }
  checkNull(state, i, path, kind);
  recordAccess(state, i, path, key);
  const bool wasPresent = key && state.present.contains({path, key});
  if (model::writes(kind)) {
    recordEffect(state, effect);
    invalidate(state, effect);
  }
  updateContents(state, path, kind, key);
  if (kind == OpKind::Swap)
    detach(state, path);
  switch (i.operation->result) {
  case ResultKind::Iterator:
  case ResultKind::IteratorAndBool:
  case ResultKind::IteratorPair:
    result(state, i, positionResult(state, i, path, effect.key));
    return;
  case ResultKind::MappedReference:
  case ResultKind::ElementReference:
  case ResultKind::MappedPointer: {
    SymId element = key;
    if (!element)
      element = fresh(state);
    if (kind == OpKind::Subscript && !wasPresent)
      state.subscripted.emplace(std::pair(path, element), sequence_);
    PathId target = domain_.path(PathKind::Element, path, element);
    if (target && i.operation->result != ResultKind::ElementReference)
      target = domain_.path(PathKind::Second, target);
    result(state, i, {.sym = target ? domain_.sym(SymKind::Address, target) : 0,
                      .origin = sequence_ + 1});
    return;
  }
  case ResultKind::None:
  case ResultKind::Plain:
    break;
  }
  std::vector<SymId> parts;
  if (key && !domain_.builtFrom(key, id_, sequence_))
    parts.push_back(key);
  if (inLoop())
    purge(state, sequence_);
  const SymId plain = domain_.sym(SymKind::Derived, id_, sequence_, std::move(parts));
  if (key && kind == OpKind::Query)
    presenceTests_[plain] = {path, key};
  result(state, i, {.sym = plain});
}

} // namespace maplint::flow
