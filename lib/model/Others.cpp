// Header-only hash tables: tsl, robin_hood, phmap, ankerl, google.

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;
using enum Shape;

static constexpr std::string_view robin = "https://tessil.github.io/robin-map";
static constexpr std::string_view hopscotch = "https://tessil.github.io/hopscotch-map";
static constexpr std::string_view ordered = "https://tessil.github.io/ordered-map";
static constexpr std::string_view sparse = "https://tessil.github.io/sparse-map";
static constexpr std::string_view robinHood =
    "https://github.com/martinus/robin-hood-hashing#choices";
static constexpr std::string_view parallel = "https://greg7mdp.github.io/parallel-hashmap/";
static constexpr std::string_view dense = "https://github.com/martinus/unordered_dense#2-design";
static constexpr std::string_view google =
    "https://goog-sparsehash.sourceforge.net/doc/dense_hash_map.html";

/// Insertions move positions aside and erasures move them back, but the nodes stay. An erased
/// node's references die as well, which there is no word for.
static constexpr Layout shiftingNodes{
    .hashed = true,
    .insert = Dies::Iterators,
    .erase = Dies::Iterators,
    .rehash = Dies::Iterators,
};

/// Insertions may displace elements on a collision; erasures leave holes.
static constexpr Layout displacingTable{
    .hashed = true,
    .insert = Dies::IteratorsAndReferences,
    .rehash = Dies::IteratorsAndReferences,
};

/// Elements in a deque in order of insertion, beside a hash index: every insertion kills the
/// deque's iterators. (A vector in its place moves elements as well when it grows.)
static constexpr Layout indexedDeque{
    .hashed = true,
    .insert = Dies::Iterators,
    .erase = Dies::IteratorsAndReferences,
    .rehash = Dies::Iterators,
};

/// As indexedArray, but the array grows by segments: elements stay, positions do not.
static constexpr Layout segmentedArray{
    .hashed = true,
    .insert = Dies::Iterators,
    .insertOnGrowth = true,
    .erase = Dies::IteratorsAndReferences,
    .rehash = Dies::Iterators,
};

static constexpr auto tslRows = std::to_array<Row>({
    {"erase_fast", EraseAt, None},
    {"overflow_size", Query},
    {"mutable_iterator", Find, Iterator},
});

static constexpr auto orderedRows = std::to_array<Row>({
    {"front", At, ElementReference},
    {"back", At, ElementReference},
    {"nth", Find, Iterator},
    {"mutable_iterator", Find, Iterator},
    {"data", Begin, Iterator},
    {"rcbegin", Begin, Iterator},
    {"rcend", End, Iterator},
    {"values_container", Begin, IteratorPair},
    {"insert_at_position", Insert, IteratorAndBool, 1},
    {"emplace_at_position", Insert, IteratorAndBool, 1},
    {"try_emplace_at_position", Insert, IteratorAndBool, 1},
    {"unordered_erase", EraseKey, Plain, 0},
    {"unordered_erase", EraseAt, Iterator, -1, Position},
    {"pop_back", EraseIf, None, -1, Any, Dies::TheErased},
    {"release", Clear},
});

// The callbacks run on the element while its shard is locked.
static constexpr auto parallelRows = std::to_array<Row>({
    {"if_contains", Query, Plain, 0},
    {"modify_if", Query, Plain, 0},
    {"if_contains_unsafe", Query, Plain, 0},
    {"lazy_emplace", Insert, Iterator, 0},
    {"lazy_emplace_l", Insert, Plain, 0},
    {"try_emplace_l", Insert, Plain, 0},
    {"for_each", Query},
    {"for_each_m", Query},
});

static constexpr auto denseRows = std::to_array<Row>({
    {"values", Begin, IteratorPair},
    {"replace", Replace, None},
    {"extract", Extract, Plain, 0},
});

static constexpr auto googleRows = std::to_array<Row>({
    {"erase", EraseAt, None, -1, Position},
    {"erase", EraseRange, None, -1, Range},
    {"resize", Reserve, None},
    {"clear_no_resize", Clear, None},
});

static constexpr auto table = std::to_array<Sheet>({
    {"tsl::robin_map", Map, shiftingTable, robin, tslRows},
    {"tsl::robin_set", Set, shiftingTable, robin, tslRows},
    {"tsl::hopscotch_map", Map, displacingTable, hopscotch, tslRows},
    {"tsl::hopscotch_set", Set, displacingTable, hopscotch, tslRows},
    {"tsl::ordered_map", Map, indexedDeque, ordered, orderedRows},
    {"tsl::ordered_set", Set, indexedDeque, ordered, orderedRows},
    {"tsl::sparse_map", Map, shiftingTable, sparse, tslRows},
    {"tsl::sparse_set", Set, shiftingTable, sparse, tslRows},

    {"robin_hood::unordered_flat_map", Map, shiftingTable, robinHood},
    {"robin_hood::unordered_flat_set", Set, shiftingTable, robinHood},
    {"robin_hood::unordered_node_map", Map, shiftingNodes, robinHood},
    {"robin_hood::unordered_node_set", Set, shiftingNodes, robinHood},
    // Flat or of nodes, by the size of an element: only what holds for both is certain.
    {"robin_hood::unordered_map", Map, shiftingNodes, robinHood, {}, "robin_hood::detail::Table"},
    {"robin_hood::unordered_set", Set, shiftingNodes, robinHood},

    {"phmap::flat_hash_map", Map, lateOpenTable, parallel},
    {"phmap::flat_hash_set", Set, openTable, parallel},
    {"phmap::node_hash_map", Map, hashedNodes, parallel},
    {"phmap::node_hash_set", Set, hashedNodes, parallel},
    {"phmap::parallel_flat_hash_map", Map, openTable, parallel, parallelRows},
    {"phmap::parallel_flat_hash_set", Set, openTable, parallel, parallelRows},
    {"phmap::parallel_node_hash_map", Map, hashedNodes, parallel, parallelRows},
    {"phmap::parallel_node_hash_set", Set, hashedNodes, parallel, parallelRows},
    {"phmap::btree_map", Map, sortedArrays, parallel},
    {"phmap::btree_set", Set, sortedArrays, parallel},
    {"phmap::btree_multimap", MultiMap, sortedArrays, parallel},
    {"phmap::btree_multiset", MultiSet, sortedArrays, parallel},

    // Alias templates of one class, which is a map or a set by its second argument.
    {"ankerl::unordered_dense::map", Map, indexedArray, dense, denseRows,
     "ankerl::unordered_dense::detail::table"},
    {"ankerl::unordered_dense::set", Set, indexedArray, dense, denseRows},
    {"ankerl::unordered_dense::segmented_map", Map, segmentedArray, dense, denseRows},
    {"ankerl::unordered_dense::segmented_set", Set, segmentedArray, dense, denseRows},

    {"google::dense_hash_map", Map, openTable, google, googleRows, {}, "resize"},
    {"google::dense_hash_set", Set, openTable, google, googleRows, {}, "resize"},
});

Sheets others() {
  return table;
}

} // namespace maplint::model::tables
