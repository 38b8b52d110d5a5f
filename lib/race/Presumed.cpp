#include "lib/race/Presumed.h"

#include "lib/race/Conflicts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

namespace maplint::race {

namespace {

/// All that touches one container that nobody locks.
struct Use {
  std::vector<const Site *> sites;
  bool locked = false;
};

class Finder {
public:
  Finder(const Sites &sites, const std::vector<Strand> &strands)
      : sites_(sites), unit_(sites.unit()), domain_(sites.facts().domain()), strands_(strands) {}

  std::vector<Breach> run() {
    if (unit_.threadHeaders.empty())
      return {};
    collect();
    std::vector<Breach> found;
    for (const auto &[path, use] : uses_) {
      if (use.locked || startedHere(path))
        continue;
      auto breach = isStatic(path) ? filledOnFirstUse(path, use) : job(use);
      if (!breach && !isStatic(path))
        breach = cachedByConst(path, use);
      if (!breach && isStatic(path))
        breach = changedByCallbacks(path, use);
      if (breach)
        found.push_back(std::move(*breach));
    }
    return found;
  }

private:
  void collect();
  [[nodiscard]] bool isStatic(PathId path) const;
  [[nodiscard]] bool startedHere(PathId path) const;
  [[nodiscard]] const SourceRange *threadHeader(const SourceRange &in) const;
  [[nodiscard]] bool isCallback(ir::FunctionId function) const;
  [[nodiscard]] bool isReturned(ir::FunctionId lambda) const;
  [[nodiscard]] std::optional<Breach> filledOnFirstUse(PathId path, const Use &use) const;
  [[nodiscard]] std::optional<Breach> changedByCallbacks(PathId path, const Use &use) const;
  [[nodiscard]] std::optional<Breach> job(const Use &use) const;
  [[nodiscard]] const ir::Instruction *lockOfConst(ir::SymbolId record) const;
  [[nodiscard]] std::optional<Breach> cachedByConst(PathId path, const Use &use) const;
  [[nodiscard]] bool asksFirst(const Use &use, const Site &write) const;
  [[nodiscard]] std::optional<Breach> presume(const Site &site, Step reason) const;

  const Sites &sites_;
  const ir::Unit &unit_;
  const Domain &domain_;
  const std::vector<Strand> &strands_;
  std::map<PathId, Use> uses_;
};

void Finder::collect() {
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
    for (const Site &site : sites_.of(f)) {
      const PathKind root = domain_[unfold(domain_, site.path).root].kind;
      if ((root != PathKind::Global && root != PathKind::This) ||
          !mayBeShared(sites_.facts(), site.path))
        continue;
      Use &use = uses_[site.path];
      use.sites.push_back(&site);
      use.locked |= !site.locks.empty();
    }
}

bool Finder::isStatic(PathId path) const {
  return domain_[unfold(domain_, path).root].kind == PathKind::Global;
}

/// Where threads are in sight their conflicts say what there is to say.
bool Finder::startedHere(PathId path) const {
  return std::ranges::any_of(strands_, [&](const Strand &strand) {
    return std::ranges::any_of(strand.seen, [&](const Seen &seen) { return seen.path == path; });
  });
}

const SourceRange *Finder::threadHeader(const SourceRange &in) const {
  const auto found = std::ranges::find(unit_.threadHeaders, in.file, &SourceRange::file);
  return found == unit_.threadHeaders.end() ? nullptr : &*found;
}

std::optional<Breach> Finder::presume(const Site &site, Step reason) const {
  const SourceRange *header = threadHeader(site.range());
  if (!header)
    return std::nullopt;
  Breach breach{.kind = Race::Kind::Unguarded, .site = &site, .confidence = Confidence::Medium};
  if (reason.range.valid())
    breach.reasons.push_back(std::move(reason));
  breach.reasons.push_back({.range = *header, .message = "this file is written for threads"});
  return breach;
}

/// Names of functions that fill a table before it is used, most often while nobody else runs.
bool fillsAhead(std::string_view function) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"register", "unregister", "add", "install", "set", "define", "declare", "insert", "put",
       "push", "parse", "enable", "populate", "fill", "build", "make", "create", "on", "main"});
  std::string name(function.substr(function.rfind(':') + 1));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::any_of(words, [&](auto word) { return name.starts_with(word); });
}

bool looksUp(model::OpKind kind) {
  return kind == model::OpKind::Find || kind == model::OpKind::Query || kind == model::OpKind::At ||
         kind == model::OpKind::Subscript;
}

bool Finder::asksFirst(const Use &use, const Site &write) const {
  return std::ranges::any_of(use.sites, [&](const Site *read) {
    return read != &write && read->root == write.root && !read->writes &&
           looksUp(read->access->kind) && read->range().file == write.range().file &&
           read->range() < write.range();
  });
}

/// A look-up first, then an insertion in the same call: a cache, and whoever asks fills it.
std::optional<Breach> Finder::filledOnFirstUse(PathId path, const Use &use) const {
  for (const Site *write : use.sites) {
    const ir::Function &function = unit_.functions[write->root];
    const ir::Type *returned = unit_.type(function.returnType);
    const bool answers = function.returnsReference || (returned && returned->spelling != "void");
    if (!write->writes || !answers || function.isLambda || !sites_.isEntryPoint(write->root) ||
        sites_.isLifeCycle(write->root) || fillsAhead(function.name))
      continue;
    if (!asksFirst(use, *write))
      continue;
    const ir::SymbolId declaration = sites_.declaration(path);
    if (declaration == ir::none)
      continue;
    const ir::Symbol &symbol = unit_.symbols[declaration];
    return presume(*write, {.range = symbol.range,
                            .message = "'" + symbol.name +
                                       "' is one for all threads, and filled on "
                                       "first use by whichever asks"});
  }
  return std::nullopt;
}

