// What branches teach.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

SymId Engine::truthOf(SymId sym) {
  if (!sym)
    return 0;
  const Sym s = domain_.symbol(sym);
  switch (s.kind) {
  case SymKind::Null: return domain_.sym(SymKind::Integer, 0);
  case SymKind::NonNull:
  case SymKind::Address:
  case SymKind::Lambda:
  case SymKind::Function: return domain_.sym(SymKind::Integer, 1);
  case SymKind::Integer:
  case SymKind::Compare:
  case SymKind::Not:
  case SymKind::Truth:
  case SymKind::Both:
  case SymKind::Either: return sym;
  default: return domain_.sym(SymKind::Truth, 0, 0, {sym});
  }
}

static std::int64_t numberIn(const Sym &integer) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(integer.b) << 32U | integer.a);
}

SymId Engine::compared(ir::ComparePredicate predicate, SymId a, SymId b) {
  if (!a || !b)
    return 0;
  const SymKind ka = domain_.symbol(a).kind;
  const SymKind kb = domain_.symbol(b).kind;
  const bool equality =
      predicate == ir::ComparePredicate::Equal || predicate == ir::ComparePredicate::NotEqual;
  const bool negated = predicate == ir::ComparePredicate::NotEqual;
  const auto flip = [&](SymId sym) { return sym ? domain_.sym(SymKind::Not, 0, 0, {sym}) : 0; };
  if (equality && (ka == SymKind::Null || kb == SymKind::Null)) {
    const SymId other = ka == SymKind::Null ? b : a;
    const SymId truth = truthOf(other);
    return negated ? truth : flip(truth);
  }
  const auto isZero = [&](SymId sym) { return sym == domain_.sym(SymKind::Integer); };
  // What was counted up is more than nothing.
  if (predicate == ir::ComparePredicate::Less && isZero(a) && kb == SymKind::NonNull)
    return domain_.sym(SymKind::Integer, 1);
  if (equality && ka == SymKind::Integer && kb == SymKind::Integer)
    return domain_.sym(SymKind::Integer, ((a == b) != negated) ? 1 : 0);
  if (predicate == ir::ComparePredicate::Less && ka == SymKind::Integer && kb == SymKind::Integer)
    return domain_.sym(SymKind::Integer,
                       numberIn(domain_.symbol(a)) < numberIn(domain_.symbol(b)) ? 1 : 0);
  if (equality && a > b)
    std::swap(a, b);
  const SymId result = domain_.sym(
      SymKind::Compare,
      static_cast<std::uint32_t>(equality ? ir::ComparePredicate::Equal : predicate), 0, {a, b});
  return negated ? flip(result) : result;
}

bool Engine::isCachedEnd(SymId iterator) const {
  return domain_.isEnd(domain_.symbol(iterator).b);
}

/// True in a block that decides whether the loop around it goes on.
bool Engine::isLoopTest() const {
  const ir::Block &block = function_.blocks[at_.block];
  return block.loop != ir::none && std::ranges::any_of(block.successors, [&](ir::BlockId next) {
           return next != ir::none && function_.blocks[next].loop != block.loop;
         });
}

void Engine::condition(const ir::Instruction &i, State &state) {
  const Value a = operand(state, i, 0);
  const Value b = operand(state, i, 1);
  SymId sym = 0;
  switch (i.op) {
  case ir::Op::Compare:
    for (const Value &side : {a, b}) {
      if (afterErase_.contains(side.sym))
        comparedAfterErase_.insert(side.sym);
      if (side.death && side.sym && domain_.symbol(side.sym).kind == SymKind::Iterator)
        use(state, side, i, /*advances=*/!isCachedEnd(side.sym) || isLoopTest());
    }
    sym = compared(static_cast<ir::ComparePredicate>(i.imm), a.sym, b.sym);
    break;
  case ir::Op::Not: {
    const SymId truth = truthOf(a.sym);
    sym = truth ? domain_.sym(SymKind::Not, 0, 0, {truth}) : 0;
    break;
  }
  case ir::Op::And:
  case ir::Op::Or: {
    const bool isAnd = i.op == ir::Op::And;
    const SymId left = truthOf(a.sym);
    const auto known = left ? knownTruth(state, left) : std::nullopt;
    if (known && *known != isAnd)
      sym = domain_.sym(SymKind::Integer, isAnd ? 0 : 1);
    else if (known)
      sym = truthOf(b.sym);
    else if (left && b.sym)
      sym = domain_.sym(isAnd ? SymKind::Both : SymKind::Either, 0, 0, {left, truthOf(b.sym)});
    break;
  }
  default: sym = truthOf(a.sym); break;
  }
  result(state, i, {.sym = sym});
}

/// `m.find(k) == m.end()` of a key that is surely there.
bool Engine::isAbsenceTest(const State &state, const Sym &compare) const {
  if (static_cast<ir::ComparePredicate>(compare.a) != ir::ComparePredicate::Equal)
    return false;
  const Sym &left = domain_.symbol(compare.operands[0]);
  const Sym &right = domain_.symbol(compare.operands[1]);
  if (left.kind != SymKind::Iterator || right.kind != SymKind::Iterator || left.a != right.a)
    return false;
  const bool isLeftEnd = domain_.isEnd(left.b);
  return isLeftEnd != domain_.isEnd(right.b) &&
         state.present.contains({left.a, isLeftEnd ? right.b : left.b});
}

