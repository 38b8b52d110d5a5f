#include "lib/flow/NullElements.h"

#include "lib/flow/Wording.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace maplint::flow {

using ir::Op;

namespace {

/// What a value or a variable is, seen from the array.
enum class Role : std::uint8_t {
  None,
  Whole,        ///< the array
  Range,        ///< the array, as a range-for names it
  WholeAddress, ///< where the array lies
  Iterator,     ///< of a range-for
  Element,      ///< the place of one pointer
  Pointer,      ///< its value
  Target,       ///< what it points to
  TargetAddress,
};

struct Named {
  Role role = Role::None;
  std::string name; ///< of the element, as the reader writes it
};

/// The life of one array in one function.
class Elements {
public:
  Elements(const UnitFacts &facts, const At &made, ir::VarId array)
      : facts_(facts), function_(facts.function(made)), made_(made) {
    variables_[array] = {.role = Role::Whole, .name = {}};
    // Blocks are numbered from the end upwards.
    for (auto block = static_cast<ir::BlockId>(function_.blocks.size()); block-- > 0;)
      for (std::uint32_t n = 0; n < function_.blocks[block].instructions.size(); ++n)
        look({.function = made.function, .block = block, .index = n});
  }

  /// The writes that nothing comes before.
  [[nodiscard]] std::vector<NullWrite> writes() const;

private:
  void look(const At &at);
  void lookAt(const At &at, const ir::Instruction &i, std::size_t n, const Named &operand);
  void lookAtWhole(const At &at, const ir::Instruction &i, std::size_t n, Role role);
  void lookAtElement(const At &at, const ir::Instruction &i, std::size_t n, const Named &element);
  void lookAtPointer(const At &at, const ir::Instruction &i, std::size_t n, const Named &pointer);
  void lookAtTarget(const At &at, const ir::Instruction &i, std::size_t n, const Named &target);
  void give(const ir::Instruction &i, Named named);
  [[nodiscard]] bool comesBefore(const At &event, const At &write) const;

  [[nodiscard]] bool isAfterMaking(const At &at) const {
    return at.block != made_.block || at.index > made_.index;
  }

  const UnitFacts &facts_;
  const ir::Function &function_;
  At made_;
  std::map<ir::ValueId, Named> values_;
  std::map<ir::VarId, Named> variables_;
  std::map<ir::ValueId, ir::VarId> placeOf_; ///< place -> the variable that lies there
  std::vector<At> events_;                   ///< what may set elements, or asks about them
  std::map<At, std::string> found_;
};

} // namespace

void Elements::give(const ir::Instruction &i, Named named) {
  if (i.result)
    values_[i.result] = std::move(named);
}

void Elements::look(const At &at) {
  const ir::Instruction &i = facts_.instruction(at);
  if (i.op == Op::Var) {
    if (i.result)
      placeOf_[i.result] = i.index;
    if (const auto known = variables_.find(i.index); known != variables_.end()) {
      // A pointer or an iterator lies in its variable; the others are what the variable names.
      const Role role = known->second.role;
      const bool isHeld = role == Role::Pointer || role == Role::Iterator;
      give(i, isHeld ? Named{} : known->second);
    }
    return;
  }
  if (i.op == Op::Load && !i.operands.empty())
    if (const auto place = placeOf_.find(i.operands[0]); place != placeOf_.end())
      if (const auto known = variables_.find(place->second);
          known != variables_.end() &&
          (known->second.role == Role::Pointer || known->second.role == Role::Iterator))
        return give(i, known->second);
  // Whatever else is done with a variable that holds one of the pointers may give it another.
  for (const ir::ValueId operand : i.operands)
    if (const auto place = placeOf_.find(operand); place != placeOf_.end())
      if (const auto known = variables_.find(place->second);
          known != variables_.end() && known->second.role == Role::Pointer)
        events_.push_back(at);
  for (std::size_t n = 0; n < i.operands.size(); ++n)
    if (const auto known = values_.find(i.operands[n]);
        known != values_.end() && known->second.role != Role::None)
      lookAt(at, i, n, Named(known->second));
}

void Elements::lookAt(const At &at, const ir::Instruction &i, std::size_t n, const Named &operand) {
  switch (operand.role) {
  case Role::None: return;
  case Role::Whole:
  case Role::Range: return lookAtWhole(at, i, n, operand.role);
  case Role::WholeAddress:
    return i.op == Op::Deref ? give(i, {.role = Role::Whole, .name = {}}) : events_.push_back(at);
  case Role::Iterator:
    if (i.op == Op::Deref)
      give(i, {.role = Role::Element, .name = {}});
    else if (i.op == Op::Store && n == 1)
      if (const auto place = placeOf_.find(i.operands[0]); place != placeOf_.end())
        variables_[place->second] = operand;
    return;
  case Role::Element: return lookAtElement(at, i, n, operand);
  case Role::Pointer: return lookAtPointer(at, i, n, operand);
  case Role::Target:
  case Role::TargetAddress: return lookAtTarget(at, i, n, operand);
  }
}

