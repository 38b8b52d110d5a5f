// The flow analyses on hand-written IR: one behaviour a test.

#include "lib/flow/Analysis.h"
#include "lib/flow/NullFacts.h"
#include "test/unit/IrBuilder.h"

#include <gtest/gtest.h>

namespace maplint {
namespace {

using test::FunctionBuilder;
using test::UnitBuilder;

/// One function over one container of a type of choice.
class Path : public FunctionBuilder {
public:
  Path(UnitBuilder &unit, std::string_view container)
      : FunctionBuilder(unit.function("f")), unit_(unit), known_(*model_.container(container)) {
    const ir::TypeId type = unit.mapType();
    unit.unit.types[type].container = &known_;
    map = parameter("m", type, /*byReference=*/true);
  }

  ir::VarId scalar(const std::string &name) {
    return parameter(name, unit_.type(ir::TypeKind::Scalar), /*byReference=*/false);
  }
  ir::ValueId load(ir::VarId variable) { return value(ir::Op::Load, {var(variable)}); }
  void store(ir::VarId variable, ir::ValueId stored) {
    const ir::ValueId place = var(variable);
    emit(ir::Op::Store, {place, stored});
  }
  void bind(ir::VarId variable, ir::ValueId place) {
    function().variables[variable].isReference = true;
    emit(ir::Op::Bind, {place}).index = variable;
  }
  /// `place.method(arguments...)` with rvalues as arguments.
  ir::ValueId call(ir::ValueId place, std::string_view method, std::vector<ir::ValueId> arguments = {},
                   model::ArgumentShape shape = {}) {
    shape.count = static_cast<unsigned>(arguments.size());
    arguments.insert(arguments.begin(), place);
    const ir::ValueId result = value(ir::Op::Container, std::move(arguments));
    ir::Instruction &i = function().blocks[current()].instructions.back();
    i.container = &known_;
    i.operation = model_.operation(known_, method, shape);
    i.places = 1;
    return result;
  }
  void branch(ir::ValueId condition, ir::BlockId yes, ir::BlockId no) {
    ir::Block &block = function().blocks[current()];
    block.terminator = ir::TerminatorKind::Branch;
    block.condition = condition;
    block.successors = {yes, no};
  }

  ir::VarId map = 0;

private:
  UnitBuilder &unit_;
  model::Model model_;
  const model::Container &known_;
};

/// it = m.find(k); m.erase(it); the test adds what follows.
struct Erased {
  Erased() {
    const ir::VarId key = path.scalar("k");
    it = path.variable("it", unit.type(ir::TypeKind::Iterator));
    path.store(it, path.call(path.var(path.map), "find", {path.load(key)}));
    path.call(path.var(path.map), "erase", {path.load(it)}, {.firstIsIterator = true});
    erased = unit.rangeOf(unit.lastLine());
  }
  std::vector<flow::InvalidUse> uses() {
    path.finish();
    return flow::analyse(unit.unit).invalidUses;
  }

  UnitBuilder unit;
  Path path{unit, "std::map"};
  ir::VarId it = 0;
  SourceRange erased;
};

TEST(FlowValidity, ErasedIteratorIsDead) {
  Erased f;
  f.path.value(ir::Op::Deref, {f.path.load(f.it)});
  const SourceRange used = f.unit.rangeOf(f.unit.lastLine());
  const auto uses = f.uses();
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].useRange, used);
  EXPECT_EQ(uses[0].invalidationRange, f.erased);
  EXPECT_EQ(uses[0].holder, "it");
}

TEST(FlowValidity, ReassignedIteratorLives) {
  Erased f;
  f.path.store(f.it, f.path.call(f.path.var(f.path.map), "begin"));
  f.path.value(ir::Op::Deref, {f.path.load(f.it)});
  EXPECT_TRUE(f.uses().empty());
}

