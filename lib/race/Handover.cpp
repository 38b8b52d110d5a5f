#include "lib/race/Handover.h"

#include <algorithm>
#include <map>
#include <set>

namespace maplint::race {

using ir::Op;

/// A write behind a test that `read` has passed by then: in its branch, or in a function that is
/// called there. The lock is taken behind the test too.
static bool isDoneBefore(const Sites &sites, const Site &read, const Member &write,
                         const Guard &held) {
  if (write.site->root != read.root)
    return false;
  const ir::Function &root = sites.unit().functions[read.root];
  const SourceRange &at = sites.facts().instruction(write.site->access->at).range;
  const SourceRange &taken = held.lock.taken;
  return std::ranges::any_of(root.ifs, [&](const ir::If &test) {
    return test.thenBranch.contains(at) &&
           (test.thenBranch.contains(taken) || !root.range.contains(taken)) &&
           test.range.end <= sites.facts().instruction(read.access->at).range.begin;
  });
}

bool readsWhatIsReady(const Sites &sites, const Member &read, const Group &group,
                      const Chain &guard) {
  if (read.site->writes)
    return false;
  // What the function tests in which the operation stands holds for all that call it.
  const ir::FunctionId at = sites.functionAt(read.site->range());
  const auto own = std::ranges::find_if(group, [&](const Member &other) {
    return other.site->root == at && other.site->range() == read.site->range();
  });
  const Site &judged = own == group.end() ? *read.site : *own->site;
  std::map<SourceRange, bool> isDone; // by writing operation
  for (const Member &other : group) {
    if (!other.site->writes)
      continue;
    const Guard *held = other.guard(guard);
    if (!held)
      return false;
    isDone[other.site->range()] |= isDoneBefore(sites, judged, other, *held);
  }
  return !isDone.empty() &&
         std::ranges::all_of(isDone, [](const auto &entry) { return entry.second; });
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

/// The same, as far as `function`, which does it at `where`, tells.
static bool isHandedOverIn(const ir::Unit &unit, ir::FunctionId function, const SourceRange &where,
                           ir::SymbolId mutex) {
  if (function == ir::none || unit.functions[function].record == ir::none)
    return false;
  const Flags own(unit.functions[function]);
  return std::ranges::any_of(own.setUnder(mutex), [&](ir::SymbolId flag) {
    return own.isSetBehind(flag, where) &&
           std::ranges::any_of(unit.functions, [&](const ir::Function &other) {
             return other.record == unit.functions[function].record &&
                    &other != &unit.functions[function] && Flags(other).isLookedAt(flag, mutex);
           });
  });
}

bool isHandedOver(const Sites &sites, const Member &member, const Chain &guard) {
  if (guard.empty() || guard.back() >= throughHalf)
    return false;
  // Where the operation stands, or where one of the calls does that lead to it: the group may be
  // told by callers that own the whole object.
  const auto isOn = [&](const SourceRange &where) {
    return isHandedOverIn(sites.unit(), sites.functionAt(where), where, guard.back());
  };
  return isOn(member.site->range()) ||
         std::ranges::any_of(member.site->access->calls, isOn, &Step::range);
}

} // namespace maplint::race
