#include "lib/flow/Handover.h"

#include <algorithm>
#include <set>

namespace maplint::flow {

using ir::Op;

bool readsWhatIsReady(const Sites &sites, const Member &read, const Group &group,
                      const Chain &guard) {
  if (read.site->writes)
    return false;
  bool filled = false;
  for (const Member &other : group) {
    if (!other.site->writes)
      continue;
    const ir::Function &root = sites.unit().functions[other.site->root];
    const SourceRange &at = sites.facts().instruction(other.site->access->at).range;
    const Guard *held = other.guard(guard);
    const bool once =
        held && other.site->root == read.site->root &&
        std::ranges::any_of(root.ifs, [&](const ir::If &test) {
          return test.thenBranch.contains(at) && test.thenBranch.contains(held->lock.taken) &&
                 test.range.end <= sites.facts().instruction(read.site->access->at).range.begin;
        });
    if (!once)
      return false;
    filled = true;
  }
  return filled;
}

namespace {

/// Where one function sets members to constants, and under which locks it does so.
class Flags {
public:
  explicit Flags(const ir::Function &function) : function_(function) {
    forEach(function, [&](const ir::Instruction &i) {
      if (i.result)
        made_[i.result] = &i;
    });
  }

  /// Members that are set while `mutex` is held, in one straight line after it is taken.
  [[nodiscard]] std::set<ir::SymbolId> setUnder(ir::SymbolId mutex) const;
  /// True when `flag` is set to a constant behind `where`.
  [[nodiscard]] bool isSetBehind(ir::SymbolId flag, const SourceRange &where) const;
  /// True when the function takes `mutex` and has to do with `flag`.
  [[nodiscard]] bool isLookedAt(ir::SymbolId flag, ir::SymbolId mutex) const;

private:
  [[nodiscard]] const ir::Instruction *maker(ir::ValueId value) const {
    const auto found = made_.find(value);
    return found == made_.end() ? nullptr : found->second;
  }

  [[nodiscard]] ir::SymbolId field(ir::ValueId place) const {
    const ir::Instruction *made = maker(place);
    return made && made->op == Op::Field ? made->symbol : ir::none;
  }

  /// The member that the instruction sets to a constant; none when it does not.
  [[nodiscard]] ir::SymbolId isSet(const ir::Instruction &i) const {
    const bool sets = (i.op == Op::Store || i.op == Op::Call) && i.operands.size() >= 2;
    const ir::Instruction *value = sets ? maker(i.operands[1]) : nullptr;
    return value && value->op == Op::Integer ? field(i.operands[0]) : ir::none;
  }

  const ir::Function &function_;
  std::map<ir::ValueId, const ir::Instruction *> made_;
};

std::set<ir::SymbolId> Flags::setUnder(ir::SymbolId mutex) const {
  std::set<ir::SymbolId> found;
  for (const ir::Block &block : function_.blocks) {
    bool held = false;
    for (const ir::Instruction &i : block.instructions) {
      if (i.op == Op::Lock)
        held = !i.operands.empty() && field(i.operands[0]) == mutex;
      else if (i.op == Op::Unlock || i.op == Op::Destroy)
        held = false;
      else if (const ir::SymbolId flag = isSet(i); held && flag != ir::none)
        found.insert(flag);
    }
  }
  return found;
}

bool Flags::isSetBehind(ir::SymbolId flag, const SourceRange &where) const {
  bool found = false;
  forEach(function_, [&](const ir::Instruction &i) {
    found |= isSet(i) == flag && where.end <= i.range.begin;
  });
  return found;
}

bool Flags::isLookedAt(ir::SymbolId flag, ir::SymbolId mutex) const {
  bool locks = false;
  bool mentions = false;
  forEach(function_, [&](const ir::Instruction &i) {
    locks |= i.op == Op::Lock && !i.operands.empty() && field(i.operands[0]) == mutex;
    mentions |= i.op == Op::Field && i.symbol == flag;
  });
  return locks && mentions;
}

} // namespace

bool isHandedOver(const Sites &sites, const Member &member, const Chain &guard) {
  const ir::Unit &unit = sites.unit();
  // Where the operation stands: the group may be told by callers that own the whole object.
  const ir::FunctionId at = sites.functionAt(member.site->range());
  if (guard.empty() || guard.back() >= throughHalf || at == ir::none ||
      unit.functions[at].record == ir::none)
    return false;
  const Flags own(unit.functions[at]);
  return std::ranges::any_of(own.setUnder(guard.back()), [&](ir::SymbolId flag) {
    return own.isSetBehind(flag, member.site->range()) &&
           std::ranges::any_of(unit.functions, [&](const ir::Function &other) {
             return other.record == unit.functions[at].record && &other != &unit.functions[at] &&
                    Flags(other).isLookedAt(flag, guard.back());
           });
  });
}

} // namespace maplint::flow
