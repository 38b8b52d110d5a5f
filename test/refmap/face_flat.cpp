// Containers that keep their elements in an array: what growth and erasure end besides the obvious.

#include "test/refmap/FaceTest.h"

namespace refmap {
namespace {

using Alone = flat_map<int, std::string>;
using All = flat_map<int, std::string, std::hash<int>, std::equal_to<int>, Erasure::All>;
using Sorted = sorted_flat_map<int, std::string>;

template <class Map>
class FaceFlat : public testing::Test {
protected:
  Map table{{1, "one"}, {2, "two"}, {3, "three"}};
};

using Flats = testing::Types<Alone, All, Sorted>;
TYPED_TEST_SUITE(FaceFlat, Flats);

TYPED_TEST(FaceFlat, GrowthEndsIteratorsAndReferences) {
  auto &table = this->table;
  auto at = table.find(1);
  std::string &text = at->second;
  for (int i = 10; i < 30; ++i)
    table[i] = "more";
  EXPECT_EQ(faultOf([&] { (void)*at; }), "iterator invalidated by insertion");
  EXPECT_DEAD_REFERENCE(text.clear(), "insertion at .*face_flat.cpp");
  EXPECT_EQ(table.at(1), "one");
}

TYPED_TEST(FaceFlat, RoomThatWasReservedKeepsWhatLiesBefore) {
  TypeParam table;
  table.reserve(4);
  std::string &first = table[1];
  table[2] = "two";
  table[3] = "three";
  first = "one";
  EXPECT_EQ(table.at(1), "one");
}

TYPED_TEST(FaceFlat, ReserveMovesEverything) {
  auto &table = this->table;
  std::string &text = table.at(1);
  table.reserve(1000);
  EXPECT_DEAD_REFERENCE(text.clear(), "rehash at .*face_flat.cpp");
}

TYPED_TEST(FaceFlat, EraseEndsTheErased) {
  auto &table = this->table;
  auto dead = table.find(2);
  std::string &text = dead->second;
  table.erase(dead);
  EXPECT_EQ(faultOf([&] { ++dead; }), "iterator invalidated by erase");
  EXPECT_DEAD_REFERENCE(text.clear(), "erase at .*face_flat.cpp");
}

TYPED_TEST(FaceFlat, ClearSwapAndMove) {
  auto &table = this->table;
  auto at = table.find(1);
  TypeParam other;
  other.swap(table);
  EXPECT_EQ(at->second, "one");
  TypeParam third = std::move(other);
  EXPECT_EQ(at->second, "one");
  third.clear();
  EXPECT_EQ(faultOf([&] { (void)*at; }), "iterator invalidated by clear");
}

TYPED_TEST(FaceFlat, AnArgumentMayLieInTheTable) {
  const SettingsScope eager({.growth = Growth::Eager});
  auto &table = this->table;
  table.try_emplace(9, table.at(1));
  EXPECT_EQ(table.at(9), "one");
}

TEST(FaceFlatHash, RoomThatIsMadeFirstEndsTheArguments) {
  using First = flat_map<int, std::string, std::hash<int>, std::equal_to<int>, Erasure::Alone,
                         std::pair<const int, std::string>, true>;
  const SettingsScope eager({.growth = Growth::Eager});
  First table{{1, "one"}};
  EXPECT_DEAD_REFERENCE(table.try_emplace(9, table.at(1)), "insertion at .*face_flat.cpp");
  EXPECT_DEAD_REFERENCE(table.insert_or_assign(9, table.at(1)), "insertion at .*face_flat.cpp");
  EXPECT_DEAD_REFERENCE(table.emplace(9, table.at(1)), "insertion");
  table.emplace(1, table.at(1)); // the key is there: nothing grows
  table.reserve(2);
  table.emplace(9, table.at(1));
  EXPECT_EQ(table.at(9), "one");
}

TYPED_TEST(FaceFlat, EraseOfARange) {
  auto &table = this->table;
  const auto next = table.erase(table.begin(), std::next(table.begin(), 2));
  EXPECT_EQ(next, table.begin());
  EXPECT_EQ(table.size(), 1U);
}

TEST(FaceFlatHash, ErasingEndsNothingElse) {
  Alone table{{1, "one"}, {2, "two"}};
  auto two = table.find(2);
  std::string &text = two->second;
  table.erase(1);
  EXPECT_EQ(two->second, "two");
  EXPECT_EQ(text, "two");
}

TEST(FaceFlatHash, ErasingMayMoveAllTheOthers) {
  All table{{1, "one"}, {2, "two"}};
  auto two = table.find(2);
  std::string &text = two->second;
  table.erase(1);
  EXPECT_EQ(faultOf([&] { (void)*two; }), "iterator invalidated by erase");
  EXPECT_DEAD_REFERENCE(text.clear(), "erase at .*face_flat.cpp");
  EXPECT_EQ(table.at(2), "two");
}

TEST(FaceSortedArray, ErasingMovesWhatLiesBehind) {
  Sorted table{{1, "one"}, {2, "two"}, {3, "three"}};
  std::string &before = table.at(1);
  std::string &behind = table.at(3);
  auto end = table.end();
  table.erase(2);
  EXPECT_EQ(before, "one");
  EXPECT_EQ(faultOf([&] { (void)(end == end); }), "iterator invalidated by erase");
  EXPECT_DEAD_REFERENCE(behind.clear(), "erase at .*face_flat.cpp");
}

TEST(FaceSortedArray, InsertionMovesWhatLiesBehind) {
  Sorted table{{1, "one"}, {3, "three"}};
  table.reserve(8);
  std::string &before = table.at(1);
  auto behind = table.find(3);
  table[2] = "two";
  EXPECT_EQ(before, "one");
  EXPECT_EQ(faultOf([&] { (void)*behind; }), "iterator invalidated by insertion");
  EXPECT_EQ(std::next(table.begin())->second, "two");
}

TEST(FaceFlatHash, RightSideIsEvaluatedBeforeTheLeftInserts) {
  const SettingsScope eager({.growth = Growth::Eager});
  flat_map<int, int> numbers{{1, 5}};
  numbers[2] = numbers[1]; // an int: the value was read before the left side moved it
  EXPECT_EQ(numbers.at(2), 5);
  Alone texts{{1, "one"}};
  EXPECT_DEAD_REFERENCE(texts[2] = texts[1], "insertion at .*face_flat.cpp");
}

} // namespace
} // namespace refmap
