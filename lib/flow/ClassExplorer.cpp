#include "lib/flow/ClassExplorer.h"

#include <algorithm>

namespace maplint::flow {

/// More ways in which a class can be left than anybody would look at.
static constexpr std::size_t mostDeaths = 6;

/// How many calls within the class are followed to see what a method looks at.
static constexpr unsigned callsSeen = 2;

/// Live handles, one a member, at a position nobody knows; members that hold other things as well
/// are left out.
std::vector<Resting> ClassExplorer::settled(const std::vector<Resting> &all) {
  std::map<PathId, Resting> found;
  std::set<PathId> mixed;
  Domain &domain = shared_.domain;
  for (const Resting &left : all) {
    if (!left.handle) {
      if (!left.isDead)
        mixed.insert(left.member);
      continue;
    }
    Resting seed{
        .member = left.member,
        .handle = Engine::atUnknown(domain, left.handle, domain.sym(SymKind::Initial, left.member)),
        .isDead = false};
    const auto [known, isNew] = found.emplace(left.member, seed);
    if (!isNew && known->second.handle != seed.handle)
      mixed.insert(left.member);
  }
  std::vector<Resting> result;
  for (const auto &[member, seed] : found)
    if (!mixed.contains(member) && seed.handle)
      result.push_back(seed);
  return result;
}

/// True when the function, or one of the class that it calls, names the field.
bool ClassExplorer::mentions(ir::FunctionId function, ir::SymbolId field, unsigned depth) const {
  const ir::Unit &unit = facts_.unit();
  for (const ir::Block &block : unit.functions[function].blocks)
    for (const ir::Instruction &i : block.instructions) {
      if (i.op == ir::Op::Field && i.symbol == field)
        return true;
      const auto body =
          i.op == ir::Op::Call ? unit.functionBySymbol.find(i.symbol) : unit.functionBySymbol.end();
      if (depth > 0 && body != unit.functionBySymbol.end() &&
          unit.functions[body->second].record == unit.functions[function].record &&
          mentions(body->second, field, depth - 1))
        return true;
    }
  return false;
}

/// Of the seeds, pointers into elements that neither `method` nor any of its callers in the class
/// looks after: what it erases by a key that it is given may be the element they point to.
std::vector<Resting> ClassExplorer::exposed(ir::FunctionId method,
                                            const std::vector<Resting> &seeds) const {
  const ir::Unit &unit = facts_.unit();
  const auto calls = [&](const ir::Function &caller) {
    return std::ranges::any_of(caller.blocks, [&](const ir::Block &block) {
      return std::ranges::any_of(block.instructions, [&](const ir::Instruction &i) {
        return i.op == ir::Op::Call && i.symbol == unit.functions[method].symbol;
      });
    });
  };
  std::vector<Resting> result;
  for (const Resting &seed : seeds) {
    const ir::SymbolId field = shared_.domain.lastSymbol(seed.member);
    if (seed.isDead || mentions(method, field, callsSeen))
      continue;
    if (std::ranges::none_of(methods_, [&](ir::FunctionId other) {
          return other != method && calls(unit.functions[other]) && mentions(other, field, 0);
        }))
      result.push_back(seed);
  }
  return result;
}

/// True when the method asks the container something before it trusts the member, perhaps whether
/// the element is still there.
bool ClassExplorer::looksFirst(ir::FunctionId method, const Resting &left) const {
  return !left.death.certainElement &&
         mentions(method, shared_.domain.lastSymbol(left.death.path), callsSeen);
}

std::vector<Resting> ClassExplorer::explore(ir::FunctionId method,
                                            const std::vector<Resting> &seeds,
                                            const SourceRange &leftBy) {
  UnitFacts scratch(facts_.unit(), facts_.domainPointer());
  Engine engine(shared_, method, scratch);
  engine.seed(seeds);
  engine.expose(exposed(method, seeds));
  engine.run();
  for (InvalidUse &use : scratch.invalidUses) {
    if (leftBy.valid() && !use.leftBehind.valid())
      continue; // found without looking at what another method leaves
    facts_.invalidUses.push_back(std::move(use));
  }
  return {engine.leaves().begin(), engine.leaves().end()};
}

void ClassExplorer::run(const std::map<ir::FunctionId, std::set<Resting>> &leaves) {
  std::vector<Resting> all;
  for (const ir::FunctionId method : methods_)
    if (const auto left = leaves.find(method); left != leaves.end())
      all.insert(all.end(), left->second.begin(), left->second.end());
  const std::vector<Resting> alive = settled(all);
  if (alive.empty())
    return;
  std::vector<std::pair<ir::FunctionId, Resting>> dead;
  for (const ir::FunctionId method : methods_) {
    // A constructor finds nothing in the members: what it leaves is known.
    const auto found = leaves.find(method);
    const bool isFirst = facts_.unit().functions[method].isConstructor;
    if (isFirst && found == leaves.end())
      continue;
    const auto leaving = isFirst ? std::vector<Resting>(found->second.begin(), found->second.end())
                                 : explore(method, alive, {});
    for (const Resting &left : leaving) {
      const bool isSeeded = std::ranges::any_of(
          alive, [&](const Resting &seed) { return seed.member == left.member; });
      if (left.isDead && isSeeded && dead.size() < mostDeaths)
        dead.emplace_back(method, left);
    }
  }
  for (auto &[by, left] : dead) {
    // That a constructor makes the sequence says nothing of what lies in it.
    const PathId member = left.member;
    std::erase_if(left.along, [&](const auto &entry) {
      return entry.first != member && shared_.domain.isWithin(member, entry.first);
    });
    left.death.leftBehind = facts_.unit().functions[by].range;
    left.death.isGuess = true;
    for (const auto &[member, sym] : left.along)
      if (member != left.member && sym && shared_.domain.symbol(sym).kind != SymKind::Initial)
        left.death.along.emplace(member, sym);
    for (const ir::FunctionId method : methods_)
      if (!facts_.unit().functions[method].isConstructor && !looksFirst(method, left))
        explore(method, {left}, left.death.leftBehind);
  }
}

} // namespace maplint::flow
