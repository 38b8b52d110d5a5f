// What no path can name any more is forgotten: temporaries that are gone, and what was only
// reachable from them. A long body that makes a temporary a line would otherwise carry all of them
// to its end, in every state.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace maplint::flow {

namespace {

/// Marks what is reachable from variables, `*this`, globals, callers and the values at hand.
class Marker {
public:
  Marker(const Domain &domain, const State &state) : domain_(domain) {
    held_.reserve(state.store.size());
    for (const auto &[path, value] : state.store)
      held_.emplace_back(domain.root(path), value.sym);
    std::ranges::sort(held_);
    for (const auto &[root, sym] : held_)
      note(root);
    for (const auto &[path, contents] : state.contents)
      note(domain.root(path));
    for (const auto &[value, held] : state.values)
      mark(held.sym);
    drain(); // everything is noted by now
  }

  [[nodiscard]] bool isLive(PathId path) const { return roots_.contains(domain_.root(path)); }

private:
  /// A root that stands on its own is live; what a made-up pointer names waits for that pointer.
  void note(PathId root) {
    const Path &path = domain_[root];
    if (path.kind == PathKind::Pointee && path.a && isMadeHere(path.a))
      named_.try_emplace(path.a, root);
    else if (path.kind != PathKind::Temp)
      reach(root);
  }

  [[nodiscard]] bool isMadeHere(SymId pointer) const {
    const SymKind kind = domain_.symbol(pointer).kind;
    return kind == SymKind::Fresh || kind == SymKind::NonNull || kind == SymKind::Stale;
  }

  void reach(PathId root) {
    if (!roots_.insert(root))
      return;
    for (const auto &[at, sym] : std::ranges::equal_range(held_, root, {}, &Holding::first))
      mark(sym);
  }

  void mark(SymId sym) {
    if (sym && syms_.insert(sym))
      open_.push_back(sym);
  }

  void drain() {
    while (!open_.empty()) {
      const SymId sym = open_.back();
      open_.pop_back();
      const Sym &s = domain_.symbol(sym);
      if (s.kind == SymKind::Address || s.kind == SymKind::Iterator)
        reach(domain_.root(s.a));
      if (s.kind == SymKind::Iterator)
        mark(s.b);
      for (const SymId operand : s.operands)
        mark(operand);
      if (const auto pointee = named_.find(sym); pointee != named_.end())
        reach(pointee->second);
    }
  }

  using Holding = std::pair<PathId, SymId>; ///< a root, and what lies somewhere below it

  const Domain &domain_;
  std::vector<Holding> held_; ///< sorted
  FlatMap<SymId, PathId> named_;
  FlatSet<PathId> roots_;
  FlatSet<SymId> syms_;
  std::vector<SymId> open_;
};

} // namespace

/// Small states are not worth the walk.
static constexpr std::size_t worthwhile = 24;

void Engine::collectGarbage(State &state) const {
  if (state.store.size() + state.contents.size() < worthwhile)
    return;
  const Marker marker(domain_, state);
  const auto isDead = [&](const auto &entry) { return !marker.isLive(entry.first); };
  erase_if(state.store, isDead);
  erase_if(state.contents, isDead);
}

} // namespace maplint::flow
