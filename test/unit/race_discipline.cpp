// Lock disciplines told from IR: who forgets the mutex that the rest of a class takes.

#include "lib/flow/Analysis.h"
#include "lib/race/Races.h"
#include "test/unit/TableBuilder.h"

#include <gtest/gtest.h>

namespace maplint {
namespace {

using race::Race;
using test::FunctionBuilder;
using test::Table;
using test::UnitBuilder;

std::vector<Race> racesIn(const UnitBuilder &u) {
  return race::findRaces(flow::analyse(u.unit));
}

TEST(Discipline, SilentWhenEveryAccessTakesTheLock) {
  Table t;
  t.method("put", "insert", true);
  t.method("has", "count", true);
  EXPECT_TRUE(racesIn(t.u).empty());
}

TEST(Discipline, BlamesTheWriteWithoutTheLock) {
  Table t;
  t.method("put", "insert", true);
  t.method("has", "count", true);
  const std::uint32_t line = t.method("drop", "erase", false);
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].range, t.u.rangeOf(line));
  EXPECT_EQ(races[0].kind, Race::Kind::Forgotten);
  EXPECT_EQ(races[0].container, "rows_");
  EXPECT_EQ(races[0].mutex, "mutex_");
  EXPECT_EQ(races[0].confidence, Confidence::Medium);
}

TEST(Discipline, BlamesAReadOnlyAgainstGuardedWrites) {
  Table t;
  t.method("size", "size", true);
  t.method("has", "count", true);
  t.method("find", "find", false);
  EXPECT_TRUE(racesIn(t.u).empty());
  t.method("put", "insert", true);
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_FALSE(races[0].writes);
}

TEST(Discipline, ConstructorsHaveTheObjectToThemselves) {
  Table t;
  t.method("put", "insert", true);
  t.method("has", "count", true);
  t.method("Table", "insert", false);
  t.u.unit.functions.back().isConstructor = true;
  EXPECT_TRUE(racesIn(t.u).empty());
}

TEST(Discipline, WritingUnderASharedLockNeedsNoMajority) {
  Table t;
  const std::uint32_t line = t.method("put", "insert", true, ir::LockMode::Shared);
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].kind, Race::Kind::SharedWrite);
  EXPECT_EQ(races[0].range, t.u.rangeOf(line));
}

TEST(Discipline, PrivateHelpersRelyOnTheirCallers) {
  Table t;
  FunctionBuilder helper = t.u.method(t.record, "store");
  helper.container(helper.thisField(t.rows), "insert");
  helper.finish();
  helper.function().isPrivate = true;
  FunctionBuilder put = t.u.method(t.record, "put");
  const ir::VarId guard = put.guard("lock", put.thisField(t.mutex));
  put.call(helper.symbol(), put.value(ir::Op::This));
  put.destroy(guard);
  put.finish();
  EXPECT_TRUE(racesIn(t.u).empty());

  FunctionBuilder fast = t.u.method(t.record, "putFast");
  fast.call(helper.symbol(), fast.value(ir::Op::This));
  const std::uint32_t call = t.u.lastLine();
  fast.finish();
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].range, t.u.rangeOf(call)) << "the call breaks the rule, not the helper";
}

TEST(Discipline, TheLockIsReleasedTooEarly) {
  Table t;
  t.method("has", "count", true);
  FunctionBuilder put = t.u.method(t.record, "put");
  const ir::VarId guard = put.guard("lock", put.thisField(t.mutex));
  put.container(put.thisField(t.rows), "insert");
  put.unlockGuard(guard);
  const std::uint32_t line = put.container(put.thisField(t.rows), "erase");
  put.destroy(guard);
  put.finish();
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].range, t.u.rangeOf(line));
}

TEST(Discipline, AnUnnamedGuardDiesAtOnce) {
  Table t;
  FunctionBuilder put = t.u.method(t.record, "put");
  const ir::ValueId mutex = put.thisField(t.mutex);
  put.lock(mutex);
  const SourceRange guard = t.u.rangeOf(t.u.lastLine());
  put.unlock(mutex);
  put.function().blocks[0].instructions.back().range = guard;
  put.container(put.thisField(t.rows), "insert");
  put.finish();
  const std::vector<Race> races = racesIn(t.u);
  ASSERT_EQ(races.size(), 1U);
  EXPECT_EQ(races[0].kind, Race::Kind::DeadGuard);
  EXPECT_EQ(races[0].deadGuard, guard);
  EXPECT_EQ(races[0].confidence, Confidence::High);
}

} // namespace
} // namespace maplint
