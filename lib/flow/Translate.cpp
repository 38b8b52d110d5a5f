#include "lib/flow/Translate.h"

namespace maplint::flow {

PathId Binding::pointee(SymId pointer) {
  if (!pointer)
    return 0;
  if (pointsToAssumed(pointer))
    return assumed_;
  const Sym s = domain_.symbol(pointer);
  return s.kind == SymKind::Address ? s.a : domain_.path(PathKind::Pointee, 0, pointer);
}

bool Binding::pointsToAssumed(SymId pointer) const {
  if (!assumed_ || !pointer || domain_.symbol(pointer).kind != SymKind::Initial)
    return false;
  if (holder_ && !domain_.isWithin(domain_.symbol(pointer).a, holder_))
    return false;
  return isOfRecord(domain_.symbol(pointer).a);
}

/// True for a field that is, or points to, an object of the assumed class.
bool Binding::isOfRecord(PathId field) const {
  const Path &step = domain_[field];
  const ir::Type *type =
      step.kind == PathKind::Field ? unit_->type(unit_->symbols[step.a].type) : nullptr;
  if (type && type->pointerLike())
    type = unit_->type(type->pointee);
  return type && type->record == record_;
}

/// The same of a pointer of the callee's: what the object it lies in is called here may be all that
/// can still be named.
bool Binding::namesAssumed(SymId pointer) {
  const Sym s = holder_ && pointer ? domain_.symbol(pointer) : Sym{};
  if (s.kind != SymKind::Initial || domain_[s.a].kind != PathKind::Field || !isOfRecord(s.a))
    return false;
  const PathId object = path(domain_[s.a].parent);
  return object && domain_.isWithin(object, holder_);
}

bool Binding::isAssumed(PathId id) {
  const Path root = domain_[domain_.root(id)];
  return root.kind == PathKind::Pointee && (namesAssumed(root.a) || pointsToAssumed(sym(root.a)));
}

PathId Binding::path(PathId id) {
  if (!id)
    return 0;
  const Path step = domain_[id];
  switch (step.kind) {
  case PathKind::This: return self_;
  case PathKind::Global: return id;
  case PathKind::Pointee: return namesAssumed(step.a) ? assumed_ : pointee(sym(step.a));
  case PathKind::Var:
    // A by-value parameter or a local of the callee: nothing the caller can name.
    return 0;
  case PathKind::Temp: return 0;
  default: break;
  }
  const PathId parent = path(step.parent);
  if (!parent)
    return 0;
  std::uint32_t a = step.a;
  if (step.kind == PathKind::Element || step.kind == PathKind::Index)
    a = sym(step.a);
  if (!a && (step.kind == PathKind::Element || step.kind == PathKind::Index))
    a = domain_.sym(SymKind::Stale, function_, sequence_);
  return domain_.path(step.kind, parent, a, step.b);
}

SymId Binding::sym(SymId id) {
  if (!id)
    return 0;
  const auto known = done_.find(id);
  if (known != done_.end())
    return known->second;
  done_[id] = 0; // cut cycles, which hash-consing cannot make but depth limits may
  const SymId result = translate(id);
  return done_[id] = result;
}

SymId Binding::translate(SymId id) {
  const Sym s = domain_.symbol(id);
  switch (s.kind) {
  case SymKind::Integer:
  case SymKind::Function: return id;
  case SymKind::Null: return domain_.sym(SymKind::Null, s.a, s.b);
  case SymKind::Fresh: return s.a == endPosition || s.a == anyPosition ? id : 0;
  case SymKind::NonNull: return domain_.sym(SymKind::NonNull, function_, sequence_);
  case SymKind::Stale: return domain_.sym(SymKind::Stale, function_, sequence_);
  case SymKind::Initial: {
    const Path at = domain_[s.a];
    if (at.kind == PathKind::Var)
      return at.a == callee_ && at.b < arguments_.size() ? arguments_[at.b] : 0;
    const PathId place = path(s.a);
    if (const auto value = known_.find(place); place && value != known_.end())
      return value->second;
    return place ? domain_.sym(SymKind::Initial, place) : 0;
  }
  case SymKind::Address: {
    const PathId place = path(s.a);
    return place ? domain_.sym(SymKind::Address, place) : 0;
  }
  case SymKind::Iterator: {
    const PathId container = path(s.a);
    if (!container)
      return 0;
    SymId position = sym(s.b);
    if (!position)
      position = domain_.sym(SymKind::Fresh, function_, sequence_);
    return domain_.sym(SymKind::Iterator, container, position);
  }
  default: {
    std::vector<SymId> operands;
    for (const SymId operand : s.operands)
      operands.push_back(sym(operand));
    if (s.kind == SymKind::Lambda)
      return domain_.sym(s.kind, s.a, s.b, std::move(operands));
    if (s.kind == SymKind::Derived && s.a != askedFunction)
      return domain_.sym(s.kind, function_, sequence_, std::move(operands));
    return domain_.sym(s.kind, s.a, s.b, std::move(operands));
  }
  }
}

} // namespace maplint::flow
