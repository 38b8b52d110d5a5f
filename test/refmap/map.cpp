// What programs may rely on, one fact a test; the recorded states are replayed by
// refmap-conformance.

#include "lib/refmap/Map.h"
#include "lib/refmap/Inspect.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace refmap {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Integers = Map<int, int>;

Integers filled(int count, std::int64_t hint = 0) {
  Integers map = Integers::make(hint);
  for (int key = 0; key != count; ++key)
    map.assign(key, key);
  return map;
}

template <class Model>
auto keysOf(const Model &map) {
  std::vector<std::remove_cvref_t<decltype(map.iterate().key())>> keys;
  for (auto each = map.iterate(); each.next();)
    keys.push_back(each.key());
  return keys;
}

TEST(Map, NilReadsAsEmpty) {
  Integers nil;
  EXPECT_TRUE(nil.isNil());
  EXPECT_EQ(nil.len(), 0U);
  EXPECT_EQ(nil.get(1), 0);
  EXPECT_FALSE(nil.erase(1));
  nil.clear();
  EXPECT_TRUE(keysOf(nil).empty());
  EXPECT_FALSE(Integers::make().isNil());
}

TEST(Map, WritingToNilIsGosPanic) {
  const auto panic = recover([] { Integers().assign(1, 1); });
  ASSERT_TRUE(panic);
  EXPECT_EQ(panic->text, "assignment to entry in nil map");
  EXPECT_EXIT(Integers().assign(1, 1), testing::ExitedWithCode(2),
              "^panic: assignment to entry in nil map\n$");
}

TEST(Map, RecoverDoesNotSeeFatalErrors) {
  EXPECT_EXIT(recover([] {
                Integers map = filled(1);
                map.header()->setFlag(flag::writing);
                map.assign(1, 1);
              }),
              testing::ExitedWithCode(2), "^fatal error: concurrent map writes\n$");
}

TEST(Map, HintsDecideTheNumberOfBuckets) {
  const std::pair<std::int64_t, std::size_t> expected[] = {
      {-1, 1}, {8, 1}, {9, 2}, {13, 2}, {14, 4}, {26, 4}, {27, 8}, {std::int64_t{1} << 62, 1}};
  for (const auto &[hint, buckets] : expected) {
    Integers map = Integers::make(hint);
    map.assign(1, 1);
    EXPECT_EQ(map.header()->buckets->size(), buckets) << hint;
  }
}

TEST(Map, GrowsAtTheNinthKeyAndNeverShrinks) {
  Integers map = filled(8);
  EXPECT_EQ(map.header()->B, 0);
  map.assign(8, 8);
  EXPECT_EQ(map.header()->B, 1);
  for (int key = 0; key != 9; ++key)
    map.erase(key);
  for (int write = 0; write != 1000; ++write)
    map.assign(1, write);
  EXPECT_EQ(map.header()->B, 1);
}

TEST(Map, ZerosOfBothSignsAreOneKeyWithTheLatestSign) {
  Map<double, std::string> map = Map<double, std::string>::make();
  map.assign(0.0, "+");
  map.assign(-0.0, "-");
  EXPECT_EQ(map.len(), 1U);
  EXPECT_EQ(map.get(0.0), "-");
  EXPECT_TRUE(std::signbit(keysOf(map).at(0)));
  map.assign(0.0, "+");
  EXPECT_FALSE(std::signbit(keysOf(map).at(0)));
}

TEST(Map, NanKeysStayUntilClear) {
  Map<double, int> map = Map<double, int>::make();
  for (int i = 0; i != 100; ++i)
    map.assign(nan, i);
  map[nan] += 1;
  EXPECT_EQ(map.len(), 101U);
  EXPECT_FALSE(map.contains(nan));
  EXPECT_FALSE(map.erase(nan));
  map.clearByRange();
  EXPECT_EQ(map.len(), 101U);
  map.clear();
  EXPECT_EQ(map.len(), 0U);
}

TEST(Map, NanKeysSurviveGrowthDuringARange) {
  for (int entries : {1, 8, 13, 26, 52, 100}) {
    Map<double, int> map = Map<double, int>::make();
    for (int i = 0; i != entries; ++i)
      map.assign(nan, i);
    std::map<int, int> seen;
    int next = 1000;
    for (auto each = map.iterate(); each.next();) {
      if (each.elem() < 1000)
        ++seen[each.elem()];
      if (next < 1000 + 4 * entries)
        map.assign(nan, next++);
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(entries));
    for (const auto &[elem, times] : seen)
      EXPECT_EQ(times, 1) << elem;
  }
}

TEST(Map, RangeSeesNothingDeletedWhileItGrows) {
  Integers map = filled(100);
  int visits = 0;
  for (auto each = map.iterate(); each.next(); ++visits) {
    if (visits == 0)
      for (int key = 100; key != 1000; ++key)
        map.assign(key, key);
    if (visits == 0)
      for (int key = 1; key < 1000; key += 2)
        map.erase(key);
    else
      EXPECT_EQ(each.key() % 2, 0);
  }
}

