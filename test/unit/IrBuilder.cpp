#include "test/unit/IrBuilder.h"

namespace maplint::test {

// --- UnitBuilder

ir::SymbolId UnitBuilder::symbol(ir::Symbol symbol) {
  const auto id = static_cast<ir::SymbolId>(unit.symbols.size());
  symbol.usr = "c:" + std::to_string(id);
  unit.symbolByUsr.emplace(symbol.usr, id);
  unit.symbols.push_back(std::move(symbol));
  return id;
}

ir::TypeId UnitBuilder::type(ir::TypeKind kind) {
  unit.types.push_back({.kind = kind});
  return static_cast<ir::TypeId>(unit.types.size() - 1);
}

ir::TypeId UnitBuilder::mapType() {
  const ir::TypeId id = type(ir::TypeKind::Container);
  unit.types[id].container = &map_;
  return id;
}

ir::SymbolId UnitBuilder::record(const std::string &name) {
  const ir::SymbolId id = symbol({.kind = ir::SymbolKind::Record, .name = name});
  unit.add({.symbol = id});
  return id;
}

ir::SymbolId UnitBuilder::field(ir::SymbolId record, const std::string &name, ir::TypeKind kind) {
  const ir::SymbolId id = symbol({.kind = ir::SymbolKind::Field,
                                  .name = name,
                                  .type = kind == ir::TypeKind::Container ? mapType() : type(kind),
                                  .owner = record});
  for (ir::Record &each : unit.records)
    if (each.symbol == record)
      each.fields.push_back(id);
  return id;
}

ir::SymbolId UnitBuilder::mapField(ir::SymbolId record, const std::string &name) {
  return field(record, name, ir::TypeKind::Container);
}

ir::SymbolId UnitBuilder::globalMap(const std::string &name) {
  return symbol({.kind = ir::SymbolKind::Global, .name = name, .type = mapType()});
}

ir::SymbolId UnitBuilder::globalMutex(const std::string &name) {
  return symbol({.kind = ir::SymbolKind::Global, .name = name, .type = type(ir::TypeKind::Mutex)});
}

FunctionBuilder UnitBuilder::add(const std::string &name, ir::SymbolId record) {
  const auto id = static_cast<ir::FunctionId>(unit.functions.size());
  const ir::SymbolId named = symbol({.kind = ir::SymbolKind::Function, .name = name});
  unit.functions.push_back({.symbol = named, .name = name, .record = record});
  unit.functionBySymbol.emplace(named, id);
  return {*this, id};
}

FunctionBuilder UnitBuilder::function(const std::string &name) {
  return add(name, ir::none);
}

FunctionBuilder UnitBuilder::method(ir::SymbolId record, const std::string &name) {
  FunctionBuilder made = add(unit.symbols[record].name + "::" + name, record);
  made.function().isMethod = true;
  return made;
}

FunctionBuilder UnitBuilder::lambda(const FunctionBuilder &inside) {
  FunctionBuilder made = add("the lambda", inside.function().record);
  made.function().isLambda = made.function().isMethod = true;
  made.function().parent = inside.id();
  return made;
}

// --- FunctionBuilder

ir::BlockId FunctionBuilder::block(ir::LoopId loop) {
  function().blocks.push_back({.loop = loop});
  return block_ = static_cast<ir::BlockId>(function().blocks.size() - 1);
}

ir::LoopId FunctionBuilder::loop() {
  function().loops.push_back({});
  return static_cast<ir::LoopId>(function().loops.size() - 1);
}

void FunctionBuilder::finish() {
  const ir::BlockId last = block_;
  const ir::BlockId exit = block();
  jump(last, exit);
  function().blocks[exit].terminator = ir::TerminatorKind::Exit;
}

ir::VarId FunctionBuilder::add(ir::Variable variable) {
  variable.range = unit_.nextRange();
  function().variables.push_back(std::move(variable));
  return static_cast<ir::VarId>(function().variables.size() - 1);
}

ir::VarId FunctionBuilder::variable(const std::string &name, ir::TypeId type) {
  const ir::VarId id = add({.name = name, .type = type});
  declare(id);
  return id;
}

ir::VarId FunctionBuilder::parameter(const std::string &name, ir::TypeId type, bool byReference) {
  ++function().parameters;
  return add(
      {.name = name, .type = type, .storage = ir::Storage::Parameter, .isReference = byReference});
}

ir::VarId FunctionBuilder::capture(const std::string &name, ir::TypeId type, bool byReference) {
  ++function().captures;
  return add(
      {.name = name, .type = type, .storage = ir::Storage::Capture, .isReference = byReference});
}

ir::Instruction &FunctionBuilder::emit(ir::Op op, std::vector<ir::ValueId> operands) {
  ir::Instruction instruction;
  instruction.op = op;
  instruction.operands = std::move(operands);
  instruction.range = unit_.nextRange();
  auto &instructions = function().blocks[block_].instructions;
  instructions.push_back(std::move(instruction));
  return instructions.back();
}

ir::ValueId FunctionBuilder::value(ir::Op op, std::vector<ir::ValueId> operands) {
  return emit(op, std::move(operands)).result = ++lastValue_;
}

ir::ValueId FunctionBuilder::thisField(ir::SymbolId field) {
  const ir::ValueId self = value(ir::Op::This);
  ir::Instruction &place = emit(ir::Op::Field, {self});
  place.symbol = field;
  return place.result = ++lastValue_;
}

ir::ValueId FunctionBuilder::global(ir::SymbolId symbol) {
  ir::Instruction &place = emit(ir::Op::Global);
  place.symbol = symbol;
  return place.result = ++lastValue_;
}

ir::ValueId FunctionBuilder::var(ir::VarId variable) {
  ir::Instruction &place = emit(ir::Op::Var);
  place.index = variable;
  return place.result = ++lastValue_;
}

std::uint32_t FunctionBuilder::container(ir::ValueId place, std::string_view method) {
  ir::Instruction &done = emit(ir::Op::Container, {place, 0});
  done.container = &unit_.map();
  done.operation = &unit_.operation(method);
  done.places = 1;
  done.result = ++lastValue_;
  return unit_.lastLine();
}

void FunctionBuilder::call(ir::SymbolId callee, ir::ValueId receiver) {
  ir::Instruction &called = emit(ir::Op::Call, {receiver});
  called.symbol = callee;
  called.places = 1;
  called.result = ++lastValue_;
}

ir::VarId FunctionBuilder::guard(const std::string &name, ir::ValueId mutex, ir::LockMode mode) {
  const ir::VarId id = variable(name, unit_.type(ir::TypeKind::Guard));
  ir::Instruction &taken = emit(ir::Op::Lock, {mutex});
  taken.index = id;
  taken.imm = static_cast<std::int64_t>(mode);
  return id;
}

void FunctionBuilder::lock(ir::ValueId mutex) {
  emit(ir::Op::Lock, {mutex}).imm = static_cast<std::int64_t>(ir::LockMode::Exclusive);
}

void FunctionBuilder::unlock(ir::ValueId mutex) {
  emit(ir::Op::Unlock, {mutex});
}

ir::ValueId FunctionBuilder::named(ir::SymbolId function) {
  ir::Instruction &made = emit(ir::Op::Function);
  made.symbol = function;
  return made.result = ++lastValue_;
}

ir::ValueId FunctionBuilder::closure(const FunctionBuilder &body,
                                     std::vector<ir::ValueId> captured) {
  ir::Instruction &made = emit(ir::Op::Lambda, std::move(captured));
  made.index = body.id();
  return made.result = ++lastValue_;
}

ir::VarId FunctionBuilder::spawn(ir::ValueId callable, std::vector<ir::ValueId> arguments,
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
