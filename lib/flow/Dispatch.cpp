// Calls of what a function was given or finds in a member, and of what nobody can look into.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace maplint::flow {

/// Names the position a standard algorithm stands at while it calls what it was given.
static constexpr ir::ValueId algorithmPosition = ~ir::ValueId{0};

/// A closure, or a parameter that holds one, is put where other functions will find it.
void Engine::noteCallback(PathId place, SymId sym) {
  const ir::SymbolId field = domain_.lastSymbol(place);
  if (field == ir::none || !sym)
    return;
  const Sym s = domain_.symbol(sym);
  if (s.kind == SymKind::Lambda && s.a != ir::none)
    (*shared_.callbacks)[field].insert(s.a);
  if (s.kind == SymKind::Function)
    if (const auto body = unit_.functionBySymbol.find(s.a); body != unit_.functionBySymbol.end())
      (*shared_.callbacks)[field].insert(body->second);
  if (s.kind != SymKind::Initial || domain_[s.a].kind != PathKind::Var)
    return;
  const ir::VarId parameter = domain_[s.a].b;
  const ir::Type *type =
      parameter < function_.parameters ? unit_.type(function_.variables[parameter].type) : nullptr;
  if (type && type->kind == ir::TypeKind::Callable)
    summary_.kept.emplace(parameter, field);
}

void Engine::keepCallbacks(const State &state, const Summary &summary,
                           const std::vector<SymId> &arguments) {
  for (const auto &[parameter, field] : summary.kept) {
    SymId given = parameter < arguments.size() ? arguments[parameter] : 0;
    if (given && domain_.symbol(given).kind == SymKind::Address)
      given = read(state, domain_.symbol(given).a).sym;
    noteCallback(domain_.path(PathKind::Field, domain_.path(PathKind::This), field), given);
  }
}

/// The arguments of a closure's body: what it is called with, then its captures.
std::vector<SymId> Engine::closureArguments(SymId closure, std::vector<SymId> given) {
  const Sym s = domain_.symbol(closure);
  given.resize(unit_.functions[s.a].parameters, 0);
  given.insert(given.end(), s.operands.begin(), s.operands.end());
  return given;
}

/// The same for a closure that another function has put into a member: of its captures only those
/// are known that name the object which calls it.
std::vector<SymId> Engine::foreignArguments(ir::FunctionId closure, std::vector<SymId> given) {
  const ir::Function &body = unit_.functions[closure];
  given.resize(body.parameters, 0);
  for (std::uint32_t n = 0; n < body.captures; ++n) {
    const ir::Variable &captured = body.variables[body.parameters + n];
    const ir::Type *type = unit_.type(captured.type);
    if (type && type->kind == ir::TypeKind::Pointer)
      type = unit_.type(type->pointee);
    const bool isOwn = type && function_.record != ir::none && type->record == function_.record;
    given.push_back(isOwn ? domain_.sym(SymKind::Address, domain_.path(PathKind::This)) : 0);
  }
  return given;
}

/// An object that is called back mostly refers to the one that calls it: a reference or pointer to
/// that class is taken for it.
void Engine::alias(Binding &binding, ir::FunctionId callee) {
  if (isGuessing_ && function_.record != ir::none &&
      unit_.functions[callee].record != function_.record)
    binding.assumeSelf(unit_, function_.record, domain_.path(PathKind::This));
}

bool Engine::invokeStored(const ir::Instruction &i, PathId holder,
                          const std::vector<SymId> &arguments, const State &state,
                          std::vector<State> &out) {
  const auto stored = shared_.callbacks->find(domain_.lastSymbol(holder));
  if (stored == shared_.callbacks->end())
    return false;
  const std::size_t first = out.size();
  const std::set<ir::FunctionId> targets = stored->second; // grows while they are applied
  for (const ir::FunctionId target : targets) {
    if (!shared_.summaries[target].computed || target == id_)
      continue;
    const ir::Function &body = unit_.functions[target];
    // `this` of a closure from another class is an object nobody here knows.
    const SymId stranger = domain_.sym(SymKind::NonNull, id_, sequence_);
    const PathId self = body.record == function_.record
                            ? domain_.path(PathKind::This)
                            : domain_.path(PathKind::Pointee, 0, stranger);
    isGuessing_ = true;
    running_ = elementAround(holder);
    apply(i, target, foreignArguments(target, arguments), self, state, out);
    running_ = 0;
    isGuessing_ = false;
  }
  return out.size() != first;
}

/// True for the captured variable that holds this closure itself.
bool Engine::isSelf(const Value &callable) {
  PathId at = pathOf(callable);
  if (at && domain_[at].kind == PathKind::Pointee &&
      domain_.symbol(domain_[at].a).kind == SymKind::Initial)
    at = domain_.symbol(domain_[at].a).a;
  const Path &step = domain_[at];
  return at && step.kind == PathKind::Var && step.a == id_ && function_.variables[step.b].isSelf;
}

