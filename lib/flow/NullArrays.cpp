#include "lib/flow/NullArrays.h"

#include "lib/flow/NullFacts.h"
#include "lib/flow/Wording.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace maplint::flow {

using ir::Op;

namespace {

/// What a value is, seen from the array.
enum class Role : std::uint8_t { None, Whole, Element, Pointer, Target };

/// One function that names the array.
class Reader {
public:
  Reader(const UnitFacts &facts, ir::FunctionId function, ir::SymbolId field)
      : facts_(facts), id_(function), function_(facts.unit().functions[function]), field_(field) {
    // Values cross blocks, and blocks do not stand in the order they run.
    for (int round = 0; round < 3; ++round)
      forEach([&](const ir::Instruction &i, const At &) { assign(i); });
  }

  /// Nothing here can put a pointer into the array.
  [[nodiscard]] bool onlyReads() const;
  /// The writes through its elements; none when one of them is looked at.
  void addWrites(const ir::Symbol &field, std::vector<NullWrite> &writes) const;

private:
  template <class Visit>
  void forEach(const Visit &visit) const {
    for (ir::BlockId b = 0; b < function_.blocks.size(); ++b)
      for (std::uint32_t n = 0; n < function_.blocks[b].instructions.size(); ++n)
        visit(function_.blocks[b].instructions[n], At{.function = id_, .block = b, .index = n});
  }

  void assign(const ir::Instruction &i);

  [[nodiscard]] Role role(ir::ValueId value) const {
    const auto found = roles_.find(value);
    return found == roles_.end() ? Role::None : found->second;
  }

  [[nodiscard]] bool calls(const ir::Instruction &i,
                           std::initializer_list<std::string_view> names) const;
  [[nodiscard]] bool visitsConst(const ir::Instruction &bind) const;
  [[nodiscard]] bool mayUse(const ir::Instruction &i, ir::ValueId value) const;

  const UnitFacts &facts_;
  ir::FunctionId id_;
  const ir::Function &function_;
  ir::SymbolId field_;
  std::map<ir::ValueId, Role> roles_;
  std::map<ir::ValueId, SourceRange> elements_; ///< of pointers and targets: which element
};

} // namespace

bool Reader::calls(const ir::Instruction &i, std::initializer_list<std::string_view> names) const {
  const ir::Symbol *callee = i.op == Op::Call ? facts_.unit().symbol(i.symbol) : nullptr;
  const std::string name = callee ? lastName(callee->name) : std::string();
  return callee && callee->inSystemHeader &&
         std::ranges::find(names, std::string_view(name)) != names.end();
}

void Reader::assign(const ir::Instruction &i) {
  const Role of = i.operands.empty() ? Role::None : role(i.operands[0]);
  Role made = Role::None;
  if (i.op == Op::Field && i.symbol == field_)
    made = Role::Whole;
  else if (of == Role::Whole && (i.op == Op::AddressOf || i.op == Op::Deref))
    made = Role::Whole;
  else if (of == Role::Whole && (i.op == Op::Index || calls(i, {"at", "front", "back"})))
    made = Role::Element;
  else if (of == Role::Element && (i.op == Op::Load || i.op == Op::Get))
    made = Role::Pointer;
  else if ((of == Role::Element || of == Role::Pointer) && i.op == Op::Deref)
    made = Role::Target;
  else if (of == Role::Target && (i.op == Op::AddressOf || i.op == Op::Deref))
    made = Role::Target;
  if (made == Role::None || !i.result)
    return;
  roles_[i.result] = made;
  if (made == Role::Element)
    elements_[i.result] = i.range;
  else if (const auto from = elements_.find(i.operands.empty() ? 0 : i.operands[0]);
           from != elements_.end())
    elements_[i.result] = from->second;
}

/// `for (const auto &each : array)`, or over copies.
bool Reader::visitsConst(const ir::Instruction &bind) const {
  return std::ranges::any_of(function_.loops, [&](const ir::Loop &loop) {
    if (loop.element == ir::none || !loop.rangeExpression.contains(bind.range))
      return false;
    const ir::Variable &element = function_.variables[loop.element];
    return element.pointsToConst || !element.isReference;
  });
}

