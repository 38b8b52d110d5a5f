// Threads told from IR: which of them meet in one container.

#include "lib/flow/Analysis.h"
#include "lib/race/Races.h"
#include "test/unit/TableBuilder.h"

#include <gtest/gtest.h>

#include <tuple>

namespace maplint {
namespace {

using race::Race;
using test::FunctionBuilder;
using test::Table;
using test::UnitBuilder;

std::vector<Race> racesIn(const UnitBuilder &u) {
  return race::findRaces(flow::analyse(u.unit));
}

/// A global map that a function writes.
struct Global {
  UnitBuilder u;
  ir::SymbolId map = u.globalMap("seen");
  std::uint32_t line = 0;
  FunctionBuilder work = u.function("work");

  Global() {
    line = work.container(work.global(map), "insert");
    work.finish();
    work.function().isInternal = true;
  }
};

TEST(Threads, TwoRunsOfOneFunctionMeet) {
  Global g;
  FunctionBuilder run = g.u.function("run");
  const ir::VarId a = run.spawn(run.named(g.work.symbol()));
  const ir::VarId b = run.spawn(run.named(g.work.symbol()));
  run.join(a);
  run.join(b);
  run.finish();
  const std::vector<Race> races = racesIn(g.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].kind, Race::Kind::Unguarded);
  EXPECT_EQ(races[0].confidence, Confidence::High);
  EXPECT_EQ(races[0].range, g.u.rangeOf(g.line));
}

using Kind = ThreadEvent::Kind;

std::vector<Kind> kindsOf(const ThreadPath &thread) {
  std::vector<Kind> kinds;
  for (const ThreadEvent &event : thread.events)
    kinds.push_back(event.kind);
  return kinds;
}

TEST(Threads, AreToldFromTheirStartToTheAccess) {
  Global g;
  FunctionBuilder run = g.u.function("run");
  const ir::VarId thread = run.spawn(run.named(g.work.symbol()));
  run.container(run.global(g.map), "count");
  run.join(thread);
  run.finish();
  const std::vector<Race> races = racesIn(g.u);
  ASSERT_EQ(races.size(), 1U);
  ASSERT_EQ(races[0].threads.size(), 2U);
  const auto &[starter, started] = std::tie(races[0].threads[0], races[0].threads[1]);
  EXPECT_EQ(starter.function, "run");
  EXPECT_EQ(kindsOf(starter), (std::vector{Kind::Spawn, Kind::Read}));
  EXPECT_EQ(started.function, "work");
  EXPECT_EQ(kindsOf(started), (std::vector{Kind::Start, Kind::Write}));
  EXPECT_EQ(starter.events[0].range, started.events[0].range);
  EXPECT_EQ(started.events[1].range, g.u.rangeOf(g.line));
  EXPECT_EQ(started.events[1].subject, "seen");
}

TEST(Threads, OneAfterTheOtherDoNot) {
  Global g;
  FunctionBuilder run = g.u.function("run");
  run.join(run.spawn(run.named(g.work.symbol())));
  run.join(run.spawn(run.named(g.work.symbol())));
  run.container(run.global(g.map), "insert");
  run.finish();
  EXPECT_TRUE(racesIn(g.u).empty());
}

TEST(Threads, TheStarterGoesOnUntilItJoins) {
  Global g;
  FunctionBuilder run = g.u.function("run");
  const ir::VarId thread = run.spawn(run.named(g.work.symbol()));
  const std::uint32_t line = run.container(run.global(g.map), "count");
  run.join(thread);
  run.finish();
  const std::vector<Race> races = racesIn(g.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].range, g.u.rangeOf(line)) << "the owner knows of its thread";
}

TEST(Threads, ALoopStartsManyUnlessItJoinsThemInside) {
  for (const bool joinInside : {false, true}) {
    Global g;
    FunctionBuilder run = g.u.function("run");
    const ir::BlockId entry = run.current();
    const ir::LoopId loop = run.loop();
    const ir::BlockId body = run.block(loop);
    run.jump(entry, body);
    run.jump(body, body);
    const ir::VarId thread = run.spawn(run.named(g.work.symbol()));
    if (joinInside)
      run.join(thread);
    run.finish();
    EXPECT_EQ(racesIn(g.u).size(), joinInside ? 0U : 1U);
  }
}