void Engine::invoke(const ir::Instruction &i, State state, std::vector<State> &out) {
  Value callable = operand(state, i, 0);
  const PathId holder = (i.places & 1U) != 0 ? pathOf(callable) : 0;
  if (holder)
    callable = read(state, holder);
  if (callable.sym && domain_.symbol(callable.sym).kind == SymKind::Lambda)
    use(state, callable, i);
  std::vector<SymId> arguments = argumentsOf(state, i, 1);
  const Sym s = callable.sym ? domain_.symbol(callable.sym) : Sym{};
  ir::FunctionId target = ir::none;
  if (callable.sym && s.kind == SymKind::Lambda) {
    target = s.a;
    if (target != ir::none) {
      copyByValue(state, i, unit_.functions[target], arguments);
      arguments = closureArguments(callable.sym, std::move(arguments));
    }
  } else if (callable.sym && s.kind == SymKind::Function) {
    const auto body = unit_.functionBySymbol.find(s.a);
    if (body != unit_.functionBySymbol.end())
      target = body->second;
  }
  if (callable.sym && s.kind == SymKind::Initial) {
    noteInvoked(s.a, held(state), arguments, i.places >> 1U);
    suppose(i, s.a, arguments, i.places >> 1U, state, out);
  }
  if (target == ir::none && isSelf(operand(state, i, 0))) {
    target = id_;
    arguments.resize(function_.parameters, 0);
    for (std::uint32_t n = 0; n < function_.captures; ++n)
      arguments.push_back(read(state, variable(function_.parameters + n)).sym);
  }
  if (target != ir::none && shared_.summaries[target].computed) {
    apply(i, target, std::move(arguments), domain_.path(PathKind::This), std::move(state), out);
    return;
  }
  if (view(i, state, out) || (target == ir::none && invokeStored(i, holder, arguments, state, out)))
    return;
  callUnknown(i, std::move(state), out);
}

/// The container of the model that an argument of an algorithm names: itself, or by an iterator.
PathId Engine::rangeOf(const State &state, const ir::Instruction &i) {
  for (unsigned n = 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    const PathId place = ((i.places >> n) & 1U) != 0 ? pathOf(argument) : 0;
    const SymId held = place ? read(state, place).sym : argument.sym;
    Sym s = held ? domain_.symbol(held) : Sym{};
    if (s.kind == SymKind::Pair && s.operands[0])
      s = domain_.symbol(s.operands[0]);
    const PathId container = held && s.kind == SymKind::Iterator ? s.a : place;
    const ir::Type *type = container ? typeOf(container) : nullptr;
    if (type && type->kind == ir::TypeKind::Container)
      return container;
  }
  return 0;
}

/// A standard algorithm calls what it is given, perhaps, and goes on with the next element.
void Engine::callBack(const ir::Instruction &i, SymId closure, PathId range,
                      std::vector<State> &states) {
  const ir::FunctionId target = domain_.symbol(closure).a;
  std::vector<State> next = states; // it may never be called
  for (State &each : states) {
    std::vector<SymId> given;
    if (range) {
      const SymId position = fresh(each);
      const SymId at = domain_.sym(SymKind::Iterator, range, position);
      each.values[algorithmPosition] = {.sym = at, .origin = sequence_ + 1};
      const PathId element = domain_.path(PathKind::Element, range, position);
      const ir::Function &body = unit_.functions[target];
      const bool byReference = body.parameters > 0 && body.variables[0].isReference;
      given.push_back(
          !element ? 0 : domain_.sym(byReference ? SymKind::Address : SymKind::Initial, element));
    }
    apply(i, target, closureArguments(closure, std::move(given)), domain_.path(PathKind::This),
          each, next);
  }
  for (State &each : next) {
    const auto position = each.values.find(algorithmPosition);
    if (position == each.values.end())
      continue;
    const Value at = position->second;
    each.values.erase(position);
    if (!at.death)
      continue;
    InvalidUse found = describe(each, at, deaths_[at.death - 1]);
    found.useRange = i.range;
    found.inAlgorithm = true;
    facts_.invalidUses.push_back(std::move(found));
  }
  states = std::move(next);
}

/// Functions of the standard library that only look at what they take by reference.
static bool onlyLooks(const ir::Symbol &callee) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"std::make_pair", "std::make_tuple", "std::min", "std::max", "std::to_string",
       "std::distance", "std::find", "std::count", "std::equal", "std::tie"});
  const std::string_view name = callee.name;
  return callee.inSystemHeader &&
         (std::ranges::find(names, name) != names.end() ||
          (callee.owner == ir::none && name.starts_with("std::") &&
           name.find("::operator") != name.npos && !name.ends_with("::operator>>")));
}

/// True for algorithms that move from the elements, or let a closure do so that may not be known.
static bool mayTakeElements(const ir::Symbol &algorithm) {
  static constexpr auto names =
      std::to_array<std::string_view>({"move", "transform", "for_each", "for_each_n",
                                       "make_move_iterator", "swap_ranges", "iter_swap"});
  const std::string_view name = algorithm.name;
  return std::ranges::find(names, name.substr(name.rfind(':') + 1)) != names.end();
}

