// Threads that a function starts, itself or through what it calls, and waits for.

#include "lib/flow/Engine.h"
#include "lib/flow/Overlap.h"

#include <algorithm>

namespace maplint::flow {

/// Threads left running that a function tells its callers of.
static constexpr std::size_t mostLeft = 4;

void Engine::spawn(const ir::Instruction &i, State &state) {
  ThreadStart started{.at = at_, .kind = static_cast<ir::SpawnKind>(i.imm)};
  if (!i.operands.empty()) {
    Value callable = operand(state, i, 0);
    if ((i.places & 1U) != 0)
      callable = read(state, pathOf(callable));
    started.callable = callable.sym;
  }
  for (unsigned n = 1; n < i.operands.size(); ++n)
    started.arguments.push_back(operand(state, i, n).sym);
  noteStarted({.kind = started.kind, .many = startsMany(i)}, started.callable);
  start(std::move(started), state);
  result(state, i, {.sym = fresh(state)});
}

/// What is known of the objects that the thread gets pointers to: `args[n].table` is `&table`.
void Engine::noteGivenObjects(ThreadStart &start, const std::vector<SymId> &arguments,
                              const State &state) {
  for (const SymId argument : arguments) {
    const PathId object = argument ? pathOf({.sym = argument}) : 0;
    if (!object)
      continue;
    for (const auto &[path, held] : state.store) {
      const SymKind kind = held.sym ? domain_.symbol(held.sym).kind : SymKind::Fresh;
      const bool isPointer = kind == SymKind::Address || kind == SymKind::Initial;
      if (isPointer && path != object && domain_.isWithin(path, object))
        start.given.emplace_back(path, held.sym);
    }
  }
}

void Engine::start(ThreadStart start, State &state) {
  const std::vector<SymId> arguments = start.arguments;
  start.locks = held(state);
  if (start.callable) {
    const Sym s = domain_.symbol(start.callable);
    if (s.kind == SymKind::Lambda && s.a != ir::none) {
      start.entry = s.a;
      const ir::Function &entry = unit_.functions[s.a];
      start.arguments.resize(entry.parameters, 0);
      start.arguments.insert(start.arguments.end(), s.operands.begin(), s.operands.end());
    } else if (s.kind == SymKind::Function) {
      const auto body = unit_.functionBySymbol.find(s.a);
      if (body != unit_.functionBySymbol.end())
        start.entry = body->second;
    }
  }
  if (std::ranges::find(state.running, at_) == state.running.end())
    state.running.push_back(at_);
  const bool known = std::ranges::any_of(
      facts_.threads, [&](const auto &t) { return t.at == at_ && t.entry == start.entry; });
  if (known)
    return;
  noteGivenObjects(start, arguments, state);
  facts_.threads.push_back(start);
  if (start.entry == ir::none)
    return;
  const ir::Instruction &by = function_.blocks[at_.block].instructions[at_.index];
  const bool many = start.many || (by.op == ir::Op::Spawn && startsMany(by));
  for (const Invoked &called : shared_.summaries[start.entry].invoked)
    startOn({.parameter = called.parameter, .kind = start.kind, .many = many}, start.arguments,
            state);
}

/// Started in a loop, with no handle that could hold just one.
bool Engine::startsMany(const ir::Instruction &spawn) const {
  if (!inLoop() || spawn.index == ir::none)
    return inLoop();
  const ir::Type *handle = unit_.type(function_.variables[spawn.index].type);
  return !handle || handle->kind != ir::TypeKind::Thread;
}

/// A thread runs `callable`, which callers give this function.
void Engine::noteStarted(Started started, SymId callable) {
  if (!callable || domain_.symbol(callable).kind != SymKind::Initial)
    return;
  started.parameter = parameterOf(domain_.symbol(callable).a);
  if (started.parameter != ir::none)
    summary_.started.insert(started);
}

/// A thread begins to run one of `arguments`, or something that calls it.
void Engine::startOn(const Started &started, const std::vector<SymId> &arguments, State &state) {
  SymId callable = started.parameter < arguments.size() ? arguments[started.parameter] : 0;
  if (callable && domain_.symbol(callable).kind == SymKind::Address)
    callable = read(state, domain_.symbol(callable).a).sym;
  if (!callable)
    return;
  noteStarted(started, callable);
  const SymKind known = domain_.symbol(callable).kind;
  if (known == SymKind::Lambda || known == SymKind::Function)
    start({.at = at_, .kind = started.kind, .callable = callable, .many = started.many}, state);
}

void Engine::startGiven(const Summary &summary, const std::vector<SymId> &arguments, State &state) {
  for (const Started &each : summary.started)
    startOn(each, arguments, state);
}

/// Threads that this function leaves running, for its callers.
void Engine::noteLeft() {
  for (const ThreadStart &start : facts_.threads) {
    const bool isTask = start.kind == ir::SpawnKind::Thread || start.kind == ir::SpawnKind::Async;
    if (start.at.function == id_ && start.entry != ir::none && isTask &&
        summary_.left.size() < mostLeft && Overlap(facts_, start).outlives())
      summary_.left.push_back(start);
  }
}

/// The callee returns while threads run that it has started: they are this function's too.
void Engine::startLeft(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                       Binding &binding, PathId self, State &state) {
  const ir::Function &body = unit_.functions[callee];
  const bool isForeign =
      body.isMethod && !body.isStatic && !body.isLambda && self != domain_.path(PathKind::This);
  if (isForeign || body.isConstructor || isGuessing_ || isSupposing_)
    return; // of an object that ends with its threads, or nobody knows which
  for (const ThreadStart &inner : summary.left) {
    // [futures.async]: the future that nobody keeps waits for it.
    if (inner.kind == ir::SpawnKind::Async && !(i.result && used_[i.result]))
      continue;
    ThreadStart started = inner;
    started.at = at_;
    started.callable = 0;
    started.byCallee = true;
    for (SymId &argument : started.arguments)
      argument = argument ? binding.sym(argument) : 0;
    started.given.clear();
    start(std::move(started), state);
  }
}

void Engine::join(const ir::Instruction &i, State &state) {
  const Value handle = operand(state, i, 0);
  const PathId path = pathOf(handle);
  const Path root = domain_[domain_.root(path)];
  const auto matches = [&](const At &at) {
    const ir::Instruction &spawn = function_.blocks[at.block].instructions[at.index];
    if (spawn.index == ir::none || root.kind != PathKind::Var)
      return true;
    const ir::Type *joined = unit_.type(function_.variables[root.b].type);
    const bool isHandle = joined && joined->kind == ir::TypeKind::Thread;
    return !isHandle || function_.variables[root.b].isReference || spawn.index == root.b;
  };
  std::erase_if(state.running, matches);
  result(state, i, {.sym = fresh(state)});
}

} // namespace maplint::flow
