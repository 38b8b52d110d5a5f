#include "lib/flow/Analysis.h"

#include "lib/flow/CallGraph.h"
#include "lib/flow/ClassExplorer.h"
#include "lib/flow/Engine.h"
#include "lib/flow/Start.h"

#include <algorithm>

namespace maplint::flow {

namespace {

/// True for a member that may hold a handle into a container of another object.
bool mayHoldHandle(const ir::Unit &unit, ir::SymbolId field) {
  const ir::Symbol &symbol = unit.symbols[field];
  const ir::Type *type = unit.type(symbol.type);
  if (type && type->kind == ir::TypeKind::Sequence)
    type = unit.type(type->pointee);
  return symbol.isReference ||
         (type && (type->kind == ir::TypeKind::Iterator || type->kind == ir::TypeKind::Pointer ||
                   type->kind == ir::TypeKind::Callable || type->kind == ir::TypeKind::Record));
}

/// True for a member or global that is a map: it may be copied as a whole.
bool namesContainer(const ir::Unit &unit, const ir::Instruction &i) {
  const ir::Symbol *symbol =
      i.op == ir::Op::Field || i.op == ir::Op::Global ? unit.symbol(i.symbol) : nullptr;
  const ir::Type *type = symbol ? unit.type(symbol->type) : nullptr;
  return type && type->kind == ir::TypeKind::Container;
}

/// True for a constructor that may leave a pointer to a container as it finds it.
bool mayLeaveUnset(const ir::Unit &unit, const ir::Function &function) {
  const ir::Record *record = function.isConstructor ? unit.record(function.record) : nullptr;
  return record && std::ranges::any_of(record->fields, [&](ir::SymbolId field) {
           const ir::Type *type = unit.type(unit.symbols[field].type);
           const bool isPointer = type && type->kind == ir::TypeKind::Pointer;
           const ir::Type *pointee = isPointer ? unit.type(type->pointee) : nullptr;
           return pointee && pointee->kind == ir::TypeKind::Container;
         });
}

/// True for what names a container and may be null.
bool pointsToContainer(const ir::Unit &unit, ir::TypeId id) {
  const ir::Type *type = unit.type(id);
  const ir::Type *pointee = type && type->pointerLike() ? unit.type(type->pointee) : nullptr;
  return pointee && pointee->kind == ir::TypeKind::Container;
}

/// `bool isOpen() const { return table_ != nullptr; }`: its answer tells callers about the pointer.
bool mayAnswer(const ir::Unit &unit, const ir::Function &function) {
  const ir::Type *returned = unit.type(function.returnType);
  if (!returned || returned->kind != ir::TypeKind::Scalar)
    return false;
  for (std::uint32_t p = 0; p < function.parameters; ++p)
    if (pointsToContainer(unit, function.variables[p].type))
      return true;
  bool found = false;
  forEach(function, [&](const ir::Instruction &i) {
    const ir::Symbol *field = i.op == ir::Op::Field ? unit.symbol(i.symbol) : nullptr;
    found |= field && pointsToContainer(unit, field->type);
  });
  return found;
}

/// True when `function` itself does something the analyses look at.
bool isOfInterest(const ir::Unit &unit, const ir::Function &function) {
  const ir::Type *returned = unit.type(function.returnType);
  if (function.returnsReference || (returned && returned->pointerLike()) ||
      mayLeaveUnset(unit, function) || mayAnswer(unit, function))
    return true;
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions)
      if ((i.op == ir::Op::Field && mayHoldHandle(unit, i.symbol)) || i.op == ir::Op::Container ||
          i.op == ir::Op::Spawn || i.op == ir::Op::Lock || i.op == ir::Op::Invoke ||
          i.op == ir::Op::StoreNull || i.op == ir::Op::NonNull || i.op == ir::Op::Move ||
          i.op == ir::Op::Release || namesContainer(unit, i))
        return true;
  return false;
}

/// Functions worth exploring: those of interest and, transitively, their callers.
std::vector<bool> relevant(const ir::Unit &unit, const CallGraph &calls) {
  std::set<ir::FunctionId> interesting;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
    if (isOfInterest(unit, unit.functions[f]))
      interesting.insert(f);
  std::vector<bool> result(unit.functions.size());
  for (const ir::FunctionId f : calls.withCallers(std::move(interesting)))
    result[f] = true;
  return result;
}

/// Fields that some function of the unit gives a capacity: growth there is planned for.
std::set<ir::SymbolId> reservedFields(const ir::Unit &unit) {
  std::set<ir::SymbolId> fields;
  for (const ir::Function &function : unit.functions) {
    std::map<ir::ValueId, ir::SymbolId> fieldOf;
    for (const ir::Block &block : function.blocks)
      for (const ir::Instruction &i : block.instructions) {
        if (i.op == ir::Op::Field)
          fieldOf[i.result] = i.symbol;
        if (i.op != ir::Op::Container || i.operands.empty())
          continue;
        const bool reserves = i.operation->kind == model::OpKind::Reserve ||
                              i.operation->kind == model::OpKind::Rehash;
        if (const auto field = fieldOf.find(i.operands[0]); reserves && field != fieldOf.end())
          fields.insert(field->second);
      }
  }
  return fields;
}

/// Virtual functions, with what overrides them in the unit, at any distance.
std::map<ir::SymbolId, std::vector<ir::FunctionId>> overriders(const ir::Unit &unit) {
  std::map<ir::SymbolId, std::vector<ir::FunctionId>> result;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f) {
    std::vector<ir::SymbolId> open = unit.functions[f].overrides;
    std::set<ir::SymbolId> seen;
    while (!open.empty()) {
      const ir::SymbolId base = open.back();
      open.pop_back();
      if (!seen.insert(base).second)
        continue;
      result[base].push_back(f);
      if (const ir::Function *body = unit.body(base))
        open.insert(open.end(), body->overrides.begin(), body->overrides.end());
    }
  }
  return result;
}

