#include "lib/race/Strands.h"

#include "lib/flow/Regions.h"
#include "lib/flow/Translate.h"
#include "lib/model/Concurrency.h"
#include "lib/race/Entries.h"

#include <algorithm>

namespace maplint::race {

namespace {

/// Builds the strands of one unit.
class Builder {
public:
  Builder(const Sites &sites, Domain &domain)
      : sites_(sites), facts_(sites.facts()), unit_(sites.unit()), domain_(domain) {}

  std::vector<Strand> run() {
    std::vector<Strand> strands;
    for (const ThreadStart &start : facts_.threads) {
      if (isRegion(facts_, start)) {
        if (start.kind != ir::SpawnKind::Parallel && !teamAround(facts_, start))
          continue;
        strands.push_back({.start = &start, .overlap = flow::Overlap(facts_, start)});
        addRegion(strands.back());
        if (start.kind == ir::SpawnKind::Task)
          addBeside(strands.back());
        continue;
      }
      for (const ir::FunctionId entry : entriesOf(facts_, start)) {
        strands.push_back({.start = &start,
                           .entry = entry,
                           .overlap = flow::Overlap(facts_, start),
                           .ofOtherObject = isMadeElsewhere(entry, start.at.function)});
        addEntry(strands.back());
        addIndirect(strands.back());
        addOverriders(start, entry, strands);
        addKept(start, entry, strands);
      }
    }
    addImplied(strands);
    return strands;
  }

private:
  [[nodiscard]] bool isMadeElsewhere(ir::FunctionId entry, ir::FunctionId starter) const;
  [[nodiscard]] bool isOwn(ir::FunctionId entry, PathId mutex) const;
  [[nodiscard]] bool hasBody(const Strand &strand) const;
  [[nodiscard]] bool isBehindBody(const Strand &strand, const Site &site) const;
  flow::Binding bind(const Strand &strand);
  void addEntry(Strand &strand);
  void addRegion(Strand &strand);
  [[nodiscard]] bool isFirstSlot(const Site &site) const;
  void addBeside(Strand &strand);
  void addIndirect(Strand &strand);
  void addOverriders(const ThreadStart &start, ir::FunctionId by, std::vector<Strand> &strands);
  void addKept(const ThreadStart &start, ir::FunctionId by, std::vector<Strand> &strands);
  void addImplied(std::vector<Strand> &strands);
  [[nodiscard]] bool overrides(const ir::Function &function, ir::SymbolId base) const;
  [[nodiscard]] bool isOwnObject(ir::FunctionId entry, ir::ValueId receiver) const;
  [[nodiscard]] std::set<ir::VarId> privates(const ThreadStart &start) const;
  std::vector<HeldLock> regionLocks(const Strand &strand, const Site &site);
  void addDirectives(const ThreadStart &start, const Site &site, std::vector<HeldLock> &locks);