/// Registered somewhere together with a `void *` context: the interface of a library in C.
bool Finder::isCallback(ir::FunctionId id) const {
  const ir::Function &function = unit_.functions[id];
  if (!sites_.addressTaken(id) || (function.isMethod && !function.isStatic) || function.isLambda)
    return false;
  for (std::uint32_t p = 0; p < function.parameters; ++p)
    if (const ir::Type *type = unit_.type(function.variables[p].type);
        type && (type->spelling == "void *" || type->spelling == "const void *"))
      return true;
  return false;
}

std::optional<Breach> Finder::changedByCallbacks(PathId path, const Use &use) const {
  const Site *blamed = nullptr;
  std::set<ir::FunctionId> callbacks;
  for (const Site *site : use.sites) {
    if (!isCallback(site->root) || sites_.isLifeCycle(site->root))
      continue;
    callbacks.insert(site->root);
    if (site->writes && (!blamed || site->range() < blamed->range()))
      blamed = site;
  }
  const ir::SymbolId declaration = sites_.declaration(path);
  if (!blamed || callbacks.size() < 2 || declaration == ir::none)
    return std::nullopt;
  const ir::Symbol &symbol = unit_.symbols[declaration];
  return presume(
      *blamed, {.range = symbol.range,
                .message = "'" + symbol.name + "' is one for all threads that run the callbacks"});
}

/// A closure that the method which makes it returns.
bool Finder::isReturned(ir::FunctionId lambda) const {
  const ir::FunctionId maker = unit_.functions[lambda].parent;
  if (maker == ir::none || unit_.functions[maker].isLambda)
    return false;
  std::set<ir::ValueId> closures;
  bool returned = false;
  forEach(unit_.functions[maker], [&](const ir::Instruction &i) {
    const bool passesOn = i.op == ir::Op::Temporary || i.op == ir::Op::Opaque ||
                          i.op == ir::Op::Load || i.op == ir::Op::Copy;
    const bool ours = std::ranges::any_of(
        i.operands, [&](ir::ValueId value) { return closures.contains(value); });
    if ((i.op == ir::Op::Lambda && i.index == lambda) || (passesOn && ours))
      closures.insert(i.result);
    returned |= i.op == ir::Op::Return && ours;
  });
  return returned;
}

/// A job runs on whatever thread takes it, while its maker goes on making others.
std::optional<Breach> Finder::job(const Use &use) const {
  const Site *inside = nullptr;
  const Site *outside = nullptr;
  for (const Site *site : use.sites) {
    const bool within = unit_.functions[site->root].isLambda;
    if (within && isReturned(site->root) && (!inside || (site->writes && !inside->writes)))
      inside = site;
    else if (!within && sites_.isEntryPoint(site->root) && !sites_.isLifeCycle(site->root) &&
             (!outside || (site->writes && !outside->writes)))
      outside = site;
  }
  if (!inside || !outside || !inside->writes || !outside->writes ||
      unit_.functions[inside->root].record != unit_.functions[outside->root].record)
    return std::nullopt;
  auto breach = presume(*outside, {.range = inside->range(),
                                   .message = "'" + sites_.name(*inside) +
                                              "' is written here by a job that a method returns"});
  return breach;
}

/// Where a const method of the class takes a mutex of its object: that several threads only read it
/// at a time is then not enough for its author.
const ir::Instruction *Finder::lockOfConst(ir::SymbolId record) const {
  const ir::Instruction *found = nullptr;
  for (const ir::Function &function : unit_.functions) {
    if (function.record != record || !function.isConst || function.isLambda)
      continue;
    std::set<ir::ValueId> members;
    forEach(function, [&](const ir::Instruction &i) {
      const ir::Symbol *field = i.op == ir::Op::Field ? unit_.symbol(i.symbol) : nullptr;
      if (field && field->owner == record)
        members.insert(i.result);
      if (i.op == ir::Op::Lock && !found && !i.operands.empty() && members.contains(i.operands[0]))
        found = &i;
    });
  }
  return found;
}

/// A mutable cache, filled by a const method without a lock, of a class whose const methods lock.
std::optional<Breach> Finder::cachedByConst(PathId path, const Use &use) const {
  const ir::Symbol *cache = unit_.symbol(sites_.declaration(path));
  if (!cache || domain_[path].kind != PathKind::Field)
    return std::nullopt;
  for (const Site *write : use.sites) {
    const ir::Function &function = unit_.functions[write->root];
    if (!write->writes || !write->access->calls.empty() || !function.isConst || function.isLambda ||
        function.record != cache->owner || !sites_.isEntryPoint(write->root) ||
        sites_.isLifeCycle(write->root) || !asksFirst(use, *write))
      continue;
    const ir::Instruction *lock = lockOfConst(function.record);
    return lock ? presume(*write, {.range = lock->range,
                                   .message = "another const method of the class locks here: they "
                                              "are called by several threads"})
                : std::nullopt;
  }
  return std::nullopt;
}

} // namespace

std::vector<Breach> presumedRaces(const Sites &sites, const std::vector<Strand> &strands) {
  return Finder(sites, strands).run();
}

} // namespace maplint::race
