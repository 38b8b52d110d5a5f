// The nil states, the growths that are counted, and the write flag under a schedule.

#include "lib/refmap/Choose.h"
#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"
#include "test/refmap/FaceTest.h"

#include <memory>
#include <mutex>

namespace refmap {
namespace {

TEST(FaceNil, AWriteThroughNullIsAnAssignmentToANilMap) {
  map<int, int> *volatile nowhere = nullptr; // so that the compiler does not know
  std::unique_ptr<unordered_map<int, int>> nothing;
  const auto died = testing::ExitedWithCode(2);
  const char *const text = "panic: assignment to entry in nil map";
  watchMemory();
  EXPECT_EXIT((*nowhere)[1] = 2, died, text);
  EXPECT_EXIT(nowhere->erase(1), died, text);
  EXPECT_EXIT(nowhere->clear(), died, text);
  EXPECT_EXIT(nothing->emplace(1, 2), died, text);
  EXPECT_EXIT(nothing->insert_or_assign(1, 2), died, text);
}

TEST(FaceNil, AReadThroughNullIsNot) {
  const map<int, int> *volatile nowhere = nullptr;
  watchMemory();
  EXPECT_EXIT((void)nowhere->size(), testing::ExitedWithCode(2), "nil pointer dereference");
  EXPECT_EXIT((void)nowhere->find(1), testing::ExitedWithCode(2), "nil pointer dereference");
}

TEST(FaceNil, AMovedFromMapReadsAsEmptyAndRefusesWrites) {
  map<int, int> table{{1, 1}};
  const map<int, int> other = std::move(table);
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.find(1), table.end());
  EXPECT_EQ(table.erase(1), 0U);
  EXPECT_EQ(faultOf([&] { table[1] = 2; }), "assignment to entry in nil map");
  EXPECT_EQ(faultOf([&] { table.insert({1, 2}); }), "assignment to entry in nil map");
  EXPECT_EQ(faultOf([&] { table.emplace(1, 2); }), "assignment to entry in nil map");
}

TEST(FaceNil, ItIsMadeAnew) {
  map<int, int> table{{1, 1}};
  map<int, int> other = std::move(table);
  table.clear();
  table[1] = 2;
  other = std::move(table);
  table = {{3, 3}};
  table[4] = 4;
  other = std::move(table);
  map<int, int> fresh;
  table.swap(fresh);
  table[5] = 5;
  EXPECT_EQ(table.size(), 1U);
  std::vector<map<int, int>> many(3);
  many.push_back(std::exchange(table, {}));
  table[6] = 6;
  for (auto &each : many)
    each[1] = 1; // the vector's own moves leave nothing nil behind
}

TEST(FaceGrowth, IsCountedByCallSite) {
  GrowthLog::instance().reset();
  unordered_map<int, int> table;
  for (int i = 0; i < 500; ++i)
    table[i] = i;
  EXPECT_EQ(GrowthLog::instance().total(), 7U); // 8, 13, 26, 52, 104, 208, 416, 832
  const auto sites = GrowthLog::instance().sites();
  ASSERT_EQ(sites.size(), 1U);
  ASSERT_TRUE(sites[0].place);
  EXPECT_EQ(sites[0].place->line(), static_cast<unsigned>(__LINE__ - 5));
}

TEST(FaceGrowth, AReserveSavesIt) {
  GrowthLog::instance().reset();
  unordered_map<int, int> reserved;
  reserved.reserve(500);
  unordered_set<int> sized(500);
  flat_map<int, int> flat;
  flat.reserve(500);
  for (int i = 0; i < 500; ++i) {
    reserved[i] = i;
    sized.insert(i);
    flat.try_emplace(i, i);
  }
  EXPECT_EQ(GrowthLog::instance().total(), 0U);
  map<int, int> ordered;
  for (int i = 0; i < 500; ++i)
    ordered[i] = i;
  EXPECT_EQ(GrowthLog::instance().total(), 0U);
}

/// What two threads die of when the schedule lets them meet.
template <class Table, class A, class B>
std::string meeting(Table &table, A a, B b) {
  return faultOf([&] {
    Schedule(parkingWriters()).run([&] {
      thread one([&] { a(table); });
      thread two([&] { b(table); });
      one.join();
      two.join();
    });
  });
}

TEST(FaceRace, TwoWritersMeet) {
  map<int, int> table;
  EXPECT_EQ(meeting(
                table, [](auto &t) { t[1] = 1; }, [](auto &t) { t[2] = 2; }),
            "concurrent map writes");
  unordered_map<int, int> hashed;
  EXPECT_EQ(meeting(
                hashed, [](auto &t) { t.emplace(1, 1); }, [](auto &t) { t.erase(2); }),
            "concurrent map writes");
  set<int> numbers;
  EXPECT_EQ(meeting(
                numbers, [](auto &t) { t.insert(1); }, [](auto &t) { t.clear(); }),
            "concurrent map writes");
}

TEST(FaceRace, AReaderMeetsAWriter) {
  const auto against = [](auto read) {
    map<int, int> table{{1, 1}};
    return meeting(
        table, [](auto &t) { t[2] = 2; }, read);
  };
  const std::string text = "concurrent map read and map write";
  EXPECT_EQ(against([](auto &t) { (void)t.find(1); }), text);
  EXPECT_EQ(against([](auto &t) { (void)t.size(); }), text);
  EXPECT_EQ(against([](auto &t) { (void)t.at(1); }), text);
  EXPECT_EQ(against([](auto &t) { (void)t.count(1); }), text);
  EXPECT_EQ(against([](auto &t) { (void)t.equal_range(1); }), text);
  EXPECT_EQ(against([](auto &t) { (void)t.lower_bound(1); }), text);
}

TEST(FaceRace, AnIterationMeetsAWriter) {
  map<int, int> table{{1, 1}, {2, 2}};
  EXPECT_EQ(meeting(
                table, [](auto &t) { t.erase(1); },
                [](auto &t) {
                  for (auto &entry : t)
                    ++entry.second;
                }),
            "concurrent map iteration and map write");
}

TEST(FaceRace, ReadersDoNotDisturbEachOther) {
  map<int, int> table{{1, 1}, {2, 2}};
  const auto read = [](auto &t) {
    for (const auto &entry : t)
      (void)t.find(entry.first);
    t[1] = 5; // there already: nothing is inserted
  };
  EXPECT_EQ(meeting(table, read, read), "");
}

TEST(FaceRace, ALockKeepsThemApartUnderEverySchedule) {
  const ChaosReport report = chaos(1, 50, [] {
    unordered_map<int, int> table;
    mutex guard;
    const auto add = [&](int from) {
      for (int i = from; i < from + 5; ++i) {
        const std::lock_guard hold(guard);
        table[i] = i;
      }
    };
    thread one(add, 0);
    thread two(add, 5);
    one.join();
    two.join();
  });
  EXPECT_EQ(report.runs, 50U);
  EXPECT_FALSE(report.failedSeed) << report.failure;
}

} // namespace
} // namespace refmap