/// `depth_ == 0` of what was just counted up.
bool Engine::isZeroTestOfMore(const Sym &compare) const {
  if (static_cast<ir::ComparePredicate>(compare.a) != ir::ComparePredicate::Equal)
    return false;
  const Sym &left = domain_.symbol(compare.operands[0]);
  const Sym &right = domain_.symbol(compare.operands[1]);
  const auto isZero = [](const Sym &s) { return s.kind == SymKind::Integer && !s.a && !s.b; };
  return (isZero(left) && right.kind == SymKind::NonNull) ||
         (isZero(right) && left.kind == SymKind::NonNull);
}

std::optional<bool> Engine::knownTruth(const State &state, SymId sym) const {
  if (!sym)
    return std::nullopt;
  const Sym &s = domain_.symbol(sym);
  switch (s.kind) {
  case SymKind::Integer: return s.a != 0 || s.b != 0;
  case SymKind::Null: return false;
  case SymKind::NonNull:
  case SymKind::Address:
  case SymKind::Lambda:
  case SymKind::Function: return true;
  case SymKind::Not: {
    const auto inner = knownTruth(state, s.operands[0]);
    return inner ? std::optional(!*inner) : std::nullopt;
  }
  case SymKind::Truth: return knownTruth(state, s.operands[0]);
  case SymKind::Compare:
    if (isAbsenceTest(state, s) || isZeroTestOfMore(s))
      return false;
    break;
  default: break;
  }
  const auto known = state.known.find(sym);
  return known == state.known.end() ? std::nullopt : std::optional(known->second.truth);
}

void Engine::noticeSubscriptTest(const State &state, SymId sym, std::uint32_t by) {
  const Sym &s = domain_.symbol(sym);
  if (s.kind != SymKind::Initial || domain_[s.a].kind != PathKind::Second)
    return;
  const Path &element = domain_[domain_[s.a].parent];
  if (element.kind == PathKind::Element && state.subscripted.contains({element.parent, element.a}))
    facts_.subscriptTests.push_back(
        {.at = at_, .container = element.parent, .range = rangeOf_[by]});
}

bool Engine::learn(State &state, SymId sym, bool truth, std::uint32_t by) {
  noticeSubscriptTest(state, sym, by);
  if (!truth) // an attempt to lock that failed
    std::erase_if(state.locks, [&](const Held &each) { return each.owned == sym; });
  const auto known = state.known.find(sym);
  if (known == state.known.end()) {
    laterTests_[sym].push_back({.test = by});
    state.known[sym] = {.truth = truth, .assumed = false, .by = by};
    return true;
  }
  if (known->second.assumed) {
    laterTests_[sym].push_back({.test = by, .write = known->second.by, .afterWrite = true});
    known->second.assumed = false;
  }
  return known->second.truth == truth;
}

void Engine::noticePresence(State &state, SymId sym, bool truth) {
  const auto test = presenceTests_.find(sym);
  if (test != presenceTests_.end() && truth)
    state.present.insert(test->second);
}

bool Engine::assume(State &state, SymId sym, bool truth, std::uint32_t by) {
  if (!sym)
    return true;
  const Sym s = domain_.symbol(sym);
  switch (s.kind) {
  case SymKind::Not: return assume(state, s.operands[0], !truth, by);
  case SymKind::Truth:
    noticePresence(state, s.operands[0], truth);
    return assume(state, s.operands[0], truth, by);
  case SymKind::Both:
    if (truth)
      return assume(state, s.operands[0], true, by) && assume(state, s.operands[1], true, by);
    return true;
  case SymKind::Either:
    if (!truth)
      return assume(state, s.operands[0], false, by) && assume(state, s.operands[1], false, by);
    return true;
  case SymKind::Compare: {
    const Sym left = domain_.symbol(s.operands[0]);
    const Sym right = domain_.symbol(s.operands[1]);
    const bool equality = static_cast<ir::ComparePredicate>(s.a) == ir::ComparePredicate::Equal;
    // it != end(): the key is there; count(k) != 0 likewise.
    if (equality && left.kind == SymKind::Iterator && right.kind == SymKind::Iterator && !truth) {
      const bool leftEnd = domain_.symbol(left.b).a == endPosition;
      const Sym &found = leftEnd ? right : left;
      state.present.insert({found.a, found.b});
    }
    if (isZeroTestOfMore(s))
      return !truth;
    noticePresence(state, s.operands[0], !truth && equality);
    noticePresence(state, s.operands[1], !truth && equality);
    return learn(state, sym, truth, by);
  }
  default: break;
  }
  noticePresence(state, sym, truth);
  if (const auto fixed = knownTruth(state, sym); fixed && !state.known.contains(sym))
    return *fixed == truth;
  return learn(state, sym, truth, by);
}

} // namespace maplint::flow
