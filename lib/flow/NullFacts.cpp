#include "lib/flow/NullFacts.h"

#include "lib/flow/NullArrays.h"
#include "lib/flow/NullElements.h"
#include "lib/flow/Wording.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace maplint::flow {

using Cause = NullWrite::Cause;

/// The field or global a path ends in or leads through last; none when it has none.
static ir::SymbolId lastSymbol(const Domain &domain, PathId path) {
  for (PathId at = path; at; at = domain[at].parent) {
    const Path &step = domain[at];
    if (step.kind == PathKind::Field || step.kind == PathKind::Global)
      return step.a;
  }
  return ir::none;
}

namespace {

/// Every field and global that some function stores to, passes on or lets be filled.
class Stores {
public:
  explicit Stores(const ir::Unit &unit) {
    for (const ir::Function &function : unit.functions)
      scan(function);
  }

  [[nodiscard]] bool sets(ir::SymbolId symbol) const { return set_.contains(symbol); }

  [[nodiscard]] bool fills(ir::SymbolId symbol) const { return filled_.contains(symbol); }

private:
  void scan(const ir::Function &function);

  std::set<ir::SymbolId> set_;    ///< assigned, or its address is taken
  std::set<ir::SymbolId> filled_; ///< a container that gets elements other than by operator[]
};

void Stores::scan(const ir::Function &function) {
  std::map<ir::ValueId, ir::SymbolId> of;            // value -> the symbol whose place it is
  std::map<ir::ValueId, ir::SymbolId> elementOf;     // value -> the container it is an element of
  std::map<ir::VarId, ir::SymbolId> variableElement; // reference -> the same
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions) {
      const auto operandSymbol = [&](std::size_t n) {
        const auto found = n < i.operands.size() ? of.find(i.operands[n]) : of.end();
        return found == of.end() ? ir::none : found->second;
      };
      switch (i.op) {
      case ir::Op::Field:
      case ir::Op::Global: of[i.result] = i.symbol; break;
      case ir::Op::Load:
      case ir::Op::Deref:
      case ir::Op::Get: break; // looking at it does not set it
      case ir::Op::Var:
        if (const auto bound = variableElement.find(i.index); bound != variableElement.end())
          elementOf[i.result] = bound->second;
        break;
      case ir::Op::Container: {
        const ir::SymbolId container = operandSymbol(0);
        const bool subscripts = i.operation->kind == model::OpKind::Subscript;
        if (container != ir::none && subscripts)
          elementOf[i.result] = container;
        else if (container != ir::none && (model::inserts(i.operation->kind) ||
                                           i.operation->kind == model::OpKind::Replace ||
                                           i.operation->kind == model::OpKind::Swap))
          filled_.insert(container);
        for (std::size_t n = 1; n < i.operands.size(); ++n)
          if (const ir::SymbolId passed = operandSymbol(n); passed != ir::none)
            set_.insert(passed);
        break;
      }
      case ir::Op::Store:
      case ir::Op::StoreNull: {
        if (const ir::SymbolId target = operandSymbol(0);
            target != ir::none && i.op == ir::Op::Store)
          set_.insert(target);
        const auto element = elementOf.find(i.operands[0]);
        if (element != elementOf.end())
          filled_.insert(element->second);
        break;
      }
      case ir::Op::Bind:
        if (const auto element = elementOf.find(i.operands[0]); element != elementOf.end())
          variableElement[i.index] = element->second;
        else if (const ir::SymbolId passed = operandSymbol(0); passed != ir::none) {
          set_.insert(passed);
          filled_.insert(passed);
        }
        break;
      case ir::Op::AddressOf:
      case ir::Op::Call:
      case ir::Op::Invoke:
      case ir::Op::Lambda:
      case ir::Op::Return:
      case ir::Op::Move:
        for (std::size_t n = 0; n < i.operands.size(); ++n) {
          if (const ir::SymbolId passed = operandSymbol(n); passed != ir::none) {
            set_.insert(passed);
            filled_.insert(passed);
          }
          if (const auto element = elementOf.find(i.operands[n]); element != elementOf.end())
            filled_.insert(element->second);
        }
        break;
      default: break;
      }
    }
}

} // namespace

bool isClosed(const ir::Unit &unit, ir::SymbolId record) {
  const ir::Record *found = unit.record(record);
  return found && !found->hasFriends && found->methods.size() == found->definedMethods.size();
}

static std::optional<NullWrite> neverSet(const UnitFacts &facts, const Stores &stores,
                                         const UncheckedWrite &write) {
  const ir::Unit &unit = facts.unit();
  const Path &step = facts.domain()[write.pointer];
  if (step.kind != PathKind::Field)
    return std::nullopt;
  const ir::Symbol &field = unit.symbols[step.a];
  const ir::Type *type = unit.type(field.type);
  if (!type || !type->pointerLike() || !field.isPrivate || field.hasInitializer ||
      stores.sets(step.a) || !isClosed(unit, field.owner))
    return std::nullopt;
  return NullWrite{
      .at = write.at,
      .range = write.range,
      .pointer = facts.domain().text(write.pointer),
      .cause = Cause::NeverSet,
      .steps = {{.range = field.range, .message = "'" + field.name + "' is declared here"}},
      .pointerType = field.type,
      .pointerSpelling = {},
      .declaration = {}};
}

