#include "lib/flow/ClassExplorer.h"

#include <algorithm>

namespace maplint::flow {

/// More ways in which a class can be left than anybody would look at.
static constexpr std::size_t mostDeaths = 6;

/// Live handles, one a member, at a position nobody knows; members that hold other things as well
/// are left out.
std::vector<Resting> ClassExplorer::settled(const std::vector<Resting> &all) {
  std::map<PathId, Resting> found;
  std::set<PathId> mixed;
  Domain &domain = shared_.domain;
  for (const Resting &left : all) {
    if (!left.handle) {
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

std::vector<Resting> ClassExplorer::explore(ir::FunctionId method,
                                            const std::vector<Resting> &seeds,
                                            const SourceRange &leftBy) {
  UnitFacts scratch(facts_.unit(), facts_.domainPointer());
  Engine engine(shared_, method, scratch);
  engine.seed(seeds);
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
    if (facts_.unit().functions[method].isConstructor)
      continue;
    for (const Resting &left : explore(method, alive, {})) {
      const bool isSeeded = std::ranges::any_of(
          alive, [&](const Resting &seed) { return seed.member == left.member; });
      if (left.isDead && isSeeded && dead.size() < mostDeaths)
        dead.emplace_back(method, left);
    }
  }
  for (auto &[by, left] : dead) {
    left.death.leftBehind = facts_.unit().functions[by].range;
    left.death.isGuess = true;
    for (const auto &[member, sym] : left.along)
      if (member != left.member && sym && shared_.domain.symbol(sym).kind != SymKind::Initial)
        left.death.along.emplace(member, sym);
    for (const ir::FunctionId method : methods_)
      if (!facts_.unit().functions[method].isConstructor)
        explore(method, {left}, left.death.leftBehind);
  }
}

} // namespace maplint::flow
