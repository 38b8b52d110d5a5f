#include "lib/ir/Ir.h"

#include <utility>

namespace maplint::ir {

const Function *Unit::body(SymbolId symbol) const {
  const auto found = functionBySymbol.find(symbol);
  return found == functionBySymbol.end() ? nullptr : &functions[found->second];
}

const Record *Unit::record(SymbolId symbol) const {
  const auto found = recordBySymbol.find(symbol);
  return found == recordBySymbol.end() ? nullptr : &records[found->second];
}

void Unit::add(Record record) {
  recordBySymbol.emplace(record.symbol, records.size());
  records.push_back(std::move(record));
}

std::string_view name(Op op) {
  switch (op) {
  case Op::Opaque: return "opaque";
  case Op::Integer: return "integer";
  case Op::Null: return "null";
  case Op::NonNull: return "nonnull";
  case Op::Function: return "function";
  case Op::Lambda: return "lambda";
  case Op::Load: return "load";
  case Op::Copy: return "copy";
  case Op::AddressOf: return "address";
  case Op::Compare: return "compare";
  case Op::Not: return "not";
  case Op::And: return "and";
  case Op::Or: return "or";
  case Op::Truth: return "truth";
  case Op::Move: return "move";
  case Op::Get: return "get";
  case Op::Release: return "release";
  case Op::Var: return "var";
  case Op::This: return "this";
  case Op::Global: return "global";
  case Op::Field: return "field";
  case Op::Deref: return "deref";
  case Op::Index: return "index";
  case Op::Temporary: return "temporary";
  case Op::First: return "first";
  case Op::Second: return "second";
  case Op::Declare: return "declare";
  case Op::Destroy: return "destroy";
  case Op::Bind: return "bind";
  case Op::Store: return "store";
  case Op::StoreNull: return "storenull";
  case Op::Container: return "container";
  case Op::Advance: return "advance";
  case Op::IteratorNext: return "next";
  case Op::Call: return "call";
  case Op::Invoke: return "invoke";
  case Op::Return: return "return";
  case Op::Lock: return "lock";
  case Op::Unlock: return "unlock";
  case Op::Relock: return "relock";
  case Op::Spawn: return "spawn";
  case Op::Join: return "join";
  }
  return "?";
}

} // namespace maplint::ir
