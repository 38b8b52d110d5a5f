// Writes IR by hand: what a test says is what the analyses see, with no compiler in between.
//
//   UnitBuilder u;
//   const auto cache = u.record("Cache");
//   const auto mutex = u.field(cache, "mutex_", ir::TypeKind::Mutex);
//   const auto table = u.mapField(cache, "table_");
//   FunctionBuilder put = u.method(cache, "put");
//   const auto guard = put.guard("lock", put.thisField(mutex));
//   put.container(put.thisField(table), "insert");
//   put.destroy(guard);
//   put.finish();
//
// Each instruction gets a range of its own, ten bytes long, in the order of writing: `rangeOf(n)` of
// what `lastLine()` said tells them apart.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/model/Model.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace maplint::test {

class FunctionBuilder;

/// A translation unit in the making.
class UnitBuilder {
public:
  UnitBuilder() : map_(*model_.container("std::map")) {
    unit.mainFile = "test.cpp";
    file_ = unit.files.add("/test.cpp", {});
  }

  ir::SymbolId record(const std::string &name);
  ir::SymbolId field(ir::SymbolId record, const std::string &name, ir::TypeKind kind);
  ir::SymbolId mapField(ir::SymbolId record, const std::string &name);
  ir::SymbolId globalMap(const std::string &name);
  ir::SymbolId globalMutex(const std::string &name);
  FunctionBuilder function(const std::string &name);
  FunctionBuilder method(ir::SymbolId record, const std::string &name);
  FunctionBuilder lambda(const FunctionBuilder &inside);

  ir::TypeId type(ir::TypeKind kind);
  ir::TypeId mapType();
  [[nodiscard]] const model::Container &map() const { return map_; }
  [[nodiscard]] const model::Operation &operation(std::string_view method) const {
    return *model_.operation(map_, method, {.count = 1});
  }
  SourceRange nextRange() {
    ++lines_;
    return rangeOf(lines_);
  }
  [[nodiscard]] std::uint32_t lastLine() const { return lines_; }
  [[nodiscard]] SourceRange rangeOf(std::uint32_t line) const {
    return {.file = file_, .begin = line * 10, .end = line * 10 + 9};
  }

  ir::Unit unit;

private:
  ir::SymbolId symbol(ir::Symbol symbol);
  FunctionBuilder add(const std::string &name, ir::SymbolId record);

  model::Model model_;
  const model::Container &map_;
  FileId file_ = 0;
  std::uint32_t lines_ = 0;
};

/// One function in the making; instructions go to the block chosen last.
class FunctionBuilder {
public:
  FunctionBuilder(UnitBuilder &unit, ir::FunctionId id) : unit_(unit), id_(id) { block(); }

  [[nodiscard]] ir::FunctionId id() const { return id_; }
  [[nodiscard]] ir::Function &function() const { return unit_.unit.functions[id_]; }
  [[nodiscard]] ir::SymbolId symbol() const { return function().symbol; }

  // --- the graph
  /// Adds a block that nothing leads to yet, and goes on there.
  ir::BlockId block(ir::LoopId loop = ir::none);
  ir::BlockId current() const { return block_; }
  void go(ir::BlockId block) { block_ = block; }
  void jump(ir::BlockId from, ir::BlockId to) { function().blocks[from].successors.push_back(to); }
  ir::LoopId loop();
  /// Ends the function here.
  void finish();

  // --- variables
  ir::VarId variable(const std::string &name, ir::TypeId type);
  /// A parameter or, after all parameters, a capture.
  ir::VarId parameter(const std::string &name, ir::TypeId type, bool byReference);
  ir::VarId capture(const std::string &name, ir::TypeId type, bool byReference);

  // --- instructions
  ir::Instruction &emit(ir::Op op, std::vector<ir::ValueId> operands = {});
  ir::ValueId value(ir::Op op, std::vector<ir::ValueId> operands = {});
  ir::ValueId thisField(ir::SymbolId field);
  ir::ValueId global(ir::SymbolId symbol);
  ir::ValueId var(ir::VarId variable);
  /// Calls a method of the map; returns the line of the operation.
  std::uint32_t container(ir::ValueId place, std::string_view method);
  void call(ir::SymbolId callee, ir::ValueId receiver = 0);
  ir::VarId guard(const std::string &name, ir::ValueId mutex,
                  ir::LockMode mode = ir::LockMode::Exclusive);
  void lock(ir::ValueId mutex);
  void unlock(ir::ValueId mutex);
  void unlockGuard(ir::VarId guard) { emit(ir::Op::Unlock).index = guard; }
  void declare(ir::VarId v) { emit(ir::Op::Declare).index = v; }
  void destroy(ir::VarId v) { emit(ir::Op::Destroy).index = v; }
  ir::ValueId named(ir::SymbolId function); ///< a function as a value
  ir::ValueId closure(const FunctionBuilder &body, std::vector<ir::ValueId> captured);
  ir::VarId spawn(ir::ValueId callable, std::vector<ir::ValueId> arguments = {},
                  ir::SpawnKind kind = ir::SpawnKind::Thread);
  void join(ir::VarId handle) { emit(ir::Op::Join, {var(handle)}); }

private:
  ir::VarId add(ir::Variable variable);

