#include "lib/race/Sites.h"

#include "lib/race/Alone.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <tuple>

namespace maplint::race {

bool keptApart(std::span<const HeldLock> a, std::span<const HeldLock> b) {
  const auto isUnknown = [](const HeldLock &lock) { return lock.mutex == 0; };
  if (std::ranges::any_of(a, isUnknown) || std::ranges::any_of(b, isUnknown))
    return true;
  for (const HeldLock &mine : a)
    for (const HeldLock &theirs : b)
      if (mine.mutex == theirs.mutex && !(mine.shared && theirs.shared))
        return true;
  return false;
}

static std::string lowered(std::string_view name) {
  std::string result(name.substr(name.rfind(':') + 1)); // npos + 1: the whole name
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

template <std::size_t n>
static bool containsAny(const std::string &text, const std::array<std::string_view, n> &words) {
  return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

/// Names that say that the caller holds the lock or knows that none is needed.
static bool promisesLock(std::string_view function) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"locked", "nolock", "no_lock", "withlock", "with_lock", "underlock", "lockheld", "lock_held",
       "unsafe", "unsynchronized", "fortest", "for_test", "assertheld"});
  return containsAny(lowered(function), words);
}

/// Names of functions without a body that take a lock for their caller.
static bool soundsLikeLocking(std::string_view function) {
  const std::string name = lowered(function);
  static constexpr auto others =
      std::to_array<std::string_view>({"block", "clock", "unlock", "flock"});
  return name.find("lock") != name.npos && !containsAny(name, others);
}

Sites::Sites(const UnitFacts &facts)
    : facts_(facts), sites_(facts.unit().functions.size()), callers_(facts.unit().functions.size()),
      addressTaken_(facts.unit().functions.size()), leavesLocked_(facts.unit().functions.size()),
      spawned_(facts.unit().functions.size()), alone_(calledAlone(facts)) {
  collectCalls();
  for (ir::FunctionId f = 0; f < sites_.size(); ++f)
    if (const SourceRange &text = unit().functions[f].range; text.valid())
      functionsIn_[text.file].push_back(f);
  for (const ThreadStart &start : facts.threads)
    if (start.entry != ir::none)
      spawned_[start.entry] = true;
  for (const ir::Function &function : unit().functions)
    if (locksUnseen(function))
      unseen_.insert(function.name);
  for (ir::FunctionId f = 0; f < sites_.size(); ++f)
    collect(f);
}

/// What is used otherwise than to be called there and then.
static std::set<ir::ValueId> valuesUsed(const ir::Function &function) {
  std::set<ir::ValueId> used;
  forEach(function, [&](const ir::Instruction &i) {
    const bool calls = i.op == ir::Op::Invoke && !i.operands.empty();
    used.insert(i.operands.begin() + (calls ? 1 : 0), i.operands.end());
  });
  return used;
}

void Sites::collectCalls() {
  for (ir::FunctionId f = 0; f < unit().functions.size(); ++f) {
    int bareLocks = 0;
    bool bare = false;
    const std::set<ir::ValueId> used = valuesUsed(unit().functions[f]);
    for (const ir::Block &block : unit().functions[f].blocks)
      for (const ir::Instruction &i : block.instructions) {
        // What its declaration requires of the caller is told at the brace of the body.
        const bool locks = i.op == ir::Op::Lock && i.index == ir::none &&
                           !facts_.text(i.range).starts_with('{') &&
                           i.imm != static_cast<std::int64_t>(ir::LockMode::Deferred);
        const bool unlocks = i.op == ir::Op::Unlock && i.index == ir::none;
        bare |= locks || unlocks;
        bareLocks += (locks ? 1 : 0) - (unlocks ? 1 : 0);
        if (i.op != ir::Op::Call && i.op != ir::Op::Function)
          continue;
        const auto body = unit().functionBySymbol.find(i.symbol);
        if (body == unit().functionBySymbol.end())
          continue;
        if (i.op == ir::Op::Call)
          callers_[body->second].insert(f);
        else if (used.contains(i.result)) // the callee of a plain call is named as well
          addressTaken_[body->second] = true;
      }
    leavesLocked_[f] = bare && bareLocks != 0;
  }
}