/// `i` reads the array or its element `value` and leaves it as it is.
bool Reader::mayUse(const ir::Instruction &i, ir::ValueId value) const {
  if (role(value) == Role::Element)
    return i.op == Op::Load || i.op == Op::Get || i.op == Op::Deref || i.op == Op::Truth ||
           i.op == Op::Compare || i.op == Op::StoreNull;
  if (i.op == Op::Bind)
    return visitsConst(i);
  return i.op == Op::AddressOf || i.op == Op::Deref ||
         (i.op == Op::Index && !i.operands.empty() && i.operands[0] == value) ||
         calls(i, {"at", "front", "back", "size", "empty"});
}

bool Reader::onlyReads() const {
  bool reads = true;
  forEach([&](const ir::Instruction &i, const At &) {
    for (const ir::ValueId value : i.operands)
      if (role(value) == Role::Whole || role(value) == Role::Element)
        reads &= mayUse(i, value);
  });
  return reads;
}

void Reader::addWrites(const ir::Symbol &field, std::vector<NullWrite> &writes) const {
  bool looks = false;
  forEach([&](const ir::Instruction &i, const At &) {
    const bool tests = i.op == Op::Truth || i.op == Op::Compare || i.op == Op::Not;
    looks |= tests && std::ranges::any_of(i.operands, [&](ir::ValueId value) {
               return role(value) == Role::Pointer || role(value) == Role::Element;
             });
  });
  if (looks || function_.isTemplate)
    return;
  forEach([&](const ir::Instruction &i, const At &at) {
    const bool isWrite = i.op == Op::Container && i.operation && model::writes(i.operation->kind);
    const auto element = i.operands.empty() ? elements_.end() : elements_.find(i.operands[0]);
    if (!isWrite || role(i.operands[0]) != Role::Target || element == elements_.end())
      return;
    const ir::Type *type = facts_.unit().type(field.type);
    NullWrite found{
        .at = at,
        .range = i.range,
        .pointer = std::string(facts_.text(element->second)),
        .cause = NullWrite::Cause::NeverSet,
        .steps = {{.range = field.range, .message = "'" + field.name + "' is declared here"}},
        .pointerType = type->pointee,
        .pointerSpelling = ownerIn(type->spelling),
        .declaration = {}};
    found.isElement = true;
    writes.push_back(std::move(found));
  });
}

/// A private array of pointers whose class is in sight and gives it no value where it is declared.
static bool isCandidate(const ir::Unit &unit, const ir::Symbol &field) {
  const ir::Type *type = unit.type(field.type);
  const ir::Type *element = type ? unit.type(type->pointee) : nullptr;
  if (!element || type->kind != ir::TypeKind::Sequence || !element->pointerLike() ||
      field.kind != ir::SymbolKind::Field || !field.isPrivate || field.isReference)
    return false;
  const bool isArray = type->spelling.starts_with("std::array<") || type->spelling.ends_with(']');
  const ir::Type *target = unit.type(element->pointee);
  return isArray && target && target->kind == ir::TypeKind::Container &&
         isClosed(unit, field.owner);
}

/// `= {}` and `{}` make null pointers, other initialisers need not.
static bool startsNull(const UnitFacts &facts, const ir::Symbol &field) {
  if (!field.hasInitializer)
    return true;
  const std::string_view text = facts.unit().files[field.range.file].text;
  const std::size_t end = text.find(';', field.range.end);
  std::string_view declared =
      end == std::string_view::npos ? "" : text.substr(field.range.end, end - field.range.end);
  return declared.ends_with("{}");
}

std::vector<NullWrite> writesThroughUnsetArrays(const UnitFacts &facts) {
  const ir::Unit &unit = facts.unit();
  std::map<ir::SymbolId, std::set<ir::FunctionId>> readers;
  for (ir::FunctionId id = 0; id < unit.functions.size(); ++id)
    for (const ir::Block &block : unit.functions[id].blocks)
      for (const ir::Instruction &i : block.instructions)
        if (i.op == Op::Field && i.symbol != ir::none && isCandidate(unit, unit.symbols[i.symbol]))
          readers[i.symbol].insert(id);
  std::vector<NullWrite> writes;
  for (const auto &[field, functions] : readers) {
    std::vector<Reader> all;
    for (const ir::FunctionId id : functions)
      all.emplace_back(facts, id, field);
    const bool isUnset =
        startsNull(facts, unit.symbols[field]) && std::ranges::all_of(all, &Reader::onlyReads);
    for (const Reader &reader : all)
      if (isUnset)
        reader.addWrites(unit.symbols[field], writes);
  }
  return writes;
}

} // namespace maplint::flow