/// True when the function takes an iterator or reference into a container: what it calls can break
/// that.
bool holdsPosition(const ir::Function &function) {
  bool result = false;
  ir::forEach(function, [&](const ir::Instruction &i) {
    result |= i.op == ir::Op::Container && i.operation->result != model::ResultKind::None &&
              i.operation->result != model::ResultKind::Plain;
  });
  return result;
}

/// What was known before a round in which some functions are explored again.
class Round {
public:
  explicit Round(UnitFacts &facts)
      : facts_(facts), accesses_(facts.accesses.size()), threads_(facts.threads.size()),
        nullWrites_(facts.nullWrites.size()), nullStores_(facts.nullStores.size()),
        uncheckedWrites_(facts.uncheckedWrites.size()),
        subscriptTests_(facts.subscriptTests.size()), invalidUses_(facts.invalidUses.size()) {}

  /// Drops the facts of before of all functions that `redone` holds.
  void close(const std::set<ir::FunctionId> &redone) {
    drop(facts_.accesses, accesses_, redone);
    drop(facts_.threads, threads_, redone);
    drop(facts_.nullWrites, nullWrites_, redone);
    drop(facts_.nullStores, nullStores_, redone);
    drop(facts_.uncheckedWrites, uncheckedWrites_, redone);
    drop(facts_.subscriptTests, subscriptTests_, redone);
    drop(facts_.invalidUses, invalidUses_, redone);
  }

private:
  static ir::FunctionId owner(const InvalidUse &use) { return use.use.function; }

  static ir::FunctionId owner(const auto &fact) { return fact.at.function; }

  static void drop(auto &facts, std::size_t before, const std::set<ir::FunctionId> &redone) {
    const auto end = facts.begin() + static_cast<std::ptrdiff_t>(before);
    facts.erase(std::remove_if(facts.begin(), end,
                               [&](const auto &fact) { return redone.contains(owner(fact)); }),
                end);
  }

  UnitFacts &facts_;
  std::size_t accesses_, threads_, nullWrites_, nullStores_, uncheckedWrites_, subscriptTests_,
      invalidUses_;
};

/// Explores all functions of a unit, some of them again when more is known.
class Explorer {
public:
  Explorer(const ir::Unit &unit, UnitFacts &facts, Domain &domain)
      : unit_(unit), facts_(facts), calls_(unit), wanted_(relevant(unit, calls_)),
        summaries_(unit.functions.size()), shared_{.unit = unit,
                                                   .domain = domain,
                                                   .summaries = summaries_,
                                                   .reservedFields = reservedFields(unit),
                                                   .overriders = overriders(unit),
                                                   .nullAtStart = nullWhenMainBegins(unit),
                                                   .callbacks = &callbacks_,
                                                   .given = &given_} {}

  void run();

  std::vector<Summary> takeSummaries() { return std::move(summaries_); }

  std::map<ir::SymbolId, std::set<ir::FunctionId>> takeCallbacks() { return std::move(callbacks_); }

private:
  void explore(ir::FunctionId f);
  void again(const std::set<ir::FunctionId> &first, const std::set<ir::FunctionId> &reached);
  [[nodiscard]] std::set<ir::FunctionId> unsettled() const;
  void exploreClasses();

