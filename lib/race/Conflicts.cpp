#include "lib/race/Conflicts.h"

#include "lib/race/Published.h"

#include "lib/flow/Regions.h"

#include <algorithm>

namespace maplint::race {

unsigned blameOrder(bool writes, std::span<const HeldLock> locks) {
  if (locks.empty())
    return writes ? 0 : 2;
  const bool shared = std::ranges::all_of(locks, &HeldLock::shared);
  return writes && shared ? 1 : 3;
}

namespace {

/// One side of a possible conflict.
struct Side {
  const Site *site = nullptr;
  PathId path = 0;
  std::span<const HeldLock> locks;
  HeldLock ownLock{};
};

Side sideOf(const Seen &seen) {
  return {.site = seen.site, .path = seen.path, .locks = seen.locks, .ownLock = seen.ownLock};
}

Side sideOf(const Site &site) {
  return {.site = &site, .path = site.path, .locks = site.locks};
}

class Finder {
public:
  Finder(const Sites &sites, const std::vector<Strand> &strands)
      : sites_(sites), facts_(sites.facts()), strands_(strands) {}

  std::vector<Conflict> run() {
    for (const Strand &strand : strands_) {
      if (strand.start->kind == ir::SpawnKind::Posted)
        continue;
      withItself(strand);
      withSisters(strand);
      withRest(strand);
      if (isRegion(facts_, *strand.start) || strand.start->kind == ir::SpawnKind::Parallel)
        continue; // all of it is done when the next statement runs
      withOthers(strand);
      withStarter(strand);
      if (strand.start->byCallee)
        continue; // the rest was told where the thread starts
      withPool(strand);
      withMembers(strand);
      withUnit(strand);
      withHolders(strand);
    }
    return std::move(found_);
  }

private:
  void withItself(const Strand &strand);
  void meet(const Strand &strand, const Seen &a, const Strand &other, const Seen &b,
            Confidence confidence);
  void against(const Strand &strand, const Strand &other);
  void withSisters(const Strand &strand);
  void withRest(const Strand &strand);
  void withOthers(const Strand &strand);
  void withStarter(const Strand &strand);
  void withMembers(const Strand &strand);
  void withUnit(const Strand &strand);
  void withHolders(const Strand &strand);
  void withPool(const Strand &strand);
  [[nodiscard]] ir::SymbolId poolOf(const Strand &strand) const;
  [[nodiscard]] std::vector<ThreadStart> objectsOf(const Strand &strand, ir::FunctionId f) const;
  void besideObject(const Strand &strand, const ThreadStart &object);
  void add(const Strand &strand, Side a, Side b, Confidence confidence);
  void addOwner(const Strand &strand, Side owner, Side thread, Confidence confidence);
  void keep(const Strand &strand, const Side &blamed, const Side &other, Confidence confidence);
  [[nodiscard]] bool inSpawned(const SourceRange &range) const;
  [[nodiscard]] bool runsAfterStart(ir::FunctionId method) const;
  [[nodiscard]] bool loops(const Site &site) const;
  [[nodiscard]] bool neverJoined(ir::SymbolId record) const;
  [[nodiscard]] bool startsWithObject(ir::FunctionId starter) const;