/// Guards kept in a vector, an optional or behind a pointer: which locks they hold, and when, is
/// open.
static bool keepsGuards(const ir::Unit &unit, const ir::Function &function) {
  return std::ranges::any_of(function.variables, [&](const ir::Variable &variable) {
    const ir::Type *type = unit.type(variable.type);
    for (int depth = 0; type && depth < 3; ++depth) {
      type = unit.type(type->pointee);
      if (type && type->kind == ir::TypeKind::Guard)
        return true;
    }
    return false;
  });
}

/// Calls somebody who takes or gives back a lock where the engine does not see it.
bool Sites::locksUnseen(const ir::Function &function) const {
  if (keepsGuards(unit(), function))
    return true;
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions) {
      if (i.op != ir::Op::Call)
        continue;
      const auto body = unit().functionBySymbol.find(i.symbol);
      if (body == unit().functionBySymbol.end()) {
        const ir::Symbol *callee = unit().symbol(i.symbol);
        if (callee && !callee->inSystemHeader && soundsLikeLocking(callee->name))
          return true;
      } else if (leavesLocked_[body->second]) {
        return true;
      }
    }
  return false;
}

const ir::Instruction *Sites::maker(const Sym &made, const ir::Block **where) const {
  if (made.a >= unit().functions.size())
    return nullptr;
  return flow::instructionAt(unit().functions[made.a], made.b, where);
}

/// `self` captured by value, or what `weak.lock()` gives: the object whose method made the lambda.
bool Sites::namesOwnObject(ir::FunctionId lambda, SymId pointer) const {
  const Domain &domain = facts_.domain();
  const ir::Function &function = unit().functions[lambda];
  if (!pointer)
    return false;
  const Sym &s = domain.symbol(pointer);
  if (s.kind == SymKind::Initial && domain[s.a].kind == PathKind::Var && domain[s.a].a == lambda) {
    static constexpr auto names =
        std::to_array<std::string_view>({"self", "that", "me", "self_", "thiz", "_this"});
    return std::ranges::find(names, function.variables[domain[s.a].b].name) != names.end();
  }
  if (s.kind != SymKind::Fresh || s.a != lambda)
    return false;
  const ir::Instruction *made = maker(s);
  const ir::Symbol *callee =
      made && made->op == ir::Op::Call ? unit().symbol(made->symbol) : nullptr;
  return callee &&
         (callee->name == "std::weak_ptr::lock" || callee->name.ends_with("shared_from_this"));
}

/// The path in terms of `*this` when it begins at another name of the same object.
PathId Sites::throughThis(ir::FunctionId lambda, PathId path) const {
  Domain &domain = facts_.terms();
  if (!path)
    return 0;
  const Path step = domain[path];
  if (step.kind == PathKind::Pointee && namesOwnObject(lambda, step.a))
    return domain.path(PathKind::This);
  if (!step.parent)
    return path;
  const PathId parent = throughThis(lambda, step.parent);
  return parent == step.parent ? path : domain.path(step.kind, parent, step.a, step.b);
}

void Sites::collect(ir::FunctionId function) {
  const std::vector<Access> &all = facts_.reachable[function];
  if (all.empty())
    return;
  const auto isUnseen = [&](const Access &access) {
    return unseen_.contains(unit().functions[function].name) ||
           std::ranges::any_of(access.calls,
                               [&](const Step &call) { return unseen_.contains(call.message); });
  };
  using Key = std::tuple<At, PathId, SourceRange, std::vector<SourceRange>>;
  std::map<Key, std::size_t> known;
  for (const Access &access : all) {
    // end() is an address; that it changes is no part of the map's structure.
    if (access.kind == model::OpKind::End || access.path == 0)
      continue;
    std::vector<SourceRange> calls;
    calls.reserve(access.calls.size());
    for (const Step &step : access.calls)
      calls.push_back(step.range);
    const Key key{access.at, access.path, access.range, calls};
    const auto [at, isNew] = known.emplace(key, sites_[function].size());
    if (isNew)
      sites_[function].push_back({.root = function, .access = &access, .path = access.path});
    Site &site = sites_[function][at->second];
    site.writes |= model::writes(access.kind) && !access.keyPresent;
    site.locks.insert(site.locks.end(), access.locks.begin(), access.locks.end());
    if (isUnseen(access))
      site.locks.push_back({});
  }
  for (Site &site : sites_[function]) {
    if (unit().functions[function].isLambda && unit().functions[function].record != ir::none) {
      site.path = throughThis(function, site.path);
      for (HeldLock &lock : site.locks)
        lock.mutex = throughThis(function, lock.mutex);
    }
    std::ranges::sort(site.locks);
    const auto rest = std::ranges::unique(site.locks);
    site.locks.erase(rest.begin(), rest.end());
  }
}

