// Abseil: https://abseil.io/docs/cpp/guides/container

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;
using enum Shape;

static constexpr std::string_view hashTables =
    "https://abseil.io/docs/cpp/guides/container#hash-tables";
static constexpr std::string_view btrees =
    "https://abseil.io/docs/cpp/guides/container#b-tree-ordered-containers";

// erase(iterator) returns nothing, unlike std's: finding the next element would cost time.
static constexpr auto hashRows = std::to_array<Row>({
    {"erase", EraseAt, None, -1, Position},
    {"lazy_emplace", Insert, Iterator, 0},
});

static constexpr auto table = std::to_array<Sheet>({
    {"absl::flat_hash_map", Map, lateOpenTable, hashTables, hashRows},
    {"absl::flat_hash_set", Set, lateOpenTable, hashTables, hashRows},
    {"absl::node_hash_map", Map, hashedNodes, hashTables, hashRows},
    {"absl::node_hash_set", Set, hashedNodes, hashTables, hashRows},

    {"absl::btree_map", Map, sortedArrays, btrees},
    {"absl::btree_set", Set, sortedArrays, btrees},
    {"absl::btree_multimap", MultiMap, sortedArrays, btrees},
    {"absl::btree_multiset", MultiSet, sortedArrays, btrees},
});

Sheets abseil() {
  return table;
}

} // namespace maplint::model::tables
