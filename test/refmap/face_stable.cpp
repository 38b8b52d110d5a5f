// Containers whose elements never move: each operation, and which handles it ends.

#include "test/refmap/FaceTest.h"

#include <algorithm>
#include <memory>
#include <ranges>
#include <vector>

namespace refmap {
namespace {

static_assert(std::forward_iterator<unordered_map<int, int>::iterator>);
static_assert(std::bidirectional_iterator<map<int, int>::iterator>);
static_assert(std::ranges::range<const set<int>>);
static_assert(std::is_nothrow_move_constructible_v<map<int, int>>);

template <class Map>
class FaceStableMap : public testing::Test {
protected:
  Map table{{1, "one"}, {2, "two"}, {3, "three"}};
};

using StableMaps = testing::Types<map<int, std::string>, unordered_map<int, std::string>,
                                  multimap<int, std::string>, unordered_multimap<int, std::string>>;
TYPED_TEST_SUITE(FaceStableMap, StableMaps);

TYPED_TEST(FaceStableMap, EraseEndsTheIteratorOfItsElementOnly) {
  auto &table = this->table;
  auto dead = table.find(1);
  auto alive = table.find(2);
  table.erase(1);
  EXPECT_EQ(faultOf([&] { (void)dead->second; }), "iterator invalidated by erase");
  EXPECT_EQ(faultOf([&] { ++dead; }), "iterator invalidated by erase");
  EXPECT_EQ(faultOf([&] { (void)(dead == alive); }), "iterator invalidated by erase");
  EXPECT_EQ(faultOf([&] { table.erase(dead); }), "iterator invalidated by erase");
  EXPECT_EQ(alive->second, "two");
}

TYPED_TEST(FaceStableMap, EraseEndsReferences) {
  auto &table = this->table;
  std::string &dead = table.find(1)->second;
  std::string &alive = table.find(2)->second;
  table.erase(table.find(1));
  EXPECT_EQ(alive, "two");
  EXPECT_DEAD_REFERENCE(dead.clear(), "erase at .*face_stable.cpp");
}

TYPED_TEST(FaceStableMap, TheFaultNamesThePlace) {
  auto &table = this->table;
  auto dead = table.find(1);
  const int line = __LINE__ + 1;
  table.erase(1);
  EXPECT_TRUE(lineOf([&] { ++dead; }).ends_with("face_stable.cpp:" + std::to_string(line)));
}

TYPED_TEST(FaceStableMap, EraseGivesTheNextPosition) {
  auto &table = this->table;
  std::size_t seen = 0;
  for (auto at = table.begin(); at != table.end(); ++seen)
    at = at->first == 2 ? table.erase(at) : std::next(at);
  EXPECT_EQ(seen, 3U);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_FALSE(table.contains(2));
}

TYPED_TEST(FaceStableMap, EraseOfARangeEndsWhatLiesInIt) {
  auto &table = this->table;
  auto first = table.begin();
  auto last = std::next(first, 2);
  EXPECT_EQ(table.erase(first, last), last);
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(faultOf([&] { ++first; }), "iterator invalidated by erase");
}

TYPED_TEST(FaceStableMap, EraseMayReadTheKeyFromTheElementItErases) {
  auto &table = this->table;
  EXPECT_EQ(table.erase(table.find(3)->first), 1U);
  EXPECT_EQ(table.erase(7), 0U);
}

TYPED_TEST(FaceStableMap, InsertionLeavesReferencesValid) {
  auto &table = this->table;
  std::string &text = table.find(1)->second;
  for (int i = 10; i < 200; ++i)
    table.insert({i, "more"});
  EXPECT_EQ(text, "one");
  text = "written";
  EXPECT_EQ(table.find(1)->second, "written");
}

TYPED_TEST(FaceStableMap, ClearEndsEverything) {
  auto &table = this->table;
  auto dead = table.begin();
  std::string &text = dead->second;
  table.clear();
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(faultOf([&] { (void)*dead; }), "iterator invalidated by clear");
  EXPECT_DEAD_REFERENCE(text.clear(), "clear at .*face_stable.cpp");
}

TYPED_TEST(FaceStableMap, SwapHandsTheElementsOver) {
  auto &table = this->table;
  TypeParam other{{7, "seven"}};
  auto one = table.find(1);
  table.swap(other);
  EXPECT_EQ(one->second, "one");
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(faultOf([&] { table.erase(one); }), "iterator is given to another container");
  other.erase(one);
  EXPECT_EQ(other.size(), 2U);
}

TYPED_TEST(FaceStableMap, MovingHandsTheElementsOverAndEndsTheOldOnes) {
  auto &table = this->table;
  auto one = table.find(1);
  TypeParam other{{7, "seven"}};
  auto seven = other.begin();
  other = std::move(table);
  EXPECT_EQ(one->second, "one");
  EXPECT_EQ(faultOf([&] { (void)*seven; }), "iterator invalidated by move");
  auto end = other.end();
  const TypeParam third(std::move(other));
  EXPECT_EQ(one->second, "one");
  EXPECT_EQ(third.size(), 3U);
  EXPECT_EQ(faultOf([&] { (void)(end == third.end()); }), "iterator invalidated by move");
}

TYPED_TEST(FaceStableMap, AssignmentEndsTheOldElements) {
  auto &table = this->table;
  auto dead = table.begin();
  const TypeParam other{{7, "seven"}};
  table = other;
  EXPECT_EQ(faultOf([&] { ++dead; }), "iterator invalidated by assignment");
  EXPECT_EQ(table, other);
}

TYPED_TEST(FaceStableMap, DestructionEndsEverything) {
  typename TypeParam::iterator dead, end;
  std::string *text = nullptr;
  {
    TypeParam inner{{1, "one"}};
    dead = inner.begin();
    end = inner.end();
    text = &dead->second;
  }
  EXPECT_EQ(faultOf([&] { (void)*dead; }), "iterator invalidated by destruction");
  EXPECT_EQ(faultOf([&] { (void)(end == end); }), "iterator invalidated by destruction");
  EXPECT_DEAD_REFERENCE(text->clear(), "destruction");
}

TYPED_TEST(FaceStableMap, ExtractEndsTheIteratorAndNotTheReference) {
  auto &table = this->table;
  auto dead = table.find(1);
  std::string &text = dead->second;
  auto node = table.extract(dead);
  EXPECT_EQ(faultOf([&] { ++dead; }), "iterator invalidated by extraction");
  EXPECT_EQ(text, "one");
  node.key() = 9;
  table.insert(std::move(node));
  EXPECT_EQ(&table.find(9)->second, &text);
  EXPECT_TRUE(table.extract(77).empty());
}

TYPED_TEST(FaceStableMap, ANodeThatIsDroppedEndsTheReference) {
  std::string &text = this->table.find(1)->second;
  (void)this->table.extract(1);
  EXPECT_DEAD_REFERENCE(text.clear(), "destruction");
}

TYPED_TEST(FaceStableMap, MergeTakesTheElementsThemselves) {
  auto &table = this->table;
  TypeParam source{{8, "eight"}, {9, "nine"}};
  std::string &text = source.find(8)->second;
  table.merge(source);
  EXPECT_TRUE(source.empty());
  EXPECT_EQ(&table.find(8)->second, &text);
}

TYPED_TEST(FaceStableMap, EndAndSingularIteratorsLeadNowhere) {
  auto &table = this->table;
  EXPECT_EQ(faultOf([&] { (void)*table.end(); }), "iterator without an element is dereferenced");
  EXPECT_EQ(faultOf([&] { ++table.end(); }), "iterator is moved behind the end");
  EXPECT_EQ(faultOf([&] { table.erase(table.end()); }),
            "iterator without an element is given to its container");
  EXPECT_EQ(faultOf([&] { ++typename TypeParam::iterator(); }),
            "iterator without an element is advanced");
}

TYPED_TEST(FaceStableMap, EraseIfAndAlgorithms) {
  auto &table = this->table;
  EXPECT_EQ(erase_if(table, [](const auto &entry) { return entry.first < 3; }), 2U);
  EXPECT_EQ(std::ranges::count_if(table, [](const auto &entry) { return entry.first == 3; }), 1);
  EXPECT_EQ(std::distance(table.cbegin(), table.cend()), 1);
}

TEST(FaceMap, OrderedInsertionEndsNothing) {
  map<int, int> table{{5, 5}};
  auto five = table.find(5);
  for (int i = 0; i < 100; ++i)
    table.try_emplace(i, i);
  EXPECT_EQ(std::prev(five)->first, 4);
  EXPECT_EQ(std::next(five)->first, 6);
  EXPECT_EQ(table.lower_bound(50)->first, 50);
  EXPECT_EQ(table.upper_bound(50)->first, 51);
  EXPECT_EQ(table.rbegin()->first, 99);
  EXPECT_TRUE(std::ranges::is_sorted(table));
}

TEST(FaceMap, ElementAccess) {
  map<std::string, int> table;
  EXPECT_EQ(table["a"], 0);
  table["a"] = 5;
  EXPECT_EQ(table.at("a"), 5);
  EXPECT_THROW((void)table.at("b"), std::out_of_range);
  EXPECT_FALSE(table.try_emplace("a", 7).second);
  EXPECT_FALSE(table.insert_or_assign("a", 8).second);
  EXPECT_EQ(table.at("a"), 8);
  EXPECT_FALSE(table.emplace("a", 9).second);
  EXPECT_TRUE(table.insert({"b", 1}).second);
  EXPECT_EQ(table.count("b"), 1U);
  map<std::pair<int, int>, int> pairs;
  pairs[{1, 2}] = 3;
  EXPECT_EQ(pairs.begin()->first.second, 2);
}

TEST(FaceMap, TryEmplaceLeavesItsArgumentsAloneWhenTheKeyIsThere) {
  map<int, std::unique_ptr<int>> table;
  auto value = std::make_unique<int>(1);
  EXPECT_TRUE(table.try_emplace(1, std::move(value)).second);
  value = std::make_unique<int>(2);
  EXPECT_FALSE(table.try_emplace(1, std::move(value)).second);
  EXPECT_NE(value, nullptr);
}

TEST(FaceUnorderedMap, GrowthEndsIteratorsAndNotReferences) {
  unordered_map<int, int> table;
  table.reserve(8);
  auto [first, isNew] = table.emplace(0, 7);
  int &value = first->second;
  const auto end = table.end();
  for (int i = 1; i < 8; ++i)
    table.emplace(i, i);
  EXPECT_EQ(first->second, 7); // as many as were reserved
  const int line = __LINE__ + 1;
  table[8] = 8;
  EXPECT_EQ(faultOf([&] { (void)*first; }), "iterator invalidated by insertion");
  EXPECT_TRUE(lineOf([&] { (void)*first; }).ends_with(":" + std::to_string(line)));
  EXPECT_EQ(value, 7);
  EXPECT_EQ(table.find(99), end);
}

TEST(FaceUnorderedMap, RehashEndsIteratorsWhenItChangesSomething) {
  unordered_map<int, int> table{{1, 1}};
  auto at = table.begin();
  table.rehash(1);
  EXPECT_EQ(at->second, 1);
  table.reserve(1000);
  EXPECT_EQ(faultOf([&] { ++at; }), "iterator invalidated by rehash");
  EXPECT_GE(table.bucket_count(), 1000U);
  EXPECT_LE(table.load_factor(), table.max_load_factor());
}

TEST(FaceUnorderedMap, EagerGrowthIsAllowedAtEachInsertionBeyondTheRoom) {
  const SettingsScope eager({.growth = Growth::Eager});
  unordered_set<int> numbers;
  numbers.reserve(2);
  auto first = numbers.insert(1).first;
  numbers.insert(2);
  EXPECT_EQ(*first, 1);
  numbers.insert(3);
  EXPECT_EQ(faultOf([&] { (void)*first; }), "iterator invalidated by insertion");
}

TEST(FaceUnorderedMultimap, EqualKeysStandTogether) {
  unordered_multimap<int, int> table;
  for (int i = 0; i < 60; ++i)
    table.emplace(i % 3, i);
  EXPECT_EQ(table.count(1), 20U);
  const auto [first, last] = table.equal_range(2);
  EXPECT_TRUE(std::all_of(first, last, [](const auto &entry) { return entry.first == 2; }));
  EXPECT_EQ(std::distance(first, last), 20);
  EXPECT_EQ(table.erase(0), 20U);
  EXPECT_EQ(table.size(), 40U);
}

TEST(FaceSet, ElementsAreConstant) {
  static_assert(std::is_same_v<decltype(*std::declval<set<int>::iterator>()), const int &>);
  set<int> numbers{3, 1, 2, 3};
  EXPECT_TRUE(std::ranges::equal(numbers, std::vector{1, 2, 3}));
  const int &two = *numbers.find(2);
  numbers.erase(2);
  EXPECT_DEAD_REFERENCE(std::printf("%d", two), "erase at .*face_stable.cpp");
}

TEST(FaceIdeal, NothingIsEverInvalidated) {
  const SettingsScope ideal({.ideal = true});
  map<int, int> table{{1, 1}, {2, 2}, {3, 3}};
  int &one = table.at(1);
  std::vector<int> seen;
  for (const auto &[key, value] : table) {
    seen.push_back(key);
    table.erase(key);
  }
  EXPECT_EQ(seen, (std::vector{1, 2, 3}));
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.begin(), table.end());
  EXPECT_EQ(one, 1);
}

} // namespace
} // namespace refmap
