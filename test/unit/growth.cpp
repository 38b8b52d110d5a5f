// Loops that fill hash containers, told from IR.

#include "lib/flow/Growth.h"
#include "lib/flow/Analysis.h"
#include "lib/flow/LoopGraph.h"
#include "test/unit/IrBuilder.h"

#include <gtest/gtest.h>

namespace maplint {
namespace {

using flow::Growth;
using ir::Op;
using test::FunctionBuilder;
using test::UnitBuilder;
using TripKind = ir::TripCount::Kind;

/// `for (each of names) ...`: entry, test, body, step and exit, with a local container outside.
class Filling {
public:
  explicit Filling(std::string_view container = "std::unordered_map",
                   ir::TripCount trip = {.kind = TripKind::Expression, .expression = "n"})
      : container_(*model_.container(container)), type_(u.type(ir::TypeKind::Container)) {
    u.unit.types[type_].container = &container_;
    table = f.variable("table", type_);
    index = f.variable("i", u.type(ir::TypeKind::Scalar));
    loop = f.loop();
    f.function().loops[loop] = {.induction = index, .trip = std::move(trip)};
    test = f.block(loop);
    const ir::ValueId running = f.value(Op::Opaque, {f.value(Op::Load, {f.var(index)})});
    f.function().blocks[test].condition = running;
    f.function().blocks[test].terminator = ir::TerminatorKind::Branch;
    step = f.block(loop);
    f.emit(Op::Advance, {f.var(index)});
    after = f.block();
    f.jump(after, exit());
    f.jump(0, test);
    f.jump(step, test);
    body = f.block(loop);
    f.jump(test, body);
    f.jump(test, after);
  }

  /// An operation with the index as key, or with a constant; its result.
  ir::ValueId operation(std::string_view method, bool withConstantKey = false) {
    const ir::ValueId place = f.var(table);
    const ir::ValueId key =
        withConstantKey ? f.value(Op::Integer) : f.value(Op::Load, {f.var(index)});
    const ir::ValueId result = f.value(Op::Container, {place, key});
    ir::Instruction &done = f.function().blocks[f.current()].instructions.back();
    done.container = &container_;
    done.operation = model_.operation(container_, method, {.count = 1});
    done.places = 1;
    return result;
  }

  void branch(ir::BlockId from, ir::ValueId condition, ir::BlockId yes, ir::BlockId no) {
    ir::Block &block = f.function().blocks[from];
    block.terminator = ir::TerminatorKind::Branch;
    block.condition = condition;
    block.successors = {yes, no};
  }

  std::vector<Growth> found(std::int64_t few = 16) {
    return flow::growths(flow::analyse(u.unit), few);
  }

  UnitBuilder u;
  FunctionBuilder f = u.function("fill");
  ir::VarId table = 0;
  ir::VarId index = 0;
  ir::LoopId loop = 0;
  ir::BlockId test = 0;
  ir::BlockId body = 0;
  ir::BlockId step = 0;
  ir::BlockId after = 0;

private:
  ir::BlockId exit() {
    const ir::BlockId here = f.current();
    const ir::BlockId last = f.block();
    f.function().blocks[last].terminator = ir::TerminatorKind::Exit;
    f.go(here);
    return last;
  }

  model::Model model_;
  const model::Container &container_;
  ir::TypeId type_;
};

TEST(Growth, AnInsertionInEachRoundOfACountedLoop) {
  Filling loop;
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  const std::vector<Growth> found = loop.found();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].count, "n");
  EXPECT_EQ(found[0].elements, 0);
  EXPECT_TRUE(found[0].startsEmpty);
  EXPECT_EQ(found[0].loops, std::vector<ir::LoopId>{loop.loop});
}

TEST(Growth, OrderedContainersHaveNoRoomToReserve) {
  Filling loop("std::map");
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AnUnknownNumberOfRoundsIsNothingToReserve) {
  Filling loop("std::unordered_map", {});
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AFewElementsAreNotWorthAWord) {
  const ir::TripCount seventeen{.kind = TripKind::Constant, .constant = 17, .expression = "17"};
  Filling loop("std::unordered_map", seventeen);
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found(17).empty());
  const std::vector<Growth> found = loop.found(16);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].elements, 17);
}

