#include "lib/race/Served.h"

#include "lib/model/Concurrency.h"

#include <algorithm>
#include <map>

namespace maplint::race {

namespace {

class Finder {
public:
  Finder(const Sites &sites, const std::vector<Strand> &strands)
      : sites_(sites), unit_(sites.unit()), strands_(strands) {}

  std::vector<Conflict> run() {
    countServers();
    std::vector<const Strand *> handlers;
    for (const Strand &strand : strands_)
      if (strand.start->kind == ir::SpawnKind::Posted && servers_[loopOf(strand)] > 1)
        handlers.push_back(&strand);
    for (const Strand *a : handlers)
      for (const Strand *b : handlers)
        if (a <= b && loopOf(*a) == loopOf(*b))
          compare(*a, *b);
    return std::move(found_);
  }

private:
  /// The event loop it is posted to, none for executors of which nothing is known.
  [[nodiscard]] ir::SymbolId loopOf(const Strand &strand) const {
    return sites_.facts().instruction(strand.start->at).symbol;
  }

  void countServers();
  void addServed(const Strand &server, std::size_t threads);
  void compare(const Strand &a, const Strand &b);

  const Sites &sites_;
  const ir::Unit &unit_;
  const std::vector<Strand> &strands_;
  std::map<ir::SymbolId, std::size_t> servers_; ///< threads that call run(), by event loop
  std::vector<Conflict> found_;
};

static bool isRun(const ir::Symbol *callee) {
  const std::size_t at = callee ? callee->name.rfind("::") : std::string::npos;
  return at != std::string::npos && callee->name.substr(at) == "::run" &&
         model::isEventLoop(callee->name.substr(0, at));
}

void Finder::addServed(const Strand &server, std::size_t threads) {
  std::map<ir::ValueId, ir::SymbolId> places;
  std::set<ir::SymbolId> served;
  forEach(unit_.functions[server.entry], [&](const ir::Instruction &i) {
    if (i.op == ir::Op::Field || i.op == ir::Op::Global)
      places[i.result] = i.symbol;
    else if ((i.op == ir::Op::Load || i.op == ir::Op::Deref) && !i.operands.empty())
      if (const auto behind = places.find(i.operands[0]); behind != places.end())
        places[i.result] = ir::SymbolId(behind->second); // a member that refers to the loop
    if (i.op != ir::Op::Call || i.operands.empty() || !isRun(unit_.symbol(i.symbol)))
      return;
    if (const auto place = places.find(i.operands[0]); place != places.end())
      served.insert(place->second);
  });
  for (const ir::SymbolId loop : served)
    servers_[loop] += threads;
}

void Finder::countServers() {
  servers_[ir::none] = 0;
  for (const Strand &strand : strands_)
    if (strand.entry != ir::none && !strand.implied && strand.start->kind != ir::SpawnKind::Posted)
      addServed(strand, strand.overlap.repeats() ? 2 : 1);
}

void Finder::compare(const Strand &a, const Strand &b) {
  const Domain &domain = sites_.facts().domain();
  const auto recordOf = [&](const Strand &strand) {
    return unit_.functions[strand.start->at.function].record;
  };
  for (const Seen &one : a.seen)
    for (const Seen &other : b.seen) {
      const PathKind root = domain[unfold(domain, one.path).root].kind;
      const bool same =
          one.path == other.path &&
          (root == PathKind::Global || (root == PathKind::This && recordOf(a) == recordOf(b)));
      if (!same || (!one.site->writes && !other.site->writes) || keptApart(one.locks, other.locks))
        continue;
      const bool swap =
          blameOrder(other.site->writes, other.locks) < blameOrder(one.site->writes, one.locks);
      const Seen &blamed = swap ? other : one;
      const Seen &rest = swap ? one : other;
      found_.push_back({.path = blamed.path,
                        .blamed = blamed.site,
                        .blamedLocks = blamed.locks,
                        .other = rest.site,
                        .otherLocks = rest.locks,
                        .strand = swap ? &b : &a,
                        .second = &a == &b ? nullptr : (swap ? &a : &b),
                        .withItself = &a == &b,
                        .confidence = Confidence::Medium});
    }
}

} // namespace

std::vector<Conflict> conflictsOfHandlers(const Sites &sites, const std::vector<Strand> &strands) {
  return Finder(sites, strands).run();
}

} // namespace maplint::race