/// Every call of `function` that is seen in the unit is made with a lock held, but for those that
/// have the object to themselves.
bool Sites::calledUnderLock(ir::FunctionId function) const {
  bool held = false;
  for (const ir::FunctionId caller : callers_[function]) {
    const ir::Function &from = unit().functions[caller];
    if (from.isConstructor || from.isDestructor || isLifeCycle(caller))
      continue;
    for (const Site &site : sites_[caller]) {
      if (site.access->calls.empty() ||
          site.access->calls[0].message != unit().functions[function].name)
        continue;
      if (site.locks.empty())
        return false;
      held = true;
    }
  }
  return held;
}

/// Who assigns to an object or swaps it has it to itself, unless that takes a lock.
static bool isUnlockedAssignment(const ir::Function &function) {
  if (!function.name.ends_with("operator=") && lowered(function.name) != "swap")
    return false;
  bool locks = false;
  forEach(function, [&](const ir::Instruction &i) { locks |= i.op == ir::Op::Lock; });
  return !locks;
}

bool Sites::isEntryPoint(ir::FunctionId id) const {
  const ir::Function &function = unit().functions[id];
  if (spawned_[id])
    return true;
  // What a lambda is for, and when it runs, only its receiver knows.
  if (function.isLambda || function.isConstructor || function.isDestructor)
    return false;
  if (function.locksUnchecked)
    return false;
  if (function.name == "main" || isUnlockedAssignment(function) || promisesLock(function.name))
    return false;
  for (std::uint32_t p = 0; p < function.parameters; ++p)
    if (const ir::Type *type = unit().type(function.variables[p].type);
        type && type->kind == ir::TypeKind::Guard)
      return false;
  if (addressTaken_[id])
    return true;
  if (function.isPrivate || function.isProtected)
    return false;
  if (function.isInternal && !function.isMethod)
    return callers_[id].empty();
  return !calledUnderLock(id) && !alone_.contains(id);
}

bool Sites::isLifeCycle(ir::FunctionId function) const {
  static constexpr auto phases = std::to_array<std::string_view>(
      {"init", "setup", "set_up", "configure", "shutdown", "cleanup", "clean_up", "teardown",
       "tear_down", "test", "assert", "main"});
  // open() is a phase of an object, openFile(name) an everyday operation on one of its parts.
  static constexpr auto ambiguous = std::to_array<std::string_view>(
      {"load", "start", "open", "launch", "stop", "close", "destroy"});
  const std::string name = lowered(unit().functions[function].name);
  const bool isPhase = unit().functions[function].parameters == 0;
  const auto begins = [&](auto word) { return name.starts_with(word); };
  return std::ranges::any_of(phases, begins) || std::ranges::any_of(ambiguous, [&](auto word) {
           return name == word || (isPhase && begins(word));
         });
}

std::string Sites::name(const Site &site) const {
  for (const Access &direct : facts_.accesses)
    if (direct.range == site.range() && direct.calls.empty() && direct.kind == site.access->kind)
      if (std::string text = facts_.domain().text(direct.path); !text.empty())
        return text;
  std::string text = facts_.domain().text(site.path);
  if (text.empty())
    if (const ir::Symbol *symbol = unit().symbol(declaration(site.path)))
      text = symbol->name;
  return text;
}

ir::SymbolId Sites::declaration(PathId path) const {
  const Domain &domain = facts_.domain();
  for (PathId at = path; at; at = domain[at].parent)
    if (domain[at].kind == PathKind::Field || domain[at].kind == PathKind::Global)
      return domain[at].a;
  return ir::none;
}

ir::FunctionId Sites::functionAt(const SourceRange &range) const {
  const auto inFile = functionsIn_.find(range.file);
  if (inFile == functionsIn_.end())
    return ir::none;
  ir::FunctionId best = ir::none;
  for (const ir::FunctionId f : inFile->second) {
    const SourceRange &text = unit().functions[f].range;
    if (text.contains(range) && (best == ir::none || unit().functions[best].range.contains(text)))
      best = f;
  }
  return best;
}

} // namespace maplint::race
