// Facts: what is written can be read, whatever the order, and what is damaged is refused.

#include "lib/ir/Print.h"
#include "lib/program/Facts.h"
#include "lib/program/Program.h"
#include "test/unit/IrBuilder.h"

#include <gtest/gtest.h>

#include <set>

namespace maplint::program {
namespace {

using test::FunctionBuilder;
using test::UnitBuilder;

/// A class whose method inserts under its mutex, and a lambda inside.
void fill(UnitBuilder &u, const std::string &method) {
  const auto cache = u.record("Cache");
  const auto mutex = u.field(cache, "mutex_", ir::TypeKind::Mutex);
  const auto table = u.mapField(cache, "table_");
  FunctionBuilder put = u.method(cache, method);
  put.function().range = u.rangeOf(1000 + static_cast<std::uint32_t>(method[0]));
  const auto guard = put.guard("lock", put.thisField(mutex));
  put.container(put.thisField(table), "insert");
  put.destroy(guard);
  put.finish();
  FunctionBuilder inner = u.lambda(put);
  inner.container(inner.thisField(table), "clear");
  inner.finish();
}

std::string encoded(const ir::Unit &unit, const std::set<std::uint64_t> &known = {}) {
  const std::map<std::string, std::string> files{{"/test.cpp", "hash"}};
  const auto pathOf = [](const std::string &path) { return path; };
  return encode(unit, {.files = files, .pathOf = pathOf, .isKnown = [&](std::uint64_t hash) {
                         return known.contains(hash);
                       }});
}

std::string merged(const Program &program) {
  Merged into;
  const std::string why = program.merge(into);
  return why.empty() ? ir::print(into.unit) : why;
}

TEST(Facts, ComeBackAsTheyWere) {
  UnitBuilder u;
  fill(u, "put");
  Program program;
  ASSERT_EQ(program.add(encoded(u.unit)), "");
  EXPECT_EQ(merged(program), ir::print(u.unit));
  EXPECT_EQ(program.files().at("/test.cpp").hash, "hash");
}

TEST(Facts, AreTheSameBytesEachTime) {
  UnitBuilder u;
  UnitBuilder same;
  fill(u, "put");
  fill(same, "put");
  EXPECT_EQ(encoded(u.unit), encoded(same.unit));
}

TEST(Facts, OfSeveralUnitsMergeInAnyOrder) {
  UnitBuilder a;
  UnitBuilder b;
  fill(a, "put");
  fill(b, "add");
  Program forth;
  Program back;
  for (const ir::Unit *unit : {&a.unit, &b.unit})
    ASSERT_EQ(forth.add(encoded(*unit)), "");
  for (const ir::Unit *unit : {&b.unit, &a.unit})
    ASSERT_EQ(back.add(encoded(*unit)), "");
  EXPECT_EQ(merged(forth), merged(back));
  Merged together;
  ASSERT_EQ(forth.merge(together), "");
  EXPECT_EQ(together.unit.functions.size(), 4U);
  EXPECT_EQ(together.unit.records.size(), 1U) << "one class, seen twice";
}

TEST(Facts, SendWhatIsKnownAsAHash) {
  UnitBuilder u;
  fill(u, "put");
  Program program;
  const std::string whole = encoded(u.unit);
  ASSERT_EQ(program.add(whole), "");
  const std::set<std::uint64_t> known(program.fresh().begin(), program.fresh().end());
  const std::string brief = encoded(u.unit, known);
  EXPECT_LT(brief.size(), whole.size() / 4);
  const std::string before = merged(program);
  ASSERT_EQ(program.add(brief), "");
  EXPECT_TRUE(program.fresh().empty());
  EXPECT_EQ(merged(program), before);
}

TEST(Facts, ThatNameAnUnknownEntityAreRefused) {
  UnitBuilder u;
  fill(u, "put");
  Program first;
  ASSERT_EQ(first.add(encoded(u.unit)), "");
  const std::set<std::uint64_t> known(first.fresh().begin(), first.fresh().end());
  Program second;
  ASSERT_EQ(second.add(encoded(u.unit, known)), "");
  EXPECT_EQ(merged(second), "the facts are damaged");
}

TEST(Facts, CutShortAreRefused) {
  UnitBuilder u;
  fill(u, "put");
  const std::string whole = encoded(u.unit);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Program program;
    EXPECT_NE(program.add(whole.substr(0, size)), "") << size;
    EXPECT_EQ(program.units(), 0U);
  }
}

TEST(Facts, WithABitTurnedAreRefusedOrHarmless) {
  UnitBuilder u;
  fill(u, "put");
  const std::string whole = encoded(u.unit);
  const std::string right = ir::print(u.unit);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += 3)
    for (const int bit : {0, 3, 7}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      Program program;
      const bool taken = program.add(damaged).empty();
      const std::string text = taken ? merged(program) : "";
      // A byte of a name in the list of files is all that may differ unnoticed.
      refused += !taken || text == "the facts are damaged" ? 1 : 0;
      if (taken && text != "the facts are damaged")
        EXPECT_EQ(text, right) << at;
    }
  EXPECT_GT(refused, whole.size() / 2);
}

TEST(Facts, OfAnotherVersionSaySo) {
  UnitBuilder u;
  fill(u, "put");
  std::string other = encoded(u.unit);
  other[formatMagic.size()] = static_cast<char>(formatVersion + 1);
  Program program;
  EXPECT_NE(program.add(other).find("write them again"), std::string::npos);
}

TEST(Program, GoesBackToWhatItWas) {
  UnitBuilder a;
  UnitBuilder b;
  fill(a, "put");
  fill(b, "add");
  Program program;
  ASSERT_EQ(program.add(encoded(a.unit)), "");
  const std::string before = merged(program);
  auto contents = program.contents();
  ASSERT_EQ(program.add(encoded(b.unit), 0), "");
  EXPECT_NE(merged(program), before);
  program.restore(std::move(contents));
  EXPECT_EQ(merged(program), before);
}

} // namespace
} // namespace maplint::program