  const ir::Unit &unit_;
  UnitFacts &facts_;
  CallGraph calls_;
  std::vector<bool> wanted_;
  std::vector<Summary> summaries_;
  std::map<ir::SymbolId, std::set<ir::FunctionId>> callbacks_;
  std::map<std::pair<ir::FunctionId, ir::VarId>, std::set<Given>> given_;
  std::map<ir::FunctionId, std::set<Resting>> leaves_;
  Shared shared_;
};

void Explorer::explore(ir::FunctionId f) {
  if (!wanted_[f] || unit_.functions[f].blocks.empty())
    return;
  UnitFacts own(unit_, facts_.domainPointer());
  Engine engine(shared_, f, own);
  summaries_[f] = engine.run();
  leaves_[f] = engine.leaves();
  facts_.append(std::move(own));
}

/// Explores `first` once more, and of `reached` those whose callees have changed by it.
void Explorer::again(const std::set<ir::FunctionId> &first,
                     const std::set<ir::FunctionId> &reached) {
  Round round(facts_);
  std::set<ir::FunctionId> redone;
  std::set<ir::FunctionId> changed;
  const auto callsChanged = [&](ir::FunctionId f) {
    return std::ranges::any_of(calls_.callees(f),
                               [&](ir::FunctionId callee) { return changed.contains(callee); });
  };
  for (const ir::FunctionId f : calls_.bottomUp()) {
    const bool isReached = reached.contains(f) && (!summaries_[f].computed || callsChanged(f));
    if (!first.contains(f) && !isReached)
      continue;
    const Summary before = summaries_[f];
    redone.insert(f);
    explore(f);
    if (!saysTheSame(before, summaries_[f]))
      changed.insert(f);
  }
  round.close(redone);
}

/// Functions that call what lies in a member or is virtual, before all that it may be was explored.
std::set<ir::FunctionId> Explorer::unsettled() const {
  std::set<ir::FunctionId> result;
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
    for (const ir::Block &block : unit_.functions[f].blocks)
      for (const ir::Instruction &i : block.instructions)
        if ((i.op == ir::Op::Invoke && !callbacks_.empty()) ||
            (i.op == ir::Op::Call && shared_.overriders.contains(i.symbol)))
          result.insert(f);
  return result;
}

void Explorer::run() {
  std::set<ir::FunctionId> recursive;
  for (const ir::FunctionId f : calls_.bottomUp()) {
    explore(f);
    // Functions that call themselves see their own summaries only in a second round.
    if (wanted_[f] && calls_.isRecursive(f))
      recursive.insert(f);
  }
  std::set<ir::FunctionId> reached;
  if (const std::set<ir::FunctionId> open = unsettled(); !open.empty()) {
    reached = calls_.withCallers(open);
    for (const ir::FunctionId f : reached)
      wanted_[f] = true;
    for (const ir::FunctionId f : open)
      recursive.insert(f);
  }
  for (const auto &[parameter, callables] : given_)
    if (holdsPosition(unit_.functions[parameter.first]))
      recursive.insert(parameter.first);
  for (int round = 0; round < 2 && !recursive.empty(); ++round)
    again(recursive, reached);
  exploreClasses();
}

/// True for the functions that leave an object as everybody finds it.
bool isEntrance(const ir::Function &function) {
  return function.isMethod && !function.isStatic && !function.isLambda && !function.isPrivate &&
         !function.isDestructor && !function.blocks.empty();
}

/// Handles in members outlive the call that took them: what one method leaves, the next one finds.
void Explorer::exploreClasses() {
  std::map<ir::SymbolId, std::vector<ir::FunctionId>> classes;
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
    if (isEntrance(unit_.functions[f]) && wanted_[f])
      classes[unit_.functions[f].record].push_back(f);
  for (const auto &[record, methods] : classes)
    ClassExplorer(shared_, facts_, methods).run(leaves_);
}

} // namespace

UnitFacts analyse(const ir::Unit &unit) {
  auto domain = std::make_shared<Domain>(unit);
  UnitFacts facts(unit, domain);
  Explorer explorer(unit, facts, *domain);
  explorer.run();
  std::vector<Summary> summaries = explorer.takeSummaries();
  facts.callbacks = explorer.takeCallbacks();
  facts.reachable.resize(unit.functions.size());
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
    facts.reachable[f] = std::move(summaries[f].accesses);
  return facts;
}

} // namespace maplint::flow
