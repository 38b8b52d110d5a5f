#include "lib/race/Posted.h"

#include "lib/race/Conflicts.h"

#include <algorithm>
#include <map>

namespace maplint::race {

namespace {

/// How one container is used.
struct Use {
  std::set<SourceRange> posted;
  bool postedWrite = false;
  const Site *example = nullptr;
  const Site *direct = nullptr;
  std::set<ir::FunctionId> directly; ///< functions that use it without posting
};

class Finder {
public:
  Finder(const Sites &sites, const std::vector<Strand> &strands)
      : sites_(sites), strands_(strands) {}

  std::vector<Breach> run() {
    // Posting to one's own thread is common; that threads are about must be seen.
    const bool threaded = std::ranges::any_of(strands_, [&](const Strand &strand) {
      return strand.start->kind != ir::SpawnKind::Posted || locksToPost(*strand.start);
    });
    if (!threaded)
      return {};
    collectPosted();
    collectDirect();
    std::vector<Breach> found;
    for (const auto &[path, use] : uses_)
      if (use.posted.size() >= 2 && use.postedWrite && use.directly.size() == 1)
        found.push_back({.kind = Race::Kind::Unposted,
                         .site = use.direct,
                         .guarded = use.example,
                         .confidence = Confidence::Medium});
    return found;
  }

private:
  [[nodiscard]] bool isMember(PathId path) const {
    const Domain &domain = sites_.facts().domain();
    return domain[unfold(domain, path).root].kind == PathKind::This;
  }

  /// What posts takes a lock to do so: the queue has another thread at its other end.
  [[nodiscard]] bool locksToPost(const ThreadStart &start) const {
    const SourceRange &at = sites_.facts().instruction(start.at).range;
    bool locks = false;
    forEach(sites_.facts().function(start.at), [&](const ir::Instruction &i) {
      const ir::Function *body =
          i.op == ir::Op::Call && i.range == at ? sites_.unit().body(i.symbol) : nullptr;
      if (body)
        forEach(*body, [&](const ir::Instruction &inner) { locks |= inner.op == ir::Op::Lock; });
    });
    return locks;
  }

  void collectPosted() {
    for (const Strand &strand : strands_) {
      if (strand.start->kind != ir::SpawnKind::Posted || strand.entry == ir::none)
        continue;
      bodies_.insert(sites_.unit().functions[strand.entry].range);
      for (const Seen &seen : strand.seen) {
        if (!isMember(seen.path) || !seen.locks.empty())
          continue;
        Use &use = uses_[seen.path];
        use.posted.insert(seen.site->range());
        use.postedWrite |= seen.site->writes;
        if (!use.example || (seen.site->writes && !use.example->writes))
          use.example = seen.site;
      }
    }
  }

  void collectDirect() {
    for (ir::FunctionId f = 0; f < sites_.unit().functions.size(); ++f) {
      if (sites_.unit().functions[f].isLambda || !sites_.isEntryPoint(f) || sites_.isLifeCycle(f))
        continue;
      for (const Site &site : sites_.of(f)) {
        const auto use = uses_.find(site.path);
        const bool posted = std::ranges::any_of(
            bodies_, [&](const SourceRange &body) { return body.contains(site.range()); });
        if (use == uses_.end() || posted || use->second.posted.contains(site.range()))
          continue;
        // Who takes a lock has another discipline in mind.
        if (!site.locks.empty())
          use->second.directly.insert(ir::none);
        use->second.directly.insert(f);
        const Site *&direct = use->second.direct;
        if (!direct || (site.writes && !direct->writes))
          direct = &site;
      }
    }
  }

  const Sites &sites_;
  const std::vector<Strand> &strands_;
  std::map<PathId, Use> uses_;
  std::set<SourceRange> bodies_;
};

} // namespace

std::vector<Breach> unpostedAccesses(const Sites &sites, const std::vector<Strand> &strands) {
  return Finder(sites, strands).run();
}

} // namespace maplint::race