  const Sites &sites_;
  const UnitFacts &facts_;
  const ir::Unit &unit_;
  Domain &domain_;
};

/// A lambda that neither the starter nor a function around it has made.
bool Builder::isMadeElsewhere(ir::FunctionId entry, ir::FunctionId starter) const {
  const ir::FunctionId maker = unit_.functions[entry].parent;
  for (ir::FunctionId f = starter; f != ir::none; f = unit_.functions[f].parent)
    if (f == maker)
      return false;
  return maker != ir::none;
}

flow::Binding Builder::bind(const Strand &strand) {
  const ir::Function &entry = unit_.functions[strand.entry];
  const ThreadStart &start = *strand.start;
  const std::uint32_t sequence = ~std::uint32_t{0} - start.at.index;
  std::vector<SymId> arguments = start.arguments;
  if (strand.entry != start.entry ||
      strand.implied) // captures of a lambda made elsewhere are not known here
    return {domain_, strand.entry, {}, domain_.path(PathKind::This), start.at.function, sequence};
  if (!entry.isMethod || entry.isStatic || entry.isLambda)
    return {domain_,           strand.entry, std::move(arguments), domain_.path(PathKind::This),
            start.at.function, sequence};
  flow::Binding receiver(domain_, strand.entry, {}, 0, start.at.function, sequence);
  const PathId self = arguments.empty() ? 0 : receiver.pointee(arguments.front());
  if (!arguments.empty())
    arguments.erase(arguments.begin());
  return {domain_, strand.entry, std::move(arguments), self, start.at.function, sequence};
}

/// A mutex that each run of the thread makes for itself keeps nobody out.
bool Builder::isOwn(ir::FunctionId entry, PathId mutex) const {
  const Path &root = domain_[domain_.root(mutex)];
  if (!mutex || root.kind != PathKind::Var || root.a != entry)
    return false;
  const ir::Variable &variable = unit_.functions[entry].variables[root.b];
  const ir::Type *type = unit_.type(variable.type);
  return variable.storage == ir::Storage::Local && !variable.isReference && type &&
         type->kind == ir::TypeKind::Mutex;
}

/// The thread runs a body object, of which a parallel algorithm gives each thread a copy.
bool Builder::hasBody(const Strand &strand) const {
  const ir::Function &entry = unit_.functions[strand.entry];
  return strand.start->kind == ir::SpawnKind::Parallel && entry.isMethod && !entry.isLambda;
}

/// What a member of the body object refers to is one for all.
bool Builder::isBehindBody(const Strand &strand, const Site &site) const {
  if (!hasBody(strand))
    return false;
  const Unfolded own = unfold(domain_, site.path);
  return domain_[own.root].kind == PathKind::This && own.steps.size() >= 2 &&
         own.steps[1] == throughPointer;
}

void Builder::addEntry(Strand &strand) {
  flow::Binding binding = bind(strand);
  binding.know(strand.start->given);
  for (const Site &site : sites_.of(strand.entry)) {
    // Asked in the thread's own terms too: an index it was given is constant for the starter.
    const PathId path = binding.path(site.path);
    const bool isOfBody =
        hasBody(strand) && domain_[domain_.root(site.path)].kind == PathKind::This;
    if (!path || !mayBeShared(facts_, site.path) ||
        ((isOfBody || !mayBeShared(facts_, path)) && !isBehindBody(strand, site)))
      continue;
    if (strand.overlap.repeats() && hasElement(domain_, path) && !hasElement(domain_, site.path))
      continue; // each start was given its own element
    Seen seen{.site = &site, .path = path};
    for (const HeldLock &lock : site.locks) {
      const PathId mutex = binding.path(lock.mutex);
      if (strand.overlap.repeats() && hasElement(domain_, mutex) &&
          !hasElement(domain_, lock.mutex))
        seen.ownLock = lock;
      else if (!isOwn(strand.entry, lock.mutex))
        seen.locks.push_back({.mutex = mutex, .shared = lock.shared, .taken = lock.taken});
    }
    strand.seen.push_back(std::move(seen));
  }
}

std::set<ir::VarId> Builder::privates(const ThreadStart &start) const {
  std::set<ir::VarId> found;
  const ir::Instruction &spawn = facts_.instruction(start.at);
  for (std::size_t n = 1; n < spawn.operands.size(); ++n)
    if (const ir::Instruction *named = makerOf(facts_.function(start.at), spawn.operands[n]))
      found.insert(named->index);
  return found;
}

/// Locks that threads of the region take: not those that were held before it began.
std::vector<HeldLock> Builder::regionLocks(const Strand &strand, const Site &site) {
  std::vector<HeldLock> locks;
  for (const HeldLock &lock : site.locks)
    if (std::ranges::find(strand.start->locks, lock) == strand.start->locks.end())
      locks.push_back(lock);
  addDirectives(*strand.start, site, locks);
  return locks;
}

/// Adds what regions that one thread runs, within the region of `start`, hold at the site: a lock
/// without a name. Those of critical regions are told with the access.
void Builder::addDirectives(const ThreadStart &start, const Site &site,
                            std::vector<HeldLock> &locks) {
  const SourceRange &region = facts_.instruction(start.at).range;
  const SourceRange &where = facts_.instruction(site.access->at).range;
  forEach(facts_.function(start.at), [&](const ir::Instruction &i) {
    const bool holds = flow::holdsRegion(i) && i.operands.empty() && i.range.contains(where) &&
                       region.contains(i.range);
    // A task is itself a region that one thread runs, or all of one: that keeps no other task out.
    if (holds && (i.range != region || start.kind == ir::SpawnKind::Parallel))
      locks.push_back({.taken = i.range});
  });
}

/// The index that a loop counts up is a constant in its first round: later rounds tell whose slot
/// it is.
bool Builder::isFirstSlot(const Site &site) const {
  return hasElement(domain_, site.path) &&
         std::ranges::any_of(sites_.of(site.root), [&](const Site &other) {
           return other.range() == site.range() && other.path != site.path &&
                  !mayBeShared(facts_, other.path);
         });
}

void Builder::addRegion(Strand &strand) {
  const ThreadStart &start = *strand.start;
  const SourceRange &region = facts_.instruction(start.at).range;
  const std::set<ir::VarId> own = privates(start);
  for (const Site &site : sites_.of(start.at.function)) {
    if (!region.contains(facts_.instruction(site.access->at).range) ||
        !mayBeShared(facts_, site.path) || isFirstSlot(site))
      continue;
    const Path &root = domain_[domain_.root(site.path)];
    if (root.kind == PathKind::Temp)
      continue;
    if (root.kind == PathKind::Var &&
        (own.contains(root.b) || region.contains(unit_.functions[root.a].variables[root.b].range)))
      continue;
    strand.seen.push_back({.site = &site, .path = site.path, .locks = regionLocks(strand, site)});
  }
}

/// Whoever runs the task, the thread that made it goes on, to make other tasks as well.
void Builder::addBeside(Strand &strand) {
  const ThreadStart *team = teamAround(facts_, *strand.start);
  const SourceRange &task = facts_.instruction(strand.start->at).range;
  for (const Site &site : sites_.of(strand.start->at.function)) {
    const SourceRange &where = facts_.instruction(site.access->at).range;
    if (!strand.overlap.contains(site.access->at) || task.contains(where) ||
        !facts_.instruction(team->at).range.contains(where) || !mayBeShared(facts_, site.path))
      continue;
    Seen seen{.site = &site, .path = site.path, .locks = site.locks};
    addDirectives(*team, site, seen.locks);
    // That one thread at a time is here says nothing of the task.
    std::erase_if(seen.locks,
                  [](const HeldLock &lock) { return !lock.mutex && lock.taken.valid(); });
    strand.beside.push_back(std::move(seen));
  }
}

void Builder::addIndirect(Strand &strand) {
  const std::set<std::size_t> counts = pointerCalls(unit_, strand.entry);
  if (counts.empty())
    return;
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &function = unit_.functions[f];
    if (f == strand.entry || !sites_.addressTaken(f) || function.isMethod ||
        !counts.contains(function.parameters))
      continue;
    for (const Site &site : sites_.of(f))
      if (domain_[domain_.root(site.path)].kind == PathKind::Global &&
          mayBeShared(facts_, site.path))
        strand.seen.push_back(
            {.site = &site, .path = site.path, .locks = site.locks, .indirect = true});
  }
}

bool Builder::overrides(const ir::Function &function, ir::SymbolId base) const {
  return std::ranges::any_of(function.overrides, [&](ir::SymbolId overridden) {
    const ir::Function *between = unit_.body(overridden);
    return overridden == base || (between && overrides(*between, base));
  });
}

/// The object that the thread was started for: `*this`, or what it was given. One that the thread
/// makes or asks for is its own.
bool Builder::isOwnObject(ir::FunctionId entry, ir::ValueId receiver) const {
  for (const ir::Instruction *made = makerOf(unit_.functions[entry], receiver); made;
       made = made->operands.empty() ? nullptr
                                     : makerOf(unit_.functions[entry], made->operands[0])) {
    if (made->op == ir::Op::This)
      return true;
    if (made->op == ir::Op::Var)
      return unit_.functions[entry].variables[made->index].storage != ir::Storage::Local;
    if (made->op != ir::Op::Deref && made->op != ir::Op::Load && made->op != ir::Op::AddressOf)
      return false;
  }
  return false;
}

/// A base class starts the thread and calls a virtual method of its own there: what runs is the
/// overrider, on the object of the derived class.
void Builder::addOverriders(const ThreadStart &start, ir::FunctionId by,
                            std::vector<Strand> &strands) {
  const ir::Function &entry = unit_.functions[by];
  std::set<ir::SymbolId> called{entry.symbol};
  forEach(entry, [&](const ir::Instruction &i) {
    if (i.op == ir::Op::Call && !i.operands.empty() && isOwnObject(by, i.operands[0]))
      called.insert(i.symbol);
  });
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &function = unit_.functions[f];
    const bool runs =
        std::ranges::any_of(called, [&](ir::SymbolId base) { return overrides(function, base); });
    if (!runs || function.record == entry.record)
      continue;
    strands.push_back({.start = &start,
                       .entry = f,
                       .overlap = flow::Overlap(facts_, start),
                       .ofOtherObject = true});
    addEntry(strands.back());
  }
}

