// Which iterators and references die, container by container.

#include "lib/model/Model.h"

#include <gtest/gtest.h>
#include <ostream>
#include <set>

namespace maplint::model {

static void PrintTo(Dies dies, std::ostream *out) {
  *out << name(dies);
}

namespace {

const Model &model() {
  static const Model built;
  return built;
}

const Operation &operation(const Container &container, std::string_view method,
                           const ArgumentShape &shape = {.count = 1}) {
  static const Operation unknown{.method = "unknown"};
  const Operation *found = model().operation(container, method, shape);
  return found == nullptr ? unknown : *found;
}

/// What a container's documentation says, in one line.
struct Rules {
  std::string_view container;
  Dies insert;
  bool onGrowth;
  Dies erase;
  Dies reserve;
};

void PrintTo(const Rules &rules, std::ostream *out) {
  *out << rules.container;
}

constexpr Dies nothing = Dies::Nothing;
constexpr Dies erased = Dies::TheErased;
constexpr Dies iterators = Dies::Iterators;
constexpr Dies all = Dies::IteratorsAndReferences;

class Validity : public testing::TestWithParam<Rules> {};

TEST_P(Validity, FollowsTheLibrary) {
  const Rules &rules = GetParam();
  const Container *found = model().container(rules.container);
  ASSERT_NE(found, nullptr);
  const Container &container = *found;

  const Operation &insert = operation(container, "insert");
  EXPECT_EQ(insert.dies, rules.insert);
  EXPECT_EQ(insert.onGrowth, rules.onGrowth);
  if (container.isMap && !container.isMulti) {
    const Operation &subscript = operation(container, "operator[]");
    EXPECT_EQ(subscript.dies, rules.insert);
    EXPECT_EQ(subscript.onGrowth, rules.onGrowth);
  }
  EXPECT_EQ(operation(container, "erase", {.count = 1, .firstIsIterator = true}).dies, rules.erase);
  EXPECT_EQ(operation(container, "clear").dies, all);
  EXPECT_EQ(operation(container, "operator=").dies, all);
  EXPECT_EQ(operation(container, "find").dies, nothing);
  if (!container.reserve.empty()) {
    EXPECT_EQ(operation(container, container.reserve).kind, OpKind::Reserve);
    EXPECT_EQ(operation(container, container.reserve).dies, rules.reserve);
  }
  EXPECT_EQ(container.movesOnErase, rules.erase != erased);
}

TEST(MovingEnds, AreThoseOfTablesWhoseEndIsBehindTheirLastBucket) {
  const Model &built = model();
  for (const auto *name : {"llvm::DenseMap", "llvm::StringMap", "llvm::MapVector"})
    EXPECT_TRUE(built.container(name)->endMoves) << name;
  for (const auto *name : {"std::unordered_map", "absl::flat_hash_map", "boost::unordered_flat_map"})
    EXPECT_FALSE(built.container(name)->endMoves) << name;
}

INSTANTIATE_TEST_SUITE_P(
    Libraries, Validity,
    testing::Values(Rules{"std::map", nothing, false, erased, nothing},
                    Rules{"std::multiset", nothing, false, erased, nothing},
                    Rules{"std::unordered_map", iterators, true, erased, iterators},
                    Rules{"std::unordered_multimap", iterators, true, erased, iterators},
                    Rules{"std::flat_map", all, false, all, nothing},
                    Rules{"absl::flat_hash_map", all, true, erased, all},
                    Rules{"absl::node_hash_set", iterators, true, erased, iterators},
                    Rules{"absl::btree_map", all, false, all, nothing},
                    Rules{"boost::unordered_map", iterators, true, erased, iterators},
                    Rules{"boost::unordered_flat_map", all, true, erased, all},
                    Rules{"boost::unordered_node_map", iterators, true, erased, iterators},
                    Rules{"boost::container::flat_set", all, false, all, nothing},
                    Rules{"folly::F14ValueMap", all, true, erased, all},
                    Rules{"folly::F14VectorMap", all, true, all, all},
                    Rules{"folly::F14NodeMap", iterators, true, erased, iterators},
                    Rules{"llvm::DenseMap", all, true, erased, all},
                    Rules{"llvm::StringMap", iterators, true, erased, nothing},
                    Rules{"llvm::MapVector", all, true, all, all},
                    Rules{"llvm::SetVector", all, true, all, nothing},
                    Rules{"QHash", all, false, all, all}, Rules{"QSet", all, false, all, all},
                    Rules{"QMap", nothing, false, erased, nothing},
                    Rules{"tsl::robin_map", all, false, all, all},
                    Rules{"tsl::hopscotch_map", all, false, erased, all},
                    Rules{"tsl::ordered_map", iterators, false, all, iterators},
                    Rules{"tsl::sparse_set", all, false, all, all},
                    Rules{"robin_hood::unordered_flat_map", all, false, all, all},
                    Rules{"robin_hood::unordered_node_map", iterators, false, iterators, iterators},
                    Rules{"phmap::parallel_flat_hash_map", all, true, erased, all},
                    Rules{"ankerl::unordered_dense::map", all, true, all, all},
                    Rules{"ankerl::unordered_dense::segmented_map", iterators, true, all,
                          iterators},
                    Rules{"google::dense_hash_map", all, true, erased, all}));

TEST(ModelTables, EveryContainerIsComplete) {
  std::set<std::string_view> names;
  for (const Container &container : model().containers()) {
    SCOPED_TRACE(container.name);
    EXPECT_TRUE(names.insert(container.name).second) << "listed twice";
    EXPECT_FALSE(container.source.empty());
    for (const char *method : {"find", "begin", "end", "clear", "erase", "insert", "size"})
      EXPECT_NE(operation(container, method).method, "unknown") << method;
    if (container.isMap && !container.isMulti)
      EXPECT_NE(operation(container, "operator[]").method, "unknown");
    if (!container.reserve.empty())
      EXPECT_TRUE(container.isHashed);
  }
}

TEST(ModelTables, NoRowRepeatsAnother) {
  for (const Container &container : model().containers()) {
    std::set<std::pair<std::string_view, Overload>> seen;
    for (const Operation &known : container.operations)
      EXPECT_TRUE(seen.insert({known.method, known.overload}).second)
          << container.name << "::" << known.method;
  }
}

TEST(ModelTables, OnlyWritesKill) {
  for (const Container &container : model().containers())
    for (const Operation &known : container.operations)
      EXPECT_TRUE(known.dies == nothing || writes(known.kind))
          << container.name << "::" << known.method;
}

TEST(ModelTables, KeyedKindsNameTheirKey) {
  const auto keyed = [](OpKind kind) {
    return kind == OpKind::Insert || kind == OpKind::Assign || kind == OpKind::Subscript ||
           kind == OpKind::EraseKey;
  };
  for (const Container &container : model().containers())
    for (const Operation &known : container.operations)
      EXPECT_EQ(keyed(known.kind) && known.keyArgument < 0, false)
          << container.name << "::" << known.method;
}

TEST(ModelTables, OtherSpellingsNameTheSameContainer) {
  EXPECT_EQ(model().container("boost::unordered::unordered_flat_map"),
            model().container("boost::unordered_flat_map"));
  EXPECT_EQ(model().container("ankerl::unordered_dense::detail::table"),
            model().container("ankerl::unordered_dense::map"));
  EXPECT_EQ(model().container("std::vector"), nullptr);
}

TEST(ModelTables, ReferencesSurviveARehashOfNodes) {
  EXPECT_FALSE(model().container("std::unordered_map")->isFlat);
  EXPECT_FALSE(model().container("absl::node_hash_map")->isFlat);
  EXPECT_TRUE(model().container("absl::flat_hash_map")->isFlat);
  EXPECT_TRUE(model().container("absl::btree_map")->isFlat);
}

TEST(ModelTables, SwapHandsElementsOverUnlessTheyStandInTheObject) {
  EXPECT_EQ(operation(*model().container("std::unordered_map"), "swap").dies, nothing);
  EXPECT_EQ(operation(*model().container("llvm::SmallDenseMap"), "swap").dies, all);
}

TEST(ModelTables, WhatLlvmNamesDifferently) {
  const Container &dense = *model().container("llvm::DenseMap");
  EXPECT_EQ(operation(dense, "lookup").kind, OpKind::Value);
  EXPECT_EQ(operation(dense, "FindAndConstruct").result, ResultKind::ElementReference);
  EXPECT_TRUE(operation(dense, "FindAndConstruct").onGrowth);
  EXPECT_EQ(operation(dense, "erase", {.count = 1, .firstIsIterator = true}).result,
            ResultKind::None);
  EXPECT_EQ(operation(*model().container("llvm::SetVector"), "insert").result, ResultKind::Plain);
  EXPECT_EQ(operation(*model().container("llvm::MapVector"), "takeVector").kind, OpKind::Clear);
  EXPECT_EQ(operation(*model().container("llvm::MapVector"), "pop_back").dies, erased);
}

TEST(ModelTables, WhatQtNamesDifferently) {
  const Container &hash = *model().container("QHash");
  EXPECT_EQ(operation(hash, "insert", {.count = 2}).kind, OpKind::Assign);
  EXPECT_EQ(operation(hash, "insert", {.count = 2}).result, ResultKind::Iterator);
  EXPECT_EQ(operation(hash, "take").kind, OpKind::Extract);
  EXPECT_EQ(operation(hash, "remove").kind, OpKind::EraseKey);
  EXPECT_EQ(operation(hash, "value").kind, OpKind::Value);
  EXPECT_EQ(operation(hash, "keys").kind, OpKind::Snapshot);
  EXPECT_EQ(operation(hash, "constFind").kind, OpKind::Find);
  EXPECT_EQ(operation(*model().container("QMultiHash"), "insert", {.count = 2}).kind,
            OpKind::Insert);
}

} // namespace
} // namespace maplint::model
