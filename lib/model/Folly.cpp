// Folly's F14: https://github.com/facebook/folly/blob/main/folly/container/F14.md

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Shape;

static constexpr std::string_view f14 =
    "https://github.com/facebook/folly/blob/main/folly/container/F14.md";

static constexpr auto rows = std::to_array<Row>({
    {"insert_or_assign", Assign, IteratorAndBool, 0},
    {"emplace_token", Insert, IteratorAndBool, 1},
    {"try_emplace_token", Insert, IteratorAndBool, 1},
    {"containsEqualValue", Query, Plain, 0},
    {"prehash", Query, Plain, 0},
    {"prepareForInsert", Query, Plain, 0},
    {"eraseInto", EraseKey, Plain, 0},
    {"getAllocatedMemorySize", Query},
    {"computeStats", Query},
});

// F14Fast is F14Value or F14Vector, by the size of an element: only what holds for both is certain.
static constexpr auto table = std::to_array<Sheet>({
    {"folly::F14FastMap", Map, openTable, f14, rows},
    {"folly::F14FastSet", Set, openTable, f14, rows},
    {"folly::F14VectorMap", Map, indexedArray, f14, rows},
    {"folly::F14VectorSet", Set, indexedArray, f14, rows},
    {"folly::F14ValueMap", Map, openTable, f14, rows},
    {"folly::F14ValueSet", Set, openTable, f14, rows},
    {"folly::F14NodeMap", Map, hashedNodes, f14, rows},
    {"folly::F14NodeSet", Set, hashedNodes, f14, rows},
});

Sheets folly() {
  return table;
}

} // namespace maplint::model::tables
