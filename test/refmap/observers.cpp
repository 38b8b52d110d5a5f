#include "lib/refmap/Map.h"
#include "lib/refmap/MetricsObserver.h"
#include "lib/refmap/SpanObserver.h"

#include <gtest/gtest.h>

#include <sstream>

namespace refmap {
namespace {

using Integers = Map<int, int>;

std::size_t occurrences(const std::string &text, const std::string &of) {
  std::size_t count = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + 1))
    ++count;
  return count;
}

std::string printed(const MetricsObserver &metrics) {
  std::ostringstream out;
  metrics.print(out);
  return out.str();
}

TEST(MetricsObserver, AddsUpTheMapsOfAName) {
  MetricsObserver metrics("a \"quoted\" name");
  Integers one = Integers::make();
  one.observe(&metrics);
  for (int key = 0; key != 14; ++key)
    one.assign(key, key);
  {
    Integers other = Integers::make();
    other.observe(&metrics);
    other.assign(1, 1);
    const std::string both = printed(metrics);
    EXPECT_NE(both.find("map_entry_count{map=\"a \\\"quoted\\\" name\"} 15\n"), std::string::npos)
        << both;
  }
  const std::string left = printed(metrics);
  EXPECT_NE(left.find("name\"} 14\n"), std::string::npos) << left;
  EXPECT_NE(left.find("kind=\"bigger\"} 2\n"), std::string::npos) << left;
  EXPECT_NE(left.find("} " + std::to_string(one.header()->sizeBytes()) + "\n"), std::string::npos);
  one.observe(nullptr);
  EXPECT_NE(printed(metrics).find("name\"} 0\n"), std::string::npos);
}

TEST(MetricsObserver, TellsTheKindsOfGrowthApart) {
  MetricsObserver metrics("window");
  Integers map = Integers::make();
  map.observe(&metrics);
  for (int key = 0; key != 20'000; ++key) {
    map.erase(key - 26);
    map.assign(key, key);
  }
  const std::string text = printed(metrics);
  EXPECT_NE(text.find("kind=\"bigger\"} 2\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("kind=\"same\"} 0\n"), std::string::npos) << text;
  map.observe(nullptr);
}

TEST(SpanObserver, HeatFollowsTheCallsOfTheWindow) {
  std::chrono::nanoseconds now{1};
  SpanObserver spans("heat", {.warm = 2, .hot = 3, .boiling = 4, .window = std::chrono::seconds(1)},
                     [&] { return now; });
  Integers map = Integers::make();
  map.observe(&spans);
  const auto heatOfNextCall = [&] {
    map.assign(1, 1);
    std::ostringstream out;
    spans.flush(out);
    const std::string key = R"("map.heat","value":{"stringValue":")";
    const std::size_t at = out.str().find(key) + key.size();
    return out.str().substr(at, out.str().find('"', at) - at);
  };
  EXPECT_EQ(heatOfNextCall(), "cold");
  EXPECT_EQ(heatOfNextCall(), "warm");
  EXPECT_EQ(heatOfNextCall(), "hot");
  EXPECT_EQ(heatOfNextCall(), "boiling");
  EXPECT_EQ(heatOfNextCall(), "boiling");
  now += std::chrono::seconds(1);
  EXPECT_EQ(heatOfNextCall(), "cold");
  map.observe(nullptr);
}

TEST(SpanObserver, GrowthIsAnEventOfTheWriteThatPaidForIt) {
  SpanObserver spans("growth");
  Integers map = Integers::make();
  for (int key = 0; key != 8; ++key)
    map.assign(key, key);
  map.observe(&spans);
  map.assign(8, 8);
  map.get(8);
  std::ostringstream out;
  spans.flush(out);
  const std::string text = out.str();
  EXPECT_EQ(occurrences(text, "\"spanId\""), 2U);
  EXPECT_EQ(occurrences(text, "grow bigger"), 1U);
  EXPECT_EQ(occurrences(text, "evacuate bucket 0"), 1U);
  EXPECT_EQ(occurrences(text, "grow end"), 1U);
  EXPECT_LT(text.find("grow bigger"), text.find("map lookup"));
  std::ostringstream again;
  spans.flush(again);
  EXPECT_EQ(again.str(), "");
  map.observe(nullptr);
}

} // namespace
} // namespace refmap
