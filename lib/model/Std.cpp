// The standard library, and libstdc++'s hash containers from before the standard had any.

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Shape;

static constexpr std::string_view ordered = "[associative.reqmts.general]";
static constexpr std::string_view unordered = "[unord.req.general]";
static constexpr std::string_view flat = "[flat.map.overview], [flat.set.overview]";

// The underlying containers leave by extract() and come back by replace().
static constexpr auto flatRows = std::to_array<Row>({
    {"keys", Query},
    {"values", Query},
    {"extract", Clear},
    {"replace", Replace, None},
});

// SGI's resize() takes buckets and grows only, as rehash does.
static constexpr auto sgiRows = std::to_array<Row>({
    {"insert_equal", Insert, Iterator, 0},
    {"resize", Rehash, None},
});

static constexpr auto table = std::to_array<Sheet>({
    {"std::map", Map, treeNodes, ordered},
    {"std::set", Set, treeNodes, ordered},
    {"std::multimap", MultiMap, treeNodes, ordered},
    {"std::multiset", MultiSet, treeNodes, ordered},

    {"std::unordered_map", Map, hashedNodes, unordered},
    {"std::unordered_set", Set, hashedNodes, unordered},
    {"std::unordered_multimap", MultiMap, hashedNodes, unordered},
    {"std::unordered_multiset", MultiSet, hashedNodes, unordered},

    {"std::flat_map", Map, sortedArrays, flat, flatRows},
    {"std::flat_set", Set, sortedArrays, flat, flatRows},
    {"std::flat_multimap", MultiMap, sortedArrays, flat, flatRows},
    {"std::flat_multiset", MultiSet, sortedArrays, flat, flatRows},

    {"__gnu_cxx::hash_map", Map, hashedNodes, "<ext/hash_map>", sgiRows, {}, {}},
    {"__gnu_cxx::hash_set", Set, hashedNodes, "<ext/hash_set>", sgiRows, {}, {}},
    {"__gnu_cxx::hash_multimap", MultiMap, hashedNodes, "<ext/hash_map>", sgiRows, {}, {}},
    {"__gnu_cxx::hash_multiset", MultiSet, hashedNodes, "<ext/hash_set>", sgiRows, {}, {}},
});

Sheets standard() {
  return table;
}

} // namespace maplint::model::tables