void Elements::lookAtWhole(const At &at, const ir::Instruction &i, std::size_t n, Role role) {
  static constexpr auto harmless = std::to_array<std::string_view>(
      {"size", "empty", "capacity", "reserve", "resize", "max_size", "length"});
  static constexpr auto elements = std::to_array<std::string_view>({"at", "front", "back"});
  const bool isFirst = n == 0;
  if (i.op == Op::Index && isFirst)
    return give(i, {.role = Role::Element, .name = std::string(facts_.text(i.range))});
  if (i.op == Op::AddressOf)
    return give(i, {.role = Role::WholeAddress, .name = {}});
  if (i.op == Op::Bind && function_.variables[i.index].isImplicit) {
    variables_[i.index] = {.role = Role::Range, .name = {}};
    return;
  }
  const ir::Symbol *callee = i.op == Op::Call && isFirst ? facts_.unit().symbol(i.symbol) : nullptr;
  if (callee && callee->inSystemHeader && callee->owner != ir::none) {
    const std::string_view name(callee->name.begin() + callee->name.rfind(':') + 1,
                                callee->name.end());
    const bool fills = name == "resize" && i.operands.size() > 2;
    if (std::ranges::find(harmless, name) != harmless.end() && !fills)
      return;
    if (std::ranges::find(elements, name) != elements.end())
      return give(i, {.role = Role::Element, .name = std::string(facts_.text(i.range))});
    if (role == Role::Range && (name == "begin" || name == "end"))
      return give(i, {.role = Role::Iterator, .name = {}});
  }
  if (isAfterMaking(at))
    events_.push_back(at);
}

void Elements::lookAtElement(const At &at, const ir::Instruction &i, std::size_t n,
                             const Named &element) {
  if (i.op == Op::Load || i.op == Op::Get)
    return give(i, {.role = Role::Pointer, .name = element.name});
  if (i.op == Op::Bind && n == 0) {
    variables_[i.index] = {.role = Role::Element, .name = function_.variables[i.index].name};
    return;
  }
  events_.push_back(at);
}

void Elements::lookAtPointer(const At &at, const ir::Instruction &i, std::size_t n,
                             const Named &pointer) {
  if (i.op == Op::Deref)
    return give(i, {.role = Role::Target, .name = pointer.name});
  if (i.op == Op::Truth || i.op == Op::Not || i.op == Op::Compare || i.op == Op::Lambda ||
      i.op == Op::Return)
    return events_.push_back(at);
  const auto place = i.op == Op::Store && n == 1 ? placeOf_.find(i.operands[0]) : placeOf_.end();
  // `auto *m = v[i];`, the first value of a variable: others may follow.
  if (place != placeOf_.end() && i.imm == 1)
    variables_[place->second] = {.role = Role::Pointer,
                                 .name = function_.variables[place->second].name};
  else if (i.op == Op::Store)
    events_.push_back(at);
}

void Elements::lookAtTarget(const At &at, const ir::Instruction &i, std::size_t n,
                            const Named &target) {
  if (i.op == Op::AddressOf)
    return give(i, {.role = Role::TargetAddress, .name = target.name});
  if (i.op == Op::Deref)
    return give(i, {.role = Role::Target, .name = target.name});
  if (i.op == Op::Container && n == 0 &&
      (model::inserts(i.operation->kind) || model::erases(i.operation->kind) ||
       i.operation->kind == model::OpKind::Replace || i.operation->kind == model::OpKind::Reserve))
    found_.emplace(at, target.name);
}

/// True when the write can be reached from the event without the array being made anew.
bool Elements::comesBefore(const At &event, const At &write) const {
  if (event.block == write.block && event.index < write.index)
    return true;
  std::set<ir::BlockId> seen;
  std::vector<ir::BlockId> open(1, event.block);
  while (!open.empty()) {
    const ir::BlockId block = open.back();
    open.pop_back();
    for (const ir::BlockId next : function_.blocks[block].successors) {
      if (next == ir::none || !seen.insert(next).second)
        continue;
      if (next == write.block && (next != made_.block || write.index < made_.index))
        return true;
      if (next != made_.block)
        open.push_back(next);
    }
  }
  return false;
}

std::vector<NullWrite> Elements::writes() const {
  std::vector<NullWrite> result;
  for (const auto &[at, name] : found_) {
    const auto precedes = [&](const At &event) { return comesBefore(event, at); };
    const bool isLater = std::ranges::any_of(found_, [&](const auto &other) {
      return other.first != at && comesBefore(other.first, at) && !comesBefore(at, other.first);
    });
    if (isLater || std::ranges::any_of(events_, precedes))
      continue;
    result.push_back({.at = at,
                      .range = facts_.instruction(at).range,
                      .pointer = name,
                      .cause = NullWrite::Cause::Assigned,
                      .steps = {{.range = facts_.instruction(made_).range,
                                 .message = "the elements are null from here on"}},
                      .pointerSpelling = {},
                      .declaration = {}});
  }
  return result;
}

std::vector<NullWrite> writesThroughNullElements(const UnitFacts &facts) {
  std::vector<NullWrite> result;
  const ir::Unit &unit = facts.unit();
  for (ir::FunctionId id = 0; id < unit.functions.size(); ++id) {
    const ir::Function &function = unit.functions[id];
    for (ir::BlockId block = 0; block < function.blocks.size(); ++block) {
      const auto &instructions = function.blocks[block].instructions;
      std::map<ir::ValueId, ir::VarId> places;
      for (std::uint32_t n = 0; n < instructions.size(); ++n) {
        const ir::Instruction &i = instructions[n];
        if (i.op == Op::Var)
          places[i.result] = i.index;
        const auto place = i.op == Op::StoreNull ? places.find(i.operands[0]) : places.end();
        const ir::Type *type =
            place == places.end() ? nullptr : unit.type(function.variables[place->second].type);
        if (!type || type->kind != ir::TypeKind::Sequence)
          continue;
        const At made{.function = id, .block = block, .index = n};
        for (NullWrite &write : Elements(facts, made, place->second).writes()) {
          write.pointerType = type->pointee;
          write.pointerSpelling = ownerIn(type->spelling);
          write.isElement = true;
          result.push_back(std::move(write));
        }
      }
    }
  }
  return result;
}

} // namespace maplint::flow
