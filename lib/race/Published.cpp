#include "lib/race/Published.h"

#include <algorithm>
#include <map>
#include <set>

namespace maplint::race {

using ir::Op;

namespace {

/// The operations on atomic members and globals in one function, before or behind an access.
class Flags {
public:
  Flags(const Sites &sites, const Site &site)
      : unit_(sites.unit()), function_(unit_.functions[site.root]),
        at_(sites.facts().instruction(site.access->at).range) {
    forEach(function_, [&](const ir::Instruction &i) {
      if (i.op == Op::Field || i.op == Op::Global)
        places_[i.result] = i.symbol;
    });
  }

  /// Flags that are set behind the access.
  [[nodiscard]] std::set<ir::SymbolId> set() const {
    return found([&](const ir::Instruction &i, std::string_view operation) {
      return isSetter(operation) && at_.end <= i.range.begin;
    });
  }

  /// Flags that are loaded before the access, and not to ask whether the loop around it goes on.
  [[nodiscard]] std::set<ir::SymbolId> loaded() const {
    return found([&](const ir::Instruction &i, std::string_view operation) {
      return isLoad(operation) && i.range.end <= at_.begin && !asksToGoOn(i.range);
    });
  }

private:
  static bool isSetter(std::string_view operation) {
    return operation == "store" || operation == "operator=" || operation == "exchange" ||
           operation == "test_and_set" || operation == "operator++" || operation == "fetch_add";
  }

  static bool isLoad(std::string_view operation) {
    return operation == "load" || operation == "test" ||
           (operation.starts_with("operator ") && !operation.ends_with("="));
  }

  [[nodiscard]] bool asksToGoOn(const SourceRange &load) const {
    return std::ranges::any_of(function_.loops, [&](const ir::Loop &loop) {
      return loop.range.contains(at_) && loop.header.contains(load);
    });
  }

  template <typename Wanted>
  [[nodiscard]] std::set<ir::SymbolId> found(Wanted wanted) const {
    std::set<ir::SymbolId> result;
    forEach(function_, [&](const ir::Instruction &i) {
      const ir::Symbol *callee = i.op == Op::Call ? unit_.symbol(i.symbol) : nullptr;
      if (!callee || i.operands.empty())
        return;
      const std::string_view name = callee->name;
      const bool isAtomic =
          name.starts_with("std::atomic") || name.starts_with("std::__atomic_base::");
      const auto place = places_.find(i.operands[0]);
      if (isAtomic && place != places_.end() && wanted(i, name.substr(name.rfind("::") + 2)))
        result.insert(place->second);
    });
    return result;
  }

  const ir::Unit &unit_;
  const ir::Function &function_;
  const SourceRange &at_;
  std::map<ir::ValueId, ir::SymbolId> places_;
};

} // namespace

bool isPublished(const Sites &sites, const Site &writer, const Site &reader) {
  const std::set<ir::SymbolId> set = Flags(sites, writer).set();
  if (set.empty())
    return false;
  const std::set<ir::SymbolId> loaded = Flags(sites, reader).loaded();
  return std::ranges::any_of(loaded, [&](ir::SymbolId flag) { return set.contains(flag); });
}

} // namespace maplint::race