TEST(Threads, WhatALambdaTakesByReferenceIsTheStarters) {
  for (const bool byReference : {true, false}) {
    UnitBuilder u;
    FunctionBuilder run = u.function("run");
    const ir::VarId map = run.variable("hits", u.mapType());
    FunctionBuilder body = u.lambda(run);
    const ir::VarId hits = body.capture("hits", u.mapType(), byReference);
    body.container(body.var(hits), "insert");
    body.finish();
    const ir::ValueId place = run.var(map);
    const ir::ValueId given = byReference ? place : run.value(ir::Op::Load, {place});
    const ir::VarId thread = run.spawn(run.closure(body, {given}));
    run.container(run.var(map), "insert");
    run.join(thread);
    run.finish();
    EXPECT_EQ(racesIn(u).size(), byReference ? 1U : 0U);
  }
}

TEST(Threads, AGlobalOfEachThreadIsNotShared) {
  Global g;
  g.u.unit.symbols[g.map].isThreadLocal = true;
  FunctionBuilder run = g.u.function("run");
  const ir::VarId a = run.spawn(run.named(g.work.symbol()));
  const ir::VarId b = run.spawn(run.named(g.work.symbol()));
  run.join(a);
  run.join(b);
  run.finish();
  EXPECT_TRUE(racesIn(g.u).empty());
}

TEST(Threads, AThreadOfTheObjectMeetsItsMethods) {
  Table t;
  FunctionBuilder loop = t.u.method(t.record, "loop");
  loop.container(loop.thisField(t.rows), "insert");
  loop.finish();
  loop.function().isPrivate = true;
  FunctionBuilder make = t.u.method(t.record, "Table");
  make.function().isConstructor = true;
  const ir::ValueId self = make.value(ir::Op::AddressOf, {make.value(ir::Op::This)});
  ir::Instruction &started = make.emit(ir::Op::Spawn, {make.named(loop.symbol()), self});
  started.imm = static_cast<std::int64_t>(ir::SpawnKind::Thread);
  make.finish();
  const std::uint32_t line = t.method("poke", "insert", false);
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].range, t.u.rangeOf(line));
  EXPECT_EQ(races[0].confidence, Confidence::High);
}

/// A parallel region around the insertion, as lowering tells OpenMP's: the directive comes last.
struct Region {
  UnitBuilder u;
  FunctionBuilder f = u.function("tally");
  ir::VarId map = f.variable("out", u.mapType());
  std::uint32_t first = u.lastLine() + 1;

  void close(std::vector<ir::ValueId> privates = {}) {
    const SourceRange region{.file = u.rangeOf(first).file,
                             .begin = u.rangeOf(first).begin,
                             .end = u.rangeOf(u.lastLine()).end};
    privates.insert(privates.begin(), 0);
    ir::Instruction &directive = f.emit(ir::Op::Spawn, std::move(privates));
    directive.imm = static_cast<std::int64_t>(ir::SpawnKind::Parallel);
    directive.range = region;
    f.finish();
  }
};

TEST(Regions, ThreadsOfARegionShareWhatWasDeclaredBefore) {
  Region r;
  r.f.container(r.f.var(r.map), "insert");
  r.close();
  EXPECT_EQ(racesIn(r.u).size(), 1U);
}

TEST(Regions, NotWhatIsDeclaredInside) {
  Region r;
  const ir::VarId own = r.f.variable("mine", r.u.mapType());
  r.f.container(r.f.var(own), "insert");
  r.close();
  EXPECT_TRUE(racesIn(r.u).empty());
}

TEST(Regions, NotWhatAClauseMakesPrivate) {
  Region r;
  r.f.container(r.f.var(r.map), "insert");
  r.close({r.f.var(r.map)});
  EXPECT_TRUE(racesIn(r.u).empty());
}

TEST(Regions, ALockHeldAroundTheRegionKeepsItsThreadsFromNothing) {
  Region r;
  const ir::SymbolId mutex = r.u.globalMutex("mutex");
  r.f.lock(r.f.global(mutex));
  r.first = r.u.lastLine() + 1;
  r.f.container(r.f.var(r.map), "insert");
  r.close();
  EXPECT_EQ(racesIn(r.u).size(), 1U);
}

TEST(Regions, CriticalSectionsDo) {
  Region r;
  const std::uint32_t line = r.f.container(r.f.var(r.map), "insert");
  const ir::SymbolId critical = r.u.globalMutex("omp critical");
  ir::Instruction &held = r.f.emit(ir::Op::Lock, {r.f.global(critical)});
  held.imm = static_cast<std::int64_t>(ir::LockMode::Deferred);
  held.range = r.u.rangeOf(line);
  r.close();
  EXPECT_TRUE(racesIn(r.u).empty());
}

} // namespace
} // namespace maplint