TEST(Map, OrderDiffersBetweenRanges) {
  for (int entries : {3, 7, 9, 15}) {
    const Integers map = filled(entries);
    std::set<std::vector<int>> orders;
    for (int range = 0; range != 100; ++range)
      orders.insert(keysOf(map));
    EXPECT_GT(orders.size(), 1U) << entries;
  }
}

TEST(Map, LargeKeysAndElems) {
  using Large = std::array<char, 4000>;
  Map<Large, Large> map = Map<Large, Large>::make();
  for (int i = 0; i != 100; ++i) {
    Large key{};
    key[3999] = static_cast<char>(i);
    map[key][0] = static_cast<char>(i);
  }
  EXPECT_EQ(map.len(), 100U);
  Large key{};
  key[3999] = 42;
  EXPECT_EQ(map.get(key)[0], 42);
  key[0] = 1;
  EXPECT_EQ(map.get(key), Large{});
  for (auto each = map.iterate(); each.next();)
    EXPECT_EQ(each.key()[3999], each.elem()[0]);
}

TEST(Map, StringsAreMovedWithTheirBuckets) {
  Map<std::string, std::string> map = Map<std::string, std::string>::make();
  const auto text = [](int i) { return std::string(100, 'x') + std::to_string(i); };
  for (int i = 0; i != 3000; ++i) {
    map.assign(text(i), text(2 * i));
    if (i % 3 == 2)
      EXPECT_TRUE(map.erase(text(i / 2)));
  }
  EXPECT_EQ(map.len(), 2000U);
  EXPECT_EQ(map.get(text(2999)), text(5998));
  EXPECT_TRUE(map.contains(text(0)));
  EXPECT_FALSE(map.contains(text(1)));
}

TEST(Map, AnotherKeyInADeletedSlotStartsFromZero) {
  Map<int, std::string> map = Map<int, std::string>::make();
  for (int key = 0; key != 100; ++key) {
    map[key] += "x";
    map.erase(key);
    EXPECT_EQ(map[key + 1000], "");
    map.clear();
    EXPECT_EQ(map[key], "");
  }
}

TEST(Map, ChainsEndRightBehindTheirLastEntry) {
  Integers map = filled(500);
  for (int key = 0; key < 500; key += 2)
    map.erase(key);
  for (int key = 0; key < 500; key += 4)
    map.assign(key, 1);
  for (int key = 0; key != 500; ++key)
    map.erase(key);
  const auto &table = *map.header()->buckets;
  for (std::size_t i = 0; i != table.size(); ++i)
    for (const auto *bucket = &table[i]; bucket != nullptr; bucket = bucket->overflow)
      for (const std::uint8_t top : bucket->tops)
        EXPECT_EQ(top, tophash::emptyRest);
}

TEST(Map, InterfaceKeysOfEveryKind) {
  Map<Any, int> map = Map<Any, int>::make();
  const std::vector<Any> keys = {Any(),
                                 1,
                                 1.5,
                                 true,
                                 "text",
                                 std::complex<double>(1, 2),
                                 Any("*int", static_cast<const void *>(&map)),
                                 Any("[2]interface {}", std::vector<Any>{1, "a"}),
                                 Any("main.T", std::int64_t{1})};
  int value = 0;
  for (const Any &key : keys)
    map.assign(key, ++value);
  EXPECT_EQ(map.len(), keys.size());
  for (std::size_t i = 0; i != keys.size(); ++i)
    EXPECT_EQ(map.get(keys[i]), static_cast<int>(i) + 1);
  const Any nested("[1]interface {}", std::vector<Any>{Any::unhashable("[]int")});
  Map<Any, int> nil;
  for (auto *unusable : {&map, &nil}) {
    const auto panic = recover([&] { unusable->get(nested); });
    ASSERT_TRUE(panic);
    EXPECT_EQ(panic->text, "runtime error: hash of unhashable type []int");
  }
}

TEST(Map, ClearShowsRunningIterationsWhatItsVersionDoes) {
  for (const ClearMode mode : {ClearMode::Go119, ClearMode::Go121}) {
    Integers map = filled(104);
    auto each = map.iterate();
    each.next();
    map.assign(1000, 1); // starts a growth: the iteration stays on the old table
    map.clear(mode);
    int stale = 0;
    while (each.next())
      ++stale;
    EXPECT_EQ(stale != 0, mode == ClearMode::Go119);
  }
}

TEST(Map, CopiesAreTheSameMap) {
  Integers map = filled(1);
  Integers same = map;
  same.assign(5, 5);
  EXPECT_EQ(map.get(5), 5);
}

TEST(Map, IterationOutlivesTheVariable) {
  auto each = filled(100).iterate();
  int visits = 0;
  while (each.next())
    ++visits;
  EXPECT_EQ(visits, 100);
}

} // namespace
} // namespace refmap