  const Sites &sites_;
  const UnitFacts &facts_;
  const std::vector<Strand> &strands_;
  std::vector<Conflict> found_;
};

void Finder::keep(const Strand &strand, const Side &blamed, const Side &other,
                  Confidence confidence) {
  if ((!blamed.site->writes && !other.site->writes) || keptApart(blamed.locks, other.locks) ||
      isPublished(sites_, *blamed.site, *other.site) ||
      isPublished(sites_, *other.site, *blamed.site))
    return;
  if (strand.ofOtherObject) // each run may have an object of its own
    confidence = std::min(confidence, Confidence::Medium);
  found_.push_back({.path = blamed.path,
                    .blamed = blamed.site,
                    .blamedLocks = {blamed.locks.begin(), blamed.locks.end()},
                    .other = other.site,
                    .otherLocks = {other.locks.begin(), other.locks.end()},
                    .ownLock = blamed.ownLock,
                    .strand = &strand,
                    .confidence = confidence});
}

void Finder::add(const Strand &strand, Side a, Side b, Confidence confidence) {
  if (blameOrder(b.site->writes, b.locks) < blameOrder(a.site->writes, a.locks))
    std::swap(a, b);
  keep(strand, a, b, confidence);
}

/// Who started the thread knows of it: an access of the owner without a lock is the one to blame.
void Finder::addOwner(const Strand &strand, Side owner, Side thread, Confidence confidence) {
  if (owner.locks.empty())
    keep(strand, owner, thread, confidence);
  else
    add(strand, owner, thread, confidence);
}

static Confidence certainty(const Seen &seen) {
  return seen.indirect ? Confidence::Medium : Confidence::High;
}

/// What two strands, or two runs of one, do at the same time.
void Finder::meet(const Strand &strand, const Seen &a, const Strand &other, const Seen &b,
                  Confidence confidence) {
  const std::size_t before = found_.size();
  if (a.path == b.path)
    add(strand, sideOf(a), sideOf(b), confidence);
  if (found_.size() == before)
    return;
  if (&other == &strand)
    found_.back().withItself = true;
  else
    found_.back().second = &other;
}

void Finder::withItself(const Strand &strand) {
  for (const Seen &a : strand.seen) {
    if (!strand.besideItself(sites_, a.path))
      continue;
    for (const Seen &b : strand.seen)
      if (&a <= &b)
        meet(strand, a, strand, b, std::min(certainty(a), certainty(b)));
  }
}

/// Two strands that run at the same time.
void Finder::against(const Strand &strand, const Strand &other) {
  for (const Seen &a : strand.seen)
    for (const Seen &b : other.seen)
      meet(strand, a, other, b, std::min(certainty(a), certainty(b)));
}

/// Sections of one directive; each pair is looked at once.
void Finder::withSisters(const Strand &strand) {
  for (const Strand &other : strands_) {
    if (&other <= &strand || !areSisters(facts_, *strand.start, *other.start))
      continue;
    against(strand, other);
  }
}

/// A task and what follows it before it is waited for.
void Finder::withRest(const Strand &strand) {
  for (const Seen &a : strand.seen)
    for (const Seen &b : strand.beside)
      if (a.path == b.path)
        addOwner(strand, sideOf(b), sideOf(a), Confidence::High);
}

void Finder::withOthers(const Strand &strand) {
  for (const Strand &other : strands_) {
    if (other.start->at.function != strand.start->at.function || &other == &strand ||
        isRegion(facts_, *other.start) || other.start->kind == ir::SpawnKind::Posted ||
        other.start->at == strand.start->at || !strand.overlap.contains(other.start->at))
      continue;
    against(strand, other);
  }
}

/// Inside a body that runs on a thread of its own: not what the function around it does itself.
bool Finder::inSpawned(const SourceRange &range) const {
  return std::ranges::any_of(facts_.threads, [&](const ThreadStart &start) {
    return start.entry != ir::none && facts_.unit().functions[start.entry].isLambda &&
           facts_.unit().functions[start.entry].range.contains(range);
  });
}

void Finder::withStarter(const Strand &strand) {
  for (const Site &site : sites_.of(strand.start->at.function)) {
    if (!strand.overlap.contains(site.access->at) || inSpawned(site.range()) ||
        !mayBeShared(facts_, site.path))
      continue;
    for (const Seen &seen : strand.seen)
      if (seen.path == site.path)
        addOwner(strand, sideOf(site), sideOf(seen), certainty(seen));
  }
}

bool Finder::runsAfterStart(ir::FunctionId id) const {
  const ir::Function &function = facts_.unit().functions[id];
  return sites_.isEntryPoint(id) && !flow::joinsOrCallsJoin(facts_.unit(), function) &&
         !sites_.isLifeCycle(id);
}

bool Finder::loops(const Site &site) const {
  const ir::Function &root = facts_.unit().functions[site.root];
  return root.blocks[site.access->at.block].loop != ir::none;
}

/// No method of the class joins anything: its threads are detached.
bool Finder::neverJoined(ir::SymbolId record) const {
  return std::ranges::none_of(facts_.unit().functions, [&](const ir::Function &function) {
    return function.record == record && flow::joins(function);
  });
}

/// A constructor, or what only constructors call.
bool Finder::startsWithObject(ir::FunctionId starter) const {
  const ir::Unit &unit = facts_.unit();
  const std::set<ir::FunctionId> &callers = sites_.callers(starter);
  return unit.functions[starter].isConstructor ||
         (!callers.empty() && std::ranges::all_of(callers, [&](ir::FunctionId caller) {
           return unit.functions[caller].isConstructor;
         }));
}

/// The pool of several threads that a method which anybody may call, any number of times, gives the
/// task to; none for other strands.
ir::SymbolId Finder::poolOf(const Strand &strand) const {
  const ir::FunctionId starter = strand.start->at.function;
  const bool isTask = strand.start->kind == ir::SpawnKind::Thread && !strand.implied &&
                      !strand.kept && !strand.start->byCallee;
  return isTask && sites_.isEntryPoint(starter) && !sites_.isLifeCycle(starter)
             ? facts_.instruction(strand.start->at).symbol
             : ir::none;
}

/// The tasks that the methods of an object, or functions of the unit, give to one pool.
void Finder::withPool(const Strand &strand) {
  const ir::SymbolId pool = poolOf(strand);
  if (pool == ir::none)
    return;
  for (const Strand &other : strands_) {
    if (&other < &strand || poolOf(other) != pool)
      continue;
    for (const Seen &a : strand.seen) {
      const PathKind root = facts_.domain()[unfold(facts_.domain(), a.path).root].kind;
      if (root == PathKind::This || root == PathKind::Global)
        for (const Seen &b : other.seen)
          meet(strand, a, other, b, Confidence::Medium);
    }
  }
}

/// The thread of an object against its other methods, which callers run on threads of theirs.
void Finder::withMembers(const Strand &strand) {
  const ir::Unit &unit = facts_.unit();
  const ir::Function &starter = unit.functions[strand.start->at.function];
  const bool elsewhere = strand.ofOtherObject && strand.overlap.repeats();
  const ir::SymbolId record =
      strand.ofOtherObject ? unit.functions[strand.entry].record : starter.record;
  if (record == ir::none || (!strand.overlap.outlives() && !elsewhere))
    return;
  const bool detached = neverJoined(record);
  const bool withObject =
      !elsewhere && !strand.implied && startsWithObject(strand.start->at.function);
  for (ir::FunctionId method = 0; method < unit.functions.size(); ++method) {
    const ir::Function &function = unit.functions[method];
    if (function.record != record || method == strand.entry || function.isLambda ||
        method == strand.start->at.function || !runsAfterStart(method))
      continue;
    for (const Site &site : sites_.of(method))
      for (const Seen &seen : strand.seen) {
        const PathKind root = facts_.domain()[unfold(facts_.domain(), seen.path).root].kind;
        if (seen.path != site.path || root != PathKind::This)
          continue;
        // Before anything calls back the methods may well fill what the callback reads.
        if (strand.kept && !seen.site->writes)
          continue;
        // A thread that starts with the object surely runs when a method is called.
        // A run() that goes round and round is there for the methods to talk to.
        const bool lives =
            (seen.site->writes || strand.ofOtherObject) && (loops(*seen.site) || detached);
        const Confidence sure = withObject           ? Confidence::High
                                : lives || elsewhere ? Confidence::Medium
                                                     : Confidence::Low;
        addOwner(strand, sideOf(site), sideOf(seen), sure);
      }
  }
}

/// A thread that outlives its starter against whatever else of the unit touches the same global.
void Finder::withUnit(const Strand &strand) {
  const ir::Unit &unit = facts_.unit();
  if (!strand.overlap.outlives())
    return;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f) {
    if (f == strand.entry || f == strand.start->at.function || sites_.of(f).empty() ||
        !runsAfterStart(f) || !objectsOf(strand, f).empty())
      continue;
    for (const Site &site : sites_.of(f))
      for (const Seen &seen : strand.seen)
        if (seen.path == site.path &&
            facts_.domain()[facts_.domain().root(site.path)].kind == PathKind::Global)
          add(strand, sideOf(seen), sideOf(site), Confidence::Medium);
  }
}

/// The variables of a function whose constructor starts the thread.
std::vector<ThreadStart> Finder::objectsOf(const Strand &strand, ir::FunctionId f) const {
  const ir::Unit &unit = facts_.unit();
  const ir::SymbolId record = unit.functions[strand.start->at.function].record;
  std::vector<ThreadStart> objects;
  if (record == ir::none || strand.implied || !startsWithObject(strand.start->at.function))
    return objects;
  const ir::Function &function = unit.functions[f];
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    for (std::uint32_t n = 0; n < function.blocks[b].instructions.size(); ++n) {
      const ir::Instruction &i = function.blocks[b].instructions[n];
      if (i.op != ir::Op::Declare || function.variables[i.index].isReference)
        continue;
      const ir::Type *type = unit.type(function.variables[i.index].type);
      if (type && type->record == record && !type->pointerLike())
        objects.push_back({.at = {.function = f, .block = b, .index = n}});
    }
  return objects;
}

/// What a function does with globals while an object lives whose constructor has started the
/// thread.
void Finder::withHolders(const Strand &strand) {
  if (!strand.overlap.outlives())
    return;
  for (ir::FunctionId f = 0; f < facts_.unit().functions.size(); ++f)
    if (!sites_.of(f).empty())
      for (const ThreadStart &object : objectsOf(strand, f))
        besideObject(strand, object);
}

void Finder::besideObject(const Strand &strand, const ThreadStart &object) {
  const flow::Overlap alive(facts_, object);
  for (const Site &site : sites_.of(object.at.function)) {
    if (!alive.contains(site.access->at) || inSpawned(site.range()) ||
        facts_.domain()[facts_.domain().root(site.path)].kind != PathKind::Global)
      continue;
    for (const Seen &seen : strand.seen)
      if (seen.path == site.path)
        addOwner(strand, sideOf(site), sideOf(seen), certainty(seen));
  }
}

} // namespace

std::vector<Conflict> conflictsOf(const Sites &sites, const std::vector<Strand> &strands) {
  return Finder(sites, strands).run();
}

} // namespace maplint::race