  UnitBuilder &unit_;
  ir::FunctionId id_;
  ir::BlockId block_ = 0;
  ir::ValueId lastValue_ = 0;
};

// --- UnitBuilder

inline ir::SymbolId UnitBuilder::symbol(ir::Symbol symbol) {
  const auto id = static_cast<ir::SymbolId>(unit.symbols.size());
  symbol.usr = "c:" + std::to_string(id);
  unit.symbolByUsr.emplace(symbol.usr, id);
  unit.symbols.push_back(std::move(symbol));
  return id;
}

inline ir::TypeId UnitBuilder::type(ir::TypeKind kind) {
  unit.types.push_back({.kind = kind});
  return static_cast<ir::TypeId>(unit.types.size() - 1);
}

inline ir::TypeId UnitBuilder::mapType() {
  const ir::TypeId id = type(ir::TypeKind::Container);
  unit.types[id].container = &map_;
  return id;
}

inline ir::SymbolId UnitBuilder::record(const std::string &name) {
  const ir::SymbolId id = symbol({.kind = ir::SymbolKind::Record, .name = name});
  unit.records.push_back({.symbol = id});
  return id;
}

inline ir::SymbolId UnitBuilder::field(ir::SymbolId record, const std::string &name,
                                       ir::TypeKind kind) {
  const ir::SymbolId id = symbol({.kind = ir::SymbolKind::Field,
                                  .name = name,
                                  .type = kind == ir::TypeKind::Container ? mapType() : type(kind),
                                  .owner = record});
  for (ir::Record &each : unit.records)
    if (each.symbol == record)
      each.fields.push_back(id);
  return id;
}

inline ir::SymbolId UnitBuilder::mapField(ir::SymbolId record, const std::string &name) {
  return field(record, name, ir::TypeKind::Container);
}

inline ir::SymbolId UnitBuilder::globalMap(const std::string &name) {
  return symbol({.kind = ir::SymbolKind::Global, .name = name, .type = mapType()});
}

inline ir::SymbolId UnitBuilder::globalMutex(const std::string &name) {
  return symbol(
      {.kind = ir::SymbolKind::Global, .name = name, .type = type(ir::TypeKind::Mutex)});
}

inline FunctionBuilder UnitBuilder::add(const std::string &name, ir::SymbolId record) {
  const auto id = static_cast<ir::FunctionId>(unit.functions.size());
  const ir::SymbolId named = symbol({.kind = ir::SymbolKind::Function, .name = name});
  unit.functions.push_back({.symbol = named, .name = name, .record = record});
  unit.functionBySymbol.emplace(named, id);
  return {*this, id};
}

inline FunctionBuilder UnitBuilder::function(const std::string &name) {
  return add(name, ir::none);
}

inline FunctionBuilder UnitBuilder::method(ir::SymbolId record, const std::string &name) {
  FunctionBuilder made = add(unit.symbols[record].name + "::" + name, record);
  made.function().isMethod = true;
  return made;
}

inline FunctionBuilder UnitBuilder::lambda(const FunctionBuilder &inside) {
  FunctionBuilder made = add("the lambda", inside.function().record);
  made.function().isLambda = made.function().isMethod = true;
  made.function().parent = inside.id();
  return made;
}

// --- FunctionBuilder

inline ir::BlockId FunctionBuilder::block(ir::LoopId loop) {
  function().blocks.push_back({.loop = loop});
  return block_ = static_cast<ir::BlockId>(function().blocks.size() - 1);
}

inline ir::LoopId FunctionBuilder::loop() {
  function().loops.push_back({});
  return static_cast<ir::LoopId>(function().loops.size() - 1);
}

inline void FunctionBuilder::finish() {
  const ir::BlockId last = block_;
  const ir::BlockId exit = block();
  jump(last, exit);
  function().blocks[exit].terminator = ir::TerminatorKind::Exit;
}

