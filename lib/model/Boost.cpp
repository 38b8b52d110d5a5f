// Boost.Unordered and Boost.Container.

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;
using enum Shape;

static constexpr std::string_view unordered =
    "https://www.boost.org/libs/unordered/doc/html/unordered/regular.html";
static constexpr std::string_view openAddressing =
    "https://www.boost.org/libs/unordered/doc/html/unordered/structures.html";
static constexpr std::string_view container =
    "https://www.boost.org/doc/html/container/non_standard_containers.html";

// The underlying sequence leaves and comes back as a whole.
static constexpr auto flatRows = std::to_array<Row>({
    {"nth", Find, Iterator},
    {"index_of", Query},
    {"emplace_or_assign", Assign, IteratorAndBool, 0},
    {"extract_sequence", Clear},
    {"adopt_sequence", Replace, None},
});

static constexpr auto unorderedRows = std::to_array<Row>({
    {"quick_erase", EraseAt, None},
    {"erase_return_void", EraseAt, None},
});

// The boost:: spellings are using-declarations of the ones in boost::unordered.
static constexpr auto table = std::to_array<Sheet>({
    {"boost::unordered_map", Map, hashedNodes, unordered, unorderedRows,
     "boost::unordered::unordered_map"},
    {"boost::unordered_set", Set, hashedNodes, unordered, unorderedRows,
     "boost::unordered::unordered_set"},
    {"boost::unordered_multimap", MultiMap, hashedNodes, unordered, unorderedRows,
     "boost::unordered::unordered_multimap"},
    {"boost::unordered_multiset", MultiSet, hashedNodes, unordered, unorderedRows,
     "boost::unordered::unordered_multiset"},

    {"boost::unordered_flat_map", Map, openTable, openAddressing, unorderedRows,
     "boost::unordered::unordered_flat_map"},
    {"boost::unordered_flat_set", Set, openTable, openAddressing, unorderedRows,
     "boost::unordered::unordered_flat_set"},
    {"boost::unordered_node_map", Map, hashedNodes, openAddressing, unorderedRows,
     "boost::unordered::unordered_node_map"},
    {"boost::unordered_node_set", Set, hashedNodes, openAddressing, unorderedRows,
     "boost::unordered::unordered_node_set"},

    {"boost::container::map", Map, treeNodes, container},
    {"boost::container::set", Set, treeNodes, container},
    {"boost::container::multimap", MultiMap, treeNodes, container},
    {"boost::container::multiset", MultiSet, treeNodes, container},
    {"boost::container::flat_map", Map, sortedArrays, container, flatRows},
    {"boost::container::flat_set", Set, sortedArrays, container, flatRows},
    {"boost::container::flat_multimap", MultiMap, sortedArrays, container, flatRows},
    {"boost::container::flat_multiset", MultiSet, sortedArrays, container, flatRows},
});

Sheets boost() {
  return table;
}

} // namespace maplint::model::tables