/// True for the key of an element, which nobody can change where it is: [associative.reqmts].
bool Engine::isKey(PathId place) const {
  bool isFirst = false;
  for (PathId at = place; at; at = domain_[at].parent) {
    const Path &step = domain_[at];
    const ir::Type *type = step.kind == PathKind::Element ? typeOf(step.parent) : nullptr;
    if (type && type->kind == ir::TypeKind::Container)
      return isFirst || !type->container->isMap;
    isFirst = step.kind == PathKind::First;
  }
  return false;
}

/// What a function nobody can look into may do to what it is given.
void Engine::spoil(const ir::Instruction &i, std::vector<State> &states, const Value &argument,
                   bool isPlace) {
  const ir::Symbol *symbol = i.op == ir::Op::Call ? unit_.symbol(i.symbol) : nullptr;
  const bool isHarmless =
      symbol && ((symbol->inSystemHeader && symbol->owner != ir::none) || onlyLooks(*symbol));
  // Given by reference or address: the callee may set it.
  const PathId target = pathOf(argument);
  const bool isGiven = isPlace || domain_.symbol(argument.sym).kind == SymKind::Address;
  if (isGiven && target && !(symbol && onlyLooks(*symbol)))
    for (State &each : states)
      take(each, target);
  if (!isGiven || isHarmless || !target || domain_[target].kind == PathKind::Pointee ||
      isKey(target))
    return;
  for (State &each : states)
    havoc(each, target);
}

void Engine::callUnknown(const ir::Instruction &i, State state, std::vector<State> &out) {
  if (view(i, state, out))
    return;
  if (inLoop())
    purge(state, sequence_);
  const ir::Symbol *symbol = i.op == ir::Op::Call ? unit_.symbol(i.symbol) : nullptr;
  // A standard algorithm calls what it is given before it returns; std::ranges has objects for it.
  const PathId callee = i.op == ir::Op::Invoke ? pathOf(operand(state, i, 0)) : 0;
  const ir::Symbol *object = callee && domain_[callee].kind == PathKind::Global
                                 ? &unit_.symbols[domain_[callee].a]
                                 : nullptr;
  const bool algorithm = (symbol && symbol->inSystemHeader && symbol->owner == ir::none) ||
                         (object && object->inSystemHeader);
  const PathId range = algorithm ? rangeOf(state, i) : 0;
  if (range && mayTakeElements(symbol ? *symbol : *object))
    robbed_.insert(range);
  std::vector<State> states{state};
  for (unsigned n = i.op == ir::Op::Invoke ? 0 : 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    if (!argument.sym)
      continue;
    const bool isPlace = ((i.places >> n) & 1U) != 0;
    const SymId held = isPlace ? read(state, pathOf(argument)).sym : argument.sym;
    const Sym s = held ? domain_.symbol(held) : Sym{};
    if (algorithm && held && s.kind == SymKind::Lambda && s.a != ir::none &&
        shared_.summaries[s.a].computed && s.a != id_)
      callBack(i, held, range, states);
    else if (!algorithm || pathOf(argument) != range)
      spoil(i, states, argument, isPlace);
  }
  for (State &each : states) {
    const PathId self = i.op == ir::Op::Call ? operandPath(each, i, 0) : 0;
    // A method whose body is elsewhere may set what was null.
    if (self)
      erase_if(each.store, [&](const auto &entry) {
        return entry.first != self && domain_.isWithin(entry.first, self) && entry.second.sym &&
               domain_.symbol(entry.second.sym).kind == SymKind::Null;
      });
    noteUnknownCall(each, symbol, self, i.range);
    if (self && !(symbol && symbol->inSystemHeader))
      disown(each, self);
    if (self) {
      const auto contents = each.contents.find(self);
      if (contents != each.contents.end())
        contents->second = {};
    }
    const SymId made = domain_.sym(SymKind::Fresh, id_, sequence_);
    // [util.smartptr.weak.obs]: empty when the object is gone.
    if (symbol &&
        (symbol->name == "std::weak_ptr::lock" || symbol->name == "boost::weak_ptr::lock" ||
         symbol->name == "QWeakPointer::toStrongRef"))
      maybeNull_.try_emplace(made, i.range);
    // [util.smartptr.enab]: what points to the object itself.
    if (self && symbol && symbol->name == "std::enable_shared_from_this::shared_from_this") {
      result(each, i, {.sym = domain_.sym(SymKind::Address, self)});
      out.push_back(std::move(each));
      continue;
    }
    const bool makesPair = symbol && symbol->name == "std::make_pair" && i.operands.size() == 3;
    const SymId pair = makesPair ? pairOf(operandValue(each, i, 1), operandValue(each, i, 2)) : 0;
    result(each, i, {.sym = pair ? pair : made});
    out.push_back(std::move(each));
  }
}

} // namespace maplint::flow
