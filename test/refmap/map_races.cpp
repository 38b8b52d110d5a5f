// Threads that meet in a map.

#include "lib/refmap/Choose.h"
#include "lib/refmap/Map.h"
#include "lib/refmap/Thread.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace refmap {
namespace {

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

/// What two threads that use one map die of, on every one of a hundred runs.
std::string raceOf(const std::function<void(Integers &)> &one,
                   const std::function<void(Integers &)> &other) {
  const FaultHandlerScope observe(throwFault);
  std::set<std::string> failures;
  for (int run = 0; run != 100; ++run) {
    try {
      Schedule(parkingWriters()).run([&] {
        Integers map = filled(20);
        thread a([&] { one(map); });
        thread b([&] { other(map); });
        a.join();
        b.join();
      });
      failures.insert("");
    } catch (const FaultError &error) {
      failures.insert(error.what());
    }
  }
  return failures.size() == 1 ? *failures.begin() : "this and that";
}

TEST(MapRaces, AreSeenOnEveryRun) {
  const auto write = [](Integers &map) { map.assign(1, 1); };
  const auto erase = [](Integers &map) { map.erase(2); };
  const auto clear = [](Integers &map) { map.clear(); };
  const auto read = [](Integers &map) { map.get(1); };
  const auto range = [](Integers &map) { keysOf(map); };
  EXPECT_EQ(raceOf(write, write), "fatal error: concurrent map writes");
  EXPECT_EQ(raceOf(erase, write), "fatal error: concurrent map writes");
  EXPECT_EQ(raceOf(write, clear), "fatal error: concurrent map writes");
  EXPECT_EQ(raceOf(read, write), "fatal error: concurrent map read and map write");
  EXPECT_EQ(raceOf(write, read), "fatal error: concurrent map read and map write");
  EXPECT_EQ(raceOf(range, erase), "fatal error: concurrent map iteration and map write");
  EXPECT_EQ(raceOf(read, range), "");
}

TEST(MapRaces, ReadersOfARealMapDoNotRace) {
  const Integers map = filled(105); // growing
  std::vector<thread> readers;
  for (int i = 0; i != 8; ++i)
    readers.emplace_back([&] {
      for (int key = 0; key != 105; ++key)
        map.get(key);
      keysOf(map);
    });
  for (thread &reader : readers)
    reader.join();
}

} // namespace
} // namespace refmap
