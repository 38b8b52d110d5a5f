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
// Each instruction gets a range of its own, ten bytes long, in the order of writing: `rangeOf(n)`
// of what `lastLine()` said tells them apart.

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

} // namespace maplint::test