/// The thread calls what an object of another class was given to call: that works on an object of
/// its own, whose other methods may be called meanwhile.
void Builder::addKept(const ThreadStart &start, ir::FunctionId by, std::vector<Strand> &strands) {
  for (const ir::FunctionId closure : keptCalls(facts_, by)) {
    strands.push_back({.start = &start,
                       .entry = closure,
                       .overlap = flow::Overlap(facts_, start),
                       .ofOtherObject = true,
                       .kept = true});
    addEntry(strands.back());
  }
}

/// QThread::run and its like: a library runs what overrides them.
void Builder::addImplied(std::vector<Strand> &strands) {
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &function = unit_.functions[f];
    const bool isEntry = std::ranges::any_of(function.overrides, [&](ir::SymbolId overridden) {
      const ir::Symbol *base = unit_.symbol(overridden);
      return base && model::runsOnThread(base->name);
    });
    const auto first = std::ranges::find_if(
        function.blocks, [](const ir::Block &block) { return !block.instructions.empty(); });
    if (!isEntry || first == function.blocks.end())
      continue;
    const At at{.function = f, .block = static_cast<ir::BlockId>(first - function.blocks.begin())};
    auto implied = std::make_shared<ThreadStart>(ThreadStart{.at = at, .entry = f});
    strands.push_back({.start = implied.get(),
                       .entry = f,
                       .overlap = flow::Overlap::ofUnseenStart(facts_, *implied),
                       .ofOtherObject = true,
                       .implied = implied});
    addEntry(strands.back());
  }
}

} // namespace

/// True when the pointer is the same each time the thread starts.
static bool madeOnce(const Sites &sites, const Sym &pointer) {
  if (pointer.kind == SymKind::Initial)
    return true;
  const ir::Block *block = nullptr;
  const ir::Instruction *made = sites.maker(pointer, &block);
  const ir::Type *type = made ? sites.unit().type(made->type) : nullptr;
  // An iterator of a sequence goes on to other elements.
  return made && block->loop == ir::none &&
         (pointer.kind == SymKind::NonNull || (type && type->pointerLike()));
}

bool Strand::besideItself(const Sites &sites, PathId path) const {
  if (start->many || flow::isTeam(start->kind))
    return true;
  if (!overlap.repeats())
    return false;
  const Domain &domain = sites.facts().domain();
  const Path &root = domain[unfold(domain, path).root];
  if (root.kind == PathKind::Var)
    return overlap.repeatsWith(root.b);
  // What was made in the loop may be another object each time.
  return root.kind == PathKind::Global || root.kind == PathKind::This ||
         (root.kind == PathKind::Pointee && madeOnce(sites, domain.symbol(root.a)));
}

std::vector<Strand> strandsOf(const Sites &sites, Domain &domain) {
  return Builder(sites, domain).run();
}

} // namespace maplint::race