inline ir::VarId FunctionBuilder::add(ir::Variable variable) {
  variable.range = unit_.nextRange();
  function().variables.push_back(std::move(variable));
  return static_cast<ir::VarId>(function().variables.size() - 1);
}

inline ir::VarId FunctionBuilder::variable(const std::string &name, ir::TypeId type) {
  const ir::VarId id = add({.name = name, .type = type});
  declare(id);
  return id;
}

inline ir::VarId FunctionBuilder::parameter(const std::string &name, ir::TypeId type,
                                            bool byReference) {
  ++function().parameters;
  return add({.name = name,
              .type = type,
              .storage = ir::Storage::Parameter,
              .isReference = byReference});
}

inline ir::VarId FunctionBuilder::capture(const std::string &name, ir::TypeId type,
                                          bool byReference) {
  ++function().captures;
  return add(
      {.name = name, .type = type, .storage = ir::Storage::Capture, .isReference = byReference});
}

inline ir::Instruction &FunctionBuilder::emit(ir::Op op, std::vector<ir::ValueId> operands) {
  ir::Instruction instruction;
  instruction.op = op;
  instruction.operands = std::move(operands);
  instruction.range = unit_.nextRange();
  auto &instructions = function().blocks[block_].instructions;
  instructions.push_back(std::move(instruction));
  return instructions.back();
}

inline ir::ValueId FunctionBuilder::value(ir::Op op, std::vector<ir::ValueId> operands) {
  return emit(op, std::move(operands)).result = ++lastValue_;
}

inline ir::ValueId FunctionBuilder::thisField(ir::SymbolId field) {
  const ir::ValueId self = value(ir::Op::This);
  ir::Instruction &place = emit(ir::Op::Field, {self});
  place.symbol = field;
  return place.result = ++lastValue_;
}

inline ir::ValueId FunctionBuilder::global(ir::SymbolId symbol) {
  ir::Instruction &place = emit(ir::Op::Global);
  place.symbol = symbol;
  return place.result = ++lastValue_;
}

inline ir::ValueId FunctionBuilder::var(ir::VarId variable) {
  ir::Instruction &place = emit(ir::Op::Var);
  place.index = variable;
  return place.result = ++lastValue_;
}

inline std::uint32_t FunctionBuilder::container(ir::ValueId place, std::string_view method) {
  ir::Instruction &done = emit(ir::Op::Container, {place, 0});
  done.container = &unit_.map();
  done.operation = &unit_.operation(method);
  done.places = 1;
  done.result = ++lastValue_;
  return unit_.lastLine();
}

inline void FunctionBuilder::call(ir::SymbolId callee, ir::ValueId receiver) {
  ir::Instruction &called = emit(ir::Op::Call, {receiver});
  called.symbol = callee;
  called.places = 1;
  called.result = ++lastValue_;
}

inline ir::VarId FunctionBuilder::guard(const std::string &name, ir::ValueId mutex,
                                        ir::LockMode mode) {
  const ir::VarId id = variable(name, unit_.type(ir::TypeKind::Guard));
  ir::Instruction &taken = emit(ir::Op::Lock, {mutex});
  taken.index = id;
  taken.imm = static_cast<std::int64_t>(mode);
  return id;
}

inline void FunctionBuilder::lock(ir::ValueId mutex) {
  emit(ir::Op::Lock, {mutex}).imm = static_cast<std::int64_t>(ir::LockMode::Exclusive);
}

inline void FunctionBuilder::unlock(ir::ValueId mutex) { emit(ir::Op::Unlock, {mutex}); }

inline ir::ValueId FunctionBuilder::named(ir::SymbolId function) {
  ir::Instruction &made = emit(ir::Op::Function);
  made.symbol = function;
  return made.result = ++lastValue_;
}

inline ir::ValueId FunctionBuilder::closure(const FunctionBuilder &body,
                                            std::vector<ir::ValueId> captured) {
  ir::Instruction &made = emit(ir::Op::Lambda, std::move(captured));
  made.index = body.id();
  return made.result = ++lastValue_;
}

inline ir::VarId FunctionBuilder::spawn(ir::ValueId callable, std::vector<ir::ValueId> arguments,
                                        ir::SpawnKind kind) {
  const ir::VarId handle = variable("handle", unit_.type(ir::TypeKind::Thread));
  arguments.insert(arguments.begin(), callable);
  ir::Instruction &started = emit(ir::Op::Spawn, std::move(arguments));
  started.index = handle;
  started.imm = static_cast<std::int64_t>(kind);
  started.result = ++lastValue_;
  return handle;
}

} // namespace maplint::test
