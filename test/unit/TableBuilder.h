// A class with a map and the mutex meant for it.

#pragma once

#include "test/unit/IrBuilder.h"

namespace maplint::test {

/// A class with a map and the mutex meant for it.
struct Table {
  UnitBuilder u;
  ir::SymbolId record = u.record("Table");
  ir::SymbolId mutex = u.field(record, "mutex_", ir::TypeKind::Mutex);
  ir::SymbolId rows = u.mapField(record, "rows_");

  /// A method that calls `operation` on the map, under the lock or not; the line of the operation.
  std::uint32_t method(const std::string &name, std::string_view operation, bool locked,
                       ir::LockMode mode = ir::LockMode::Exclusive) {
    FunctionBuilder f = u.method(record, name);
    const ir::VarId guard = locked ? f.guard("lock", f.thisField(mutex), mode) : 0;
    const std::uint32_t line = f.container(f.thisField(rows), operation);
    if (locked)
      f.destroy(guard);
    f.finish();
    return line;
  }
};

} // namespace maplint::test
