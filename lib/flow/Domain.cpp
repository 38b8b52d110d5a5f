#include "lib/flow/Domain.h"

#include <algorithm>

namespace maplint::flow {

const ir::Instruction *instructionAt(const ir::Function &function, std::uint32_t sequence,
                                     const ir::Block **where) {
  for (const ir::Block &block : function.blocks) {
    if (where)
      *where = &block;
    const auto size = static_cast<std::uint32_t>(block.instructions.size());
    if (sequence <= size)
      return sequence < size ? &block.instructions[sequence] : nullptr;
    sequence -= size + 1;
  }
  return nullptr;
}

/// Deeper paths and symbols become unknown; they come from walking lists in loops.
static constexpr std::uint8_t maxDepth = 9;

Domain::Domain(const ir::Unit &unit) : unit_(&unit), paths_(1), pathDepth_(1), syms_(1) {}

std::uint8_t Domain::depth(PathId path) const {
  return pathDepth_[path];
}

static std::uint64_t hashOf(const Path &path) {
  const auto kind = static_cast<std::uint64_t>(path.kind);
  return mixed(mixed(kind, path.parent), path.a | std::uint64_t{path.b} << 32U);
}

static std::uint64_t hashOf(const Sym &sym) {
  std::uint64_t hash =
      mixed(static_cast<std::uint64_t>(sym.kind), sym.a | std::uint64_t{sym.b} << 32U);
  for (const SymId operand : sym.operands)
    hash = mixed(hash, operand);
  return hash;
}

static bool same(const Path &one, const Path &other) {
  return one.kind == other.kind && one.parent == other.parent && one.a == other.a &&
         one.b == other.b;
}

static bool same(const Sym &one, const Sym &other) {
  return one.kind == other.kind && one.a == other.a && one.b == other.b &&
         std::ranges::equal(one.operands, other.operands);
}

PathId Domain::path(PathKind kind, PathId parent, std::uint32_t a, std::uint32_t b) {
  const Path wanted{.kind = kind, .parent = parent, .a = a, .b = b};
  const std::uint64_t hash = hashOf(wanted);
  if (const PathId known = pathIds_.find(hash, [&](PathId id) { return same(paths_[id], wanted); }))
    return known;
  std::uint8_t deep = parent ? depth(parent) + 1 : 1;
  if (kind == PathKind::Pointee || kind == PathKind::Element || kind == PathKind::Index)
    deep = std::max<std::uint8_t>(deep, a ? syms_[a].depth + 1 : 1);
  if (deep > maxDepth)
    return 0;
  const auto id = static_cast<PathId>(paths_.size());
  paths_.push_back(wanted);
  pathDepth_.push_back(deep);
  pathIds_.add(hash, id, [&](PathId known) { return hashOf(paths_[known]); });
  return id;
}

std::uint8_t Domain::depth(const Sym &sym) const {
  std::uint8_t deep = 1;
  if (sym.kind == SymKind::Initial || sym.kind == SymKind::Address || sym.kind == SymKind::Iterator)
    deep = depth(sym.a) + 1;
  if (sym.kind == SymKind::Iterator)
    deep = std::max<std::uint8_t>(deep, syms_[sym.b].depth + 1);
  for (const SymId operand : sym.operands)
    deep = std::max<std::uint8_t>(deep, syms_[operand].depth + 1);
  return deep;
}

SymId Domain::sym(SymKind kind, std::uint32_t a, std::uint32_t b, std::span<const SymId> operands) {
  Sym wanted{.kind = kind, .a = a, .b = b, .operands = operands};
  const std::uint64_t hash = hashOf(wanted);
  if (const SymId known = symIds_.find(hash, [&](SymId id) { return same(syms_[id], wanted); }))
    return known;
  wanted.depth = depth(wanted);
  if (wanted.depth > maxDepth)
    return 0;
  if (!operands.empty()) {
    auto *own = static_cast<SymId *>(operands_.allocate(operands.size_bytes(), alignof(SymId)));
    std::ranges::copy(operands, own);
    wanted.operands = {own, operands.size()};
  }
  const auto id = static_cast<SymId>(syms_.size());
  syms_.push_back(wanted);
  symIds_.add(hash, id, [&](SymId known) { return hashOf(syms_[known]); });
  return id;
}

bool Domain::isWithin(PathId path, PathId prefix) const {
  // Whatever a path leads through was made before it.
  PathId at = path;
  while (at > prefix)
    at = paths_[at].parent;
  return at && at == prefix;
}

bool Domain::leadsThrough(PathId path, PathKind kind) const {
  for (PathId at = path; at; at = paths_[at].parent)
    if (paths_[at].kind == kind)
      return true;
  return false;
}

PathId Domain::rebased(PathId at, PathId from, PathId to) {
  if (at == from)
    return to;
  const Path step = paths_[at];
  if (!step.parent)
    return at;
  const PathId parent = rebased(step.parent, from, to);
  return parent == step.parent || !parent ? (parent ? at : 0)
                                          : path(step.kind, parent, step.a, step.b);
}

SymId Domain::rebasedHandle(SymId id, PathId from, PathId to) {
  if (!id)
    return 0;
  const Sym s = syms_[id];
  if (s.kind == SymKind::Pair && s.operands.size() == 2)
    return sym(s.kind, s.a, s.b,
               {rebasedHandle(s.operands[0], from, to), rebasedHandle(s.operands[1], from, to)});
  if (s.kind != SymKind::Iterator && s.kind != SymKind::Address)
    return id;
  // The address of the container itself names the container, whatever it holds.
  if (s.kind == SymKind::Address && s.a == from)
    return id;
  const PathId target = rebased(s.a, from, to);
  return target == s.a ? id : target ? sym(s.kind, target, s.b, s.operands) : 0;
}

ir::SymbolId Domain::lastSymbol(PathId path) const {
  for (PathId at = path; at; at = paths_[at].parent)
    if (paths_[at].kind == PathKind::Field || paths_[at].kind == PathKind::Global)
      return paths_[at].a;
  return ir::none;
}

PathId Domain::root(PathId path) const {
  while (path && paths_[path].parent)
    path = paths_[path].parent;
  return path;
}

bool Domain::pathMentions(PathId path, PathId prefix) const {
  for (PathId at = path; at; at = paths_[at].parent) {
    if (at == prefix)
      return true;
    const Path &step = paths_[at];
    const bool hasSym = step.kind == PathKind::Pointee || step.kind == PathKind::Element ||
                        step.kind == PathKind::Index;
    if (hasSym && step.a && mentions(step.a, prefix))
      return true;
  }
  return false;
}

bool Domain::mentions(SymId sym, PathId prefix) const {
  if (!sym)
    return false;
  const Sym &s = syms_[sym];
  switch (s.kind) {
  case SymKind::Initial:
  case SymKind::Address:
    if (pathMentions(s.a, prefix))
      return true;
    break;
  case SymKind::Iterator:
    if (pathMentions(s.a, prefix) || mentions(s.b, prefix))
      return true;
    break;
  default: break;
  }
  return std::ranges::any_of(s.operands, [&](SymId o) { return mentions(o, prefix); });
}

bool Domain::pathBuiltFrom(PathId path, std::uint32_t function, std::uint32_t sequence) const {
  for (PathId at = path; at; at = paths_[at].parent) {
    const Path &step = paths_[at];
    const bool hasSym = step.kind == PathKind::Pointee || step.kind == PathKind::Element ||
                        step.kind == PathKind::Index;
    if (hasSym && step.a && builtFrom(step.a, function, sequence))
      return true;
  }
  return false;
}

bool Domain::builtFrom(SymId sym, std::uint32_t function, std::uint32_t sequence) const {
  if (!sym)
    return false;
  const Sym &s = syms_[sym];
  switch (s.kind) {
  case SymKind::Fresh:
  case SymKind::NonNull:
  case SymKind::Derived:
    if (s.a == function && s.b == sequence)
      return true;
    break;
  case SymKind::Initial:
  case SymKind::Address: return pathBuiltFrom(s.a, function, sequence);
  case SymKind::Iterator:
    return pathBuiltFrom(s.a, function, sequence) || builtFrom(s.b, function, sequence);
  default: break;
  }
  return std::ranges::any_of(s.operands, [&](SymId o) { return builtFrom(o, function, sequence); });
}

std::string Domain::symText(SymId sym) const {
  if (!sym)
    return {};
  const Sym &s = syms_[sym];
  switch (s.kind) {
  case SymKind::Initial:
  case SymKind::Address: return text(s.a);
  default: return {};
  }
}

std::string Domain::text(PathId path) const {
  if (!path)
    return {};
  const Path &step = paths_[path];
  const std::string base = step.parent ? text(step.parent) : std::string();
  switch (step.kind) {
  case PathKind::Var: {
    const ir::Function &function = unit_->functions[step.a];
    const ir::Variable &variable = function.variables[step.b];
    return variable.isImplicit ? std::string() : variable.name;
  }
  case PathKind::This: return "*this";
  case PathKind::Global: return unit_->symbols[step.a].name;
  case PathKind::Temp: return {};
  case PathKind::Pointee: {
    const Sym &pointer = syms_[step.a];
    if (pointer.kind != SymKind::Initial)
      return {};
    const Path &holder = paths_[pointer.a];
    const bool byReference =
        holder.kind == PathKind::Var && unit_->functions[holder.a].variables[holder.b].isReference;
    const std::string name = text(pointer.a);
    return byReference || name.empty() ? name : "*" + name;
  }
  case PathKind::Field: {
    const std::string &name = unit_->symbols[step.a].name;
    if (paths_[step.parent].kind == PathKind::This)
      return name;
    if (base.empty())
      return name;
    return base.starts_with('*') ? base.substr(1) + "->" + name : base + "." + name;
  }
  case PathKind::Element:
  case PathKind::Index: {
    if (base.empty())
      return {};
    const std::string key = symText(step.a);
    return base + "[" + (key.empty() ? "..." : key) + "]";
  }
  case PathKind::First: return base.empty() ? base : base + ".first";
  case PathKind::Second:
    // m[k] names the mapped value, not the pair.
    return paths_[step.parent].kind == PathKind::Element || base.empty() ? base : base + ".second";
  }
  return {};
}

} // namespace maplint::flow