TEST(FlowValidity, DeathWithoutUseIsFine) { EXPECT_TRUE(Erased().uses().empty()); }

/// r = m[a]; m[b]; use(r).
std::size_t usesAfterSecondSubscript(std::string_view container, bool sameKey) {
  UnitBuilder unit;
  Path path(unit, container);
  const ir::VarId a = path.scalar("a");
  const ir::VarId b = path.scalar("b");
  const ir::VarId r = path.variable("r", unit.type(ir::TypeKind::Scalar));
  path.bind(r, path.call(path.var(path.map), "operator[]", {path.load(a)}));
  path.call(path.var(path.map), "operator[]", {path.load(sameKey ? a : b)});
  path.load(r);
  path.finish();
  return flow::analyse(unit.unit).invalidUses.size();
}

TEST(FlowValidity, GrowthMovesElementsOfFlatMapsOnly) {
  EXPECT_EQ(usesAfterSecondSubscript("absl::flat_hash_map", false), 1U);
  EXPECT_EQ(usesAfterSecondSubscript("llvm::DenseMap", false), 1U);
  EXPECT_EQ(usesAfterSecondSubscript("std::unordered_map", false), 0U);
  EXPECT_EQ(usesAfterSecondSubscript("std::map", false), 0U);
}

TEST(FlowValidity, KeyThatIsThereDoesNotGrow) {
  EXPECT_EQ(usesAfterSecondSubscript("absl::flat_hash_map", true), 0U);
}

/// M *p = nullptr; if (c) p = &m; if (c or d) (*p)[0];
std::size_t nullWritesUnder(bool sameCondition) {
  UnitBuilder unit;
  Path path(unit, "std::map");
  const ir::VarId c = path.scalar("c");
  const ir::VarId d = path.scalar("d");
  const ir::VarId p = path.variable("p", unit.type(ir::TypeKind::Pointer));
  path.store(p, path.value(ir::Op::Null));
  const ir::BlockId first = path.current();
  const ir::BlockId sets = path.block();
  const ir::BlockId joins = path.block();
  const ir::BlockId writes = path.block();
  const ir::BlockId last = path.block();
  path.go(first);
  path.branch(path.load(c), sets, joins);
  path.go(sets);
  path.store(p, path.value(ir::Op::AddressOf, {path.var(path.map)}));
  path.jump(sets, joins);
  path.go(joins);
  path.branch(path.load(sameCondition ? c : d), writes, last);
  path.go(writes);
  const ir::ValueId target = path.value(ir::Op::Deref, {path.load(p)});
  path.call(target, "operator[]", {path.value(ir::Op::Integer)});
  path.jump(writes, last);
  path.go(last);
  path.finish();
  return flow::nullWrites(flow::analyse(unit.unit)).size();
}

TEST(FlowNull, CorrelatedConditionsExcludeThePath) { EXPECT_EQ(nullWritesUnder(true), 0U); }

TEST(FlowNull, UnrelatedConditionLeavesAPath) { EXPECT_EQ(nullWritesUnder(false), 1U); }

TEST(FlowDomain, EqualPathsAreOneId) {
  const ir::Unit unit;
  flow::Domain domain(unit);
  const auto self = domain.path(flow::PathKind::This);
  const auto field = domain.path(flow::PathKind::Field, self, 3);
  EXPECT_EQ(domain.path(flow::PathKind::Field, self, 3), field);
  EXPECT_NE(domain.path(flow::PathKind::Field, self, 4), field);
  EXPECT_TRUE(domain.isWithin(field, self));
}

TEST(FlowDomain, EndlessPathsBecomeUnknown) {
  const ir::Unit unit;
  flow::Domain domain(unit);
  auto path = domain.path(flow::PathKind::This);
  for (int step = 0; step < 100 && path; ++step)
    path = domain.path(flow::PathKind::Second, path);
  EXPECT_EQ(path, 0U);
}

} // namespace
} // namespace maplint