TEST(Growth, ReservedBefore) {
  Filling loop;
  loop.f.go(0);
  loop.operation("reserve", true);
  loop.f.go(loop.body);
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, ARoundThatInsertsNothing) {
  Filling loop;
  const ir::BlockId insertion = loop.f.block(loop.loop);
  loop.operation("emplace");
  loop.f.jump(insertion, loop.step);
  loop.f.go(loop.body);
  loop.branch(loop.body, loop.f.value(Op::Opaque), insertion, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, BothBranchesInsert) {
  Filling loop;
  const ir::BlockId one = loop.f.block(loop.loop);
  loop.operation("emplace");
  loop.f.jump(one, loop.step);
  const ir::BlockId other = loop.f.block(loop.loop);
  loop.operation("emplace");
  loop.f.jump(other, loop.step);
  loop.f.go(loop.body);
  loop.branch(loop.body, loop.f.value(Op::Opaque), one, other);
  EXPECT_EQ(loop.found().size(), 1U);
}

TEST(Growth, ALoopThatIsLeftEarly) {
  Filling loop;
  loop.operation("emplace");
  loop.branch(loop.body, loop.f.value(Op::Opaque), loop.step, loop.after);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AnAssertionDoesNotLeaveTheLoop) {
  Filling loop;
  const ir::BlockId failure = loop.f.block(loop.loop);
  loop.f.value(Op::Opaque);
  loop.f.function().blocks[failure].terminator = ir::TerminatorKind::Exit;
  loop.f.go(loop.body);
  const ir::ValueId result = loop.operation("emplace");
  loop.branch(loop.body, loop.f.value(Op::Second, {result}), loop.step, failure);
  EXPECT_EQ(loop.found().size(), 1U);
}

TEST(Growth, ATestOfWhatWasInsertedExpectsRepetitions) {
  Filling loop;
  const ir::BlockId work = loop.f.block(loop.loop);
  loop.f.value(Op::Opaque);
  loop.f.jump(work, loop.step);
  loop.f.go(loop.body);
  const ir::ValueId result = loop.operation("emplace");
  loop.branch(loop.body, loop.f.value(Op::Second, {result}), work, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, ALookForTheKeyExpectsRepetitions) {
  Filling loop;
  const ir::ValueId position = loop.operation("find");
  loop.f.value(Op::Deref, {position});
  loop.operation("insert_or_assign");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, TheSameKeyEachTime) {
  Filling loop;
  loop.operation("emplace", true);
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AKeyWithFewValues) {
  Filling loop;
  loop.operation("emplace");
  loop.f.function().blocks[loop.body].instructions.back().imm = 1;
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AnAssignmentThroughTheSubscriptFillsAndACountDoesNot) {
  Filling assigned;
  const ir::ValueId element = assigned.operation("operator[]");
  assigned.f.emit(Op::Store, {element, assigned.f.value(Op::Integer)});
  assigned.f.jump(assigned.body, assigned.step);
  EXPECT_EQ(assigned.found().size(), 1U);

  Filling counted;
  const ir::ValueId count = counted.operation("operator[]");
  counted.f.emit(Op::Advance, {count});
  counted.f.jump(counted.body, counted.step);
  EXPECT_TRUE(counted.found().empty());
}

TEST(Growth, WhatIsErasedInTheLoopDoesNotPileUp) {
  Filling loop;
  loop.operation("emplace");
  loop.operation("erase", true);
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, AContainerThatIsNewInEachRound) {
  Filling loop;
  loop.f.declare(loop.table);
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  EXPECT_TRUE(loop.found().empty());
}

TEST(Growth, TwoContainersOfOneLoopTakeDifferentPlaces) {
  Filling loop;
  loop.operation("emplace");
  loop.f.go(0);
  loop.table = loop.f.variable("other", loop.f.function().variables[loop.table].type);
  loop.f.go(loop.body);
  loop.operation("emplace");
  loop.f.jump(loop.body, loop.step);
  const std::vector<Growth> found = loop.found();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].slot, 1U);
  EXPECT_EQ(found[1].slot, 0U);
}

TEST(LoopGraph, ABlockWithoutSourceLeadsBackToTheTest) {
  UnitBuilder u;
  FunctionBuilder f = u.function("f");
  const ir::LoopId loop = f.loop();
  const ir::BlockId test = f.block(loop);
  f.value(Op::Opaque);
  const ir::BlockId body = f.block(loop);
  f.value(Op::Opaque);
  const ir::BlockId back = f.block();
  const ir::BlockId after = f.block();
  f.value(Op::Opaque);
  f.jump(0, test);
  f.jump(test, body);
  f.jump(test, after);
  f.jump(body, back);
  f.jump(back, test);
  f.finish();
  const flow::LoopGraph graph(f.function());
  EXPECT_EQ(graph.header(loop), test);
  EXPECT_TRUE(graph.isEveryRound(loop, {body}));
  EXPECT_FALSE(graph.isEveryRound(loop, {after}));
  EXPECT_TRUE(graph.reaches(body, after));
  EXPECT_FALSE(graph.reaches(after, body));
  EXPECT_TRUE(graph.isOnEveryWay(test));
  EXPECT_FALSE(graph.isOnEveryWay(body));
}

} // namespace
} // namespace maplint
