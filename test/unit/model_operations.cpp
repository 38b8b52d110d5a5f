// How a call is told apart from the other overloads of its name, and what a project's own container
// takes over from the one it resembles.

#include "lib/model/Model.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace maplint::model {
namespace {

const Operation &call(std::string_view container, std::string_view method,
                      const ArgumentShape &shape = {.count = 1}) {
  static const Model model;
  static const Operation unknown{.method = "unknown"};
  const Container *known = model.container(container);
  if (known == nullptr)
    return unknown;
  const Operation *operation = model.operation(*known, method, shape);
  return operation == nullptr ? unknown : *operation;
}

constexpr ArgumentShape position{.count = 1, .firstIsIterator = true};
constexpr ArgumentShape hinted{.count = 2, .firstIsIterator = true};
constexpr ArgumentShape range{.count = 2, .firstIsIterator = true, .secondIsIterator = true};
constexpr ArgumentShape foreignRange{.count = 2, .secondIsIterator = true};

TEST(ModelOperations, EraseIsToldApartByItsArguments) {
  EXPECT_EQ(call("std::map", "erase").kind, OpKind::EraseKey);
  EXPECT_EQ(call("std::map", "erase").keyArgument, 0);
  EXPECT_EQ(call("std::map", "erase", position).kind, OpKind::EraseAt);
  EXPECT_EQ(call("std::map", "erase", position).result, ResultKind::Iterator);
  EXPECT_EQ(call("std::map", "erase", range).kind, OpKind::EraseRange);
}

TEST(ModelOperations, InsertIsToldApartByItsArguments) {
  EXPECT_EQ(call("std::set", "insert").result, ResultKind::IteratorAndBool);
  EXPECT_EQ(call("std::set", "insert").keyArgument, 0);
  EXPECT_EQ(call("std::set", "insert", hinted).kind, OpKind::Insert);
  EXPECT_EQ(call("std::set", "insert", hinted).result, ResultKind::Iterator);
  EXPECT_EQ(call("std::set", "insert", hinted).keyArgument, 1);
  EXPECT_EQ(call("std::set", "insert", foreignRange).kind, OpKind::InsertRange);
  EXPECT_EQ(call("std::set", "insert", range).kind, OpKind::InsertRange);
  EXPECT_EQ(call("std::set", "insert", {.count = 1, .firstIsList = true}).kind,
            OpKind::InsertRange);
}

TEST(ModelOperations, SetOfIteratorsTakesOneWithoutAHint) {
  EXPECT_EQ(call("std::set", "insert", position).keyArgument, 0);
  EXPECT_EQ(call("std::set", "insert", position).result, ResultKind::IteratorAndBool);
}

TEST(ModelOperations, AnotherContainerIsNoKey) {
  constexpr ArgumentShape other{.count = 1, .firstIsList = true};
  EXPECT_EQ(call("QHash", "insert", other).kind, OpKind::InsertRange);
  EXPECT_EQ(call("QSet", "operator+=", other).kind, OpKind::InsertRange);
  EXPECT_EQ(call("std::map", "merge", other).kind, OpKind::Merge);
  EXPECT_EQ(call("std::map", "swap", other).kind, OpKind::Swap);
}

TEST(ModelOperations, SortedTagBeforeARangeIsNoKey) {
  EXPECT_EQ(call("std::flat_map", "insert", {.count = 3, .secondIsIterator = true}).kind,
            OpKind::InsertRange);
}

TEST(ModelOperations, ValueThatIsAnIteratorDoesNotMakeARange) {
  EXPECT_EQ(call("std::map", "try_emplace", foreignRange).kind, OpKind::Insert);
  EXPECT_EQ(call("std::map", "insert_or_assign", foreignRange).kind, OpKind::Assign);
  EXPECT_EQ(call("QHash", "insert", foreignRange).kind, OpKind::Assign);
}

TEST(ModelOperations, HintMovesTheKeyArgument) {
  for (const char *method : {"try_emplace", "insert_or_assign"}) {
    EXPECT_EQ(call("std::map", method, {.count = 2}).keyArgument, 0) << method;
    EXPECT_EQ(call("std::map", method, {.count = 3, .firstIsIterator = true}).keyArgument, 1)
        << method;
  }
  EXPECT_EQ(call("std::map", "emplace_hint", hinted).keyArgument, 1);
}

TEST(ModelOperations, ExtractIsToldApartByItsArguments) {
  EXPECT_EQ(call("std::unordered_map", "extract").kind, OpKind::Extract);
  EXPECT_EQ(call("std::unordered_map", "extract", position).kind, OpKind::ExtractAt);
}

TEST(ModelOperations, MultiContainersInsertAlways) {
  EXPECT_EQ(call("std::multimap", "insert").result, ResultKind::Iterator);
  EXPECT_EQ(call("std::unordered_multiset", "emplace").result, ResultKind::Iterator);
}

TEST(ModelOperations, SubscriptReadsOnlyWhereTheConstOverloadDoes) {
  EXPECT_EQ(call("QHash", "operator[]").kind, OpKind::Subscript);
  EXPECT_EQ(call("QHash", "operator[]", {.count = 1, .onConst = true}).kind, OpKind::Value);
  EXPECT_EQ(call("std::map", "begin", {.count = 0, .onConst = true}).kind, OpKind::Begin);
  EXPECT_EQ(call("llvm::SetVector", "operator[]").kind, OpKind::At);
}

TEST(ModelOperations, UnknownMethodIsNull) {
  EXPECT_EQ(call("std::map", "frobnicate").method, "unknown");
  EXPECT_EQ(call("std::set", "operator[]").method, "unknown");
}

TEST(ModelOperations, KindsThatInsertEraseAndWrite) {
  EXPECT_TRUE(inserts(OpKind::Subscript));
  EXPECT_FALSE(inserts(OpKind::At));
  EXPECT_TRUE(erases(OpKind::Clear));
  EXPECT_FALSE(erases(OpKind::Replace));
  EXPECT_TRUE(writes(OpKind::Replace));
  EXPECT_TRUE(writes(OpKind::Swap));
  EXPECT_FALSE(writes(OpKind::Snapshot));
}

TEST(ModelOperations, WordsAreUnique) {
  EXPECT_EQ(name(OpKind::EraseKey), "erase-key");
  EXPECT_EQ(name(OpKind::Replace), "replace");
  const auto words = operationWords();
  for (std::size_t i = 0; i != words.size(); ++i)
    EXPECT_EQ(std::ranges::count(words, words[i]), 1) << words[i];
}

TEST(ModelAddLike, TakesOverEverythingUnderItsOwnName) {
  Model model;
  ASSERT_EQ(model.addLike("app::Registry", "std::unordered_map", {}), "");
  const Container *added = model.container("app::Registry");
  ASSERT_NE(added, nullptr);
  EXPECT_EQ(added->name, "app::Registry");
  EXPECT_EQ(added->reserve, "reserve");
  EXPECT_TRUE(added->isHashed);
  EXPECT_EQ(model.operation(*added, "find", {.count = 1})->kind, OpKind::Find);
}

TEST(ModelAddLike, AddsMethodsInTheWordsOfKinds) {
  Model model;
  ASSERT_EQ(model.addLike("app::Cache", "absl::flat_hash_map",
                          {{"put", "insert"}, {"drop", "erase"}, {"peek", "value"}}),
            "");
  const Container &cache = *model.container("app::Cache");

  const Operation *put = model.operation(cache, "put", {.count = 2, .secondIsIterator = true});
  ASSERT_NE(put, nullptr);
  EXPECT_EQ(put->kind, OpKind::Insert);
  EXPECT_EQ(put->keyArgument, 0);
  EXPECT_EQ(put->dies, Dies::IteratorsAndReferences);
  EXPECT_TRUE(put->onGrowth);

  EXPECT_EQ(model.operation(cache, "drop", {.count = 1})->kind, OpKind::EraseKey);
  EXPECT_EQ(model.operation(cache, "drop", position)->kind, OpKind::EraseAt);
  EXPECT_EQ(model.operation(cache, "drop", range)->kind, OpKind::EraseRange);
  EXPECT_EQ(model.operation(cache, "peek", {.count = 1})->dies, Dies::Nothing);
}

TEST(ModelAddLike, AMethodMayMeanSomethingElseThanInTheOriginal) {
  Model model;
  ASSERT_EQ(model.addLike("app::Map", "std::map", {{"insert", "assign"}}), "");
  const Container &map = *model.container("app::Map");
  EXPECT_EQ(model.operation(map, "insert", {.count = 2})->kind, OpKind::Assign);
  EXPECT_EQ(model.operation(map, "insert", foreignRange)->kind, OpKind::Assign);
}

TEST(ModelAddLike, ResemblesAnEarlierAddition) {
  Model model;
  ASSERT_EQ(model.addLike("app::A", "std::map", {{"put", "insert"}}), "");
  ASSERT_EQ(model.addLike("app::B", "app::A", {}), "");
  EXPECT_NE(model.operation(*model.container("app::B"), "put", {.count = 1}), nullptr);
}

TEST(ModelAddLike, SaysWhatIsWrongAndAddsNothing) {
  Model model;
  const std::size_t before = model.containers().size();
  EXPECT_EQ(model.addLike("app::A", "std::mop", {}), "unknown container 'std::mop'");
  EXPECT_EQ(model.addLike("std::map", "std::map", {}), "container 'std::map' is already known");
  EXPECT_EQ(model.addLike("app::A", "std::map", {{"put", "inset"}}),
            "unknown operation 'inset' of method 'put'");
  EXPECT_EQ(model.containers().size(), before);
  EXPECT_EQ(model.container("app::A"), nullptr);
}

TEST(ModelAddLike, SurvivesAMove) {
  Model model;
  ASSERT_EQ(model.addLike("A", "std::map", {{"p", "insert"}}), "");
  const Model moved = std::move(model);
  EXPECT_EQ(moved.container("A")->name, "A");
}

} // namespace
} // namespace maplint::model