static std::optional<NullWrite> fromContainer(const UnitFacts &facts, const Stores &stores,
                                              const UncheckedWrite &write) {
  const Domain &domain = facts.domain();
  if (domain[write.pointer].kind != PathKind::Second)
    return std::nullopt;
  const ir::SymbolId container = lastSymbol(domain, domain[domain[write.pointer].parent].parent);
  NullWrite found{.at = write.at,
                  .range = write.range,
                  .pointer = write.holder.empty() ? domain.text(write.pointer) : write.holder,
                  .cause = Cause::Subscript,
                  .steps = {},
                  .pointerSpelling = {},
                  .declaration = {}};
  if (container == ir::none)
    return std::nullopt;
  const ir::Symbol &symbol = facts.unit().symbols[container];
  if (write.subscripted) {
    const bool closed = symbol.isPrivate ? isClosed(facts.unit(), symbol.owner) : symbol.isInternal;
    if (!closed)
      return std::nullopt;
    const auto looked = std::ranges::find_if(facts.subscriptTests, [&](const SubscriptTest &test) {
      return lastSymbol(domain, test.container) == container;
    });
    const bool looksElsewhere = looked != facts.subscriptTests.end();
    if (stores.fills(container) && !looksElsewhere)
      return std::nullopt;
    found.steps.push_back(
        {.range = write.made, .message = "operator[] makes a null value for a new key"});
    if (looksElsewhere)
      found.steps.push_back(
          {.range = looked->range, .message = "here the value is checked for null first"});
    if (const ir::Type *type = facts.unit().type(symbol.type)) {
      found.pointerType = type->pointee;
      found.pointerSpelling = ownerIn(type->spelling);
    }
    return found;
  }
  for (const NullStore &store : facts.nullStores) {
    const Path &target = domain[store.path];
    if (target.kind != PathKind::Second ||
        lastSymbol(domain, domain[target.parent].parent) != container)
      continue;
    found.cause = Cause::StoredMaybe;
    found.steps.push_back({.range = store.range, .message = "a null value may be stored here"});
    return found;
  }
  return std::nullopt;
}

static std::string explain(const NullWrite &write, const std::string &name,
                           const std::string &message) {
  if (message == "null")
    return write.cause == Cause::MovedFrom ? name + " is moved from here"
                                           : name + " is set to null here";
  if (message == "unset")
    return "this constructor can leave " + name + " unset";
  if (message == "start")
    return name + " is null from the start of the program";
  if (message == "later")
    return name + " is checked for null only here";
  if (message == "return")
    return "null is returned here";
  if (message == "tested")
    return name + " is null on this path";
  if (message == "maybe")
    return "this result may be null";
  if (message == "default")
    return name + " is null when the caller leaves it out";
  if (message == "subscript")
    return "operator[] makes a null value for a new key";
  if (message == "moved")
    return name + " is moved from here";
  return message;
}

/// The unqualified name of the function that the call at `range` calls.
static std::string calleeOf(const UnitFacts &facts, const NullWrite &write,
                            const SourceRange &range) {
  for (const ir::Block &block : facts.function(write.at).blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.range == range && i.op == ir::Op::Call)
        return lastName(facts.unit().symbols[i.symbol].name);
  return "it";
}

std::vector<NullWrite> nullWrites(const UnitFacts &facts) {
  std::vector<NullWrite> writes = facts.nullWrites;
  const Stores stores(facts.unit());
  for (const UncheckedWrite &write : facts.uncheckedWrites) {
    if (auto found = neverSet(facts, stores, write))
      writes.push_back(std::move(*found));
    else if (auto made = fromContainer(facts, stores, write))
      writes.push_back(std::move(*made));
  }
  for (NullWrite &write : writesThroughNullElements(facts))
    writes.push_back(std::move(write));
  for (NullWrite &write : writesThroughUnsetArrays(facts))
    writes.push_back(std::move(write));
  std::ranges::sort(writes, {}, [](const NullWrite &w) { return std::pair(w.range, w.cause); });
  const auto repeated = std::ranges::unique(writes, {}, &NullWrite::range);
  writes.erase(repeated.begin(), repeated.end());
  for (NullWrite &write : writes) {
    const std::string name = write.pointer.empty() ? "the pointer" : "'" + write.pointer + "'";
    for (Step &step : write.steps)
      step.message = step.message == "call"
                         ? "calling '" + calleeOf(facts, write, step.range) + "' may give null"
                         : explain(write, name, step.message);
  }
  return writes;
}

} // namespace maplint::flow
