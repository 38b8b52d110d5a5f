#include "lib/race/Alone.h"

#include "lib/flow/Overlap.h"

#include <algorithm>
#include <map>

namespace maplint::race {

namespace {

class Finder {
public:
  explicit Finder(const UnitFacts &facts) : facts_(facts), unit_(facts.unit()) {}

  std::set<ir::FunctionId> run() {
    for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
      if (unit_.functions[f].name == "main")
        mains_.insert(f);
    if (mains_.empty() || facts_.threads.empty())
      return {};
    collectCalls();
    reached_ = reached();
    if (!useThreads())
      return {};
    collectStarts();
    return settle();
  }

private:
  void collectCalls();
  void collectStarts();
  [[nodiscard]] bool useThreads() const;
  [[nodiscard]] std::set<ir::FunctionId> reached() const;
  [[nodiscard]] bool isCandidate(ir::FunctionId function) const;
  [[nodiscard]] bool mayStart(const ir::Instruction &call) const;
  void addStart(const ThreadStart &start);
  [[nodiscard]] std::set<ir::FunctionId> settle() const;

  const UnitFacts &facts_;
  const ir::Unit &unit_;
  std::set<ir::FunctionId> mains_;
  std::map<ir::FunctionId, std::vector<At>> callsOf_;     ///< by callee
  std::map<ir::FunctionId, std::set<ir::FunctionId>> to_; ///< whom a function calls or makes
  std::set<ir::FunctionId> reached_;                      ///< from main
  std::set<ir::FunctionId> named_;                        ///< as a value, or given to a thread
  std::set<At> beside_;                                   ///< where some thread may run
  std::vector<ir::FunctionId> leaving_;                   ///< return with a thread running
};

void Finder::collectCalls() {
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &function = unit_.functions[f];
    std::set<ir::ValueId> used;
    forEach(function,
            [&](const ir::Instruction &i) { used.insert(i.operands.begin(), i.operands.end()); });
    for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
      for (std::uint32_t n = 0; n < function.blocks[b].instructions.size(); ++n) {
        const ir::Instruction &i = function.blocks[b].instructions[n];
        if (i.op == ir::Op::Lambda && i.index != ir::none)
          to_[f].insert(i.index);
        const auto body = i.op == ir::Op::Call || i.op == ir::Op::Function
                              ? unit_.functionBySymbol.find(i.symbol)
                              : unit_.functionBySymbol.end();
        if (body == unit_.functionBySymbol.end())
          continue;
        if (i.op == ir::Op::Call) {
          callsOf_[body->second].push_back({.function = f, .block = b, .index = n});
          to_[f].insert(body->second);
        } else if (used.contains(i.result)) { // the callee of a plain call is named as well
          named_.insert(body->second);
        }
      }
  }
  for (const ThreadStart &start : facts_.threads)
    if (start.entry != ir::none)
      named_.insert(start.entry);
}

std::set<ir::FunctionId> Finder::reached() const {
  std::set<ir::FunctionId> seen = mains_;
  std::vector<ir::FunctionId> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const auto next = to_.find(open.back());
    open.pop_back();
    if (next == to_.end())
      continue;
    for (const ir::FunctionId callee : next->second)
      if (seen.insert(callee).second)
        open.push_back(callee);
  }
  return seen;
}

bool Finder::useThreads() const {
  return std::ranges::any_of(facts_.threads, [&](const ThreadStart &start) {
    return reached_.contains(start.at.function);
  });
}

/// Its body is out of sight, and it is nothing that leaves no thread behind for sure.
bool Finder::mayStart(const ir::Instruction &call) const {
  const ir::Symbol *callee = unit_.symbol(call.symbol);
  if (call.op != ir::Op::Call || !callee || unit_.functionBySymbol.contains(call.symbol))
    return false;
  const bool isOfC = callee->inSystemHeader && callee->name.find(':') == callee->name.npos;
  return !isOfC && !callee->name.starts_with("std::") && !callee->name.starts_with("__gnu_cxx::");
}

void Finder::addStart(const ThreadStart &start) {
  // What follows a call that another thread already runs beside is known.
  if (beside_.contains(start.at))
    return;
  const flow::Overlap overlap(facts_, start);
  beside_.insert(overlap.reached().begin(), overlap.reached().end());
  if (overlap.outlives())
    leaving_.push_back(start.at.function);
}

void Finder::collectStarts() {
  for (const ThreadStart &start : facts_.threads)
    addStart(start);
  for (const ir::FunctionId f : reached_)
    for (auto b = static_cast<ir::BlockId>(unit_.functions[f].blocks.size()); b-- > 0;) {
      const std::vector<ir::Instruction> &all = unit_.functions[f].blocks[b].instructions;
      for (std::uint32_t n = 0; n < all.size(); ++n)
        if (mayStart(all[n]))
          addStart({.at = {.function = f, .block = b, .index = n}});
    }
  std::set<ir::FunctionId> told;
  while (!leaving_.empty()) {
    const ir::FunctionId f = leaving_.back();
    leaving_.pop_back();
    const auto calls = callsOf_.find(f);
    if (!told.insert(f).second || calls == callsOf_.end())
      continue;
    for (const At &call : calls->second)
      addStart({.at = call});
  }
}

bool Finder::isCandidate(ir::FunctionId f) const {
  const ir::Function &function = unit_.functions[f];
  return !function.isLambda && !function.isConstructor && !function.isDestructor &&
         !function.isVirtual && function.overrides.empty() && !named_.contains(f) &&
         callsOf_.contains(f);
}

/// Starts from all that may be, and strikes out what some call refutes until nothing changes.
std::set<ir::FunctionId> Finder::settle() const {
  std::set<ir::FunctionId> alone;
  for (const ir::FunctionId f : reached_)
    if (isCandidate(f))
      alone.insert(f);
  const auto isBad = [&](const At &call) {
    return beside_.contains(call) ||
           (!alone.contains(call.function) && !mains_.contains(call.function));
  };
  while (std::erase_if(
      alone, [&](ir::FunctionId f) { return std::ranges::any_of(callsOf_.at(f), isBad); }))
    ;
  return alone;
}

} // namespace

std::set<ir::FunctionId> calledAlone(const UnitFacts &facts) {
  return Finder(facts).run();
}

} // namespace maplint::race
