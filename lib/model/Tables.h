// The tables behind the model: one sheet a container, one file a library.
//
//   Layout + rows -> Sheet -> Container
//
// What an operation kills follows from how its container keeps its elements, so a row names only
// the method and what it does; `dies` is written out where a library deviates.

#pragma once

#include "lib/model/Model.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace maplint::model::tables {

/// How a container keeps its elements, told by what its operations kill.
struct Layout {
  bool hashed = false;
  Dies insert = Dies::Nothing;
  bool insertOnGrowth = false; ///< insertion kills only when the table grows
  Dies erase = Dies::TheErased;
  Dies rehash = Dies::Nothing; ///< reserve, rehash, shrink_to_fit
  bool readsArgumentsLate = false; ///< emplace() makes room before it reads its arguments
  bool endMoves = false;           ///< end() is where the buckets or entries of the table end
};

/// A tree of nodes: nothing ever moves.
inline constexpr Layout treeNodes{};

/// A list or table of nodes: a rehash gives positions a new order, the nodes stay.
inline constexpr Layout hashedNodes{
    .hashed = true,
    .insert = Dies::Iterators,
    .insertOnGrowth = true,
    .rehash = Dies::Iterators,
};

/// Elements in the table itself; an erased one leaves a tombstone.
inline constexpr Layout openTable{
    .hashed = true,
    .insert = Dies::IteratorsAndReferences,
    .insertOnGrowth = true,
    .rehash = Dies::IteratorsAndReferences,
};

/// The same, where emplace() grows the table before it looks at its arguments.
inline constexpr Layout lateOpenTable{
    .hashed = true,
    .insert = Dies::IteratorsAndReferences,
    .insertOnGrowth = true,
    .rehash = Dies::IteratorsAndReferences,
    .readsArgumentsLate = true,
};

/// Elements in one array beside a hash index; erasing fills the hole with another element.
inline constexpr Layout indexedArray{
    .hashed = true,
    .insert = Dies::IteratorsAndReferences,
    .insertOnGrowth = true,
    .erase = Dies::IteratorsAndReferences,
    .rehash = Dies::IteratorsAndReferences,
};

/// Elements in the table itself, moved aside by insertions and back by erasures.
inline constexpr Layout shiftingTable{
    .hashed = true,
    .insert = Dies::IteratorsAndReferences,
    .erase = Dies::IteratorsAndReferences,
    .rehash = Dies::IteratorsAndReferences,
};

/// A sorted array, or a tree whose nodes are such arrays.
inline constexpr Layout sortedArrays{
    .insert = Dies::IteratorsAndReferences,
    .erase = Dies::IteratorsAndReferences,
    .rehash = Dies::IteratorsAndReferences,
};

/// The same, with the place behind its last bucket or entry for an end().
constexpr Layout withMovingEnd(Layout layout) {
  layout.endMoves = true;
  return layout;
}

enum class Shape : std::uint8_t { Map, Set, MultiMap, MultiSet };

/// A method, before the layout says what it kills.
struct Row {
  constexpr Row() = default;

  // NOLINTNEXTLINE(readability-function-size): the columns of a table.
  constexpr Row(std::string_view method, OpKind kind, ResultKind result = ResultKind::Plain,
                int keyArgument = -1, Overload overload = Overload::Any,
                std::optional<Dies> dies = std::nullopt)
      : method(method), kind(kind), result(result), keyArgument(keyArgument), overload(overload),
        dies(dies) {}

  std::string_view method;
  OpKind kind = OpKind::Query;
  ResultKind result = ResultKind::Plain;
  int keyArgument = -1;
  Overload overload = Overload::Any;
  std::optional<Dies> dies; ///< instead of what the layout says
};

using Rows = std::span<const Row>;

/// The interface that std's containers and their replacements share. It lists methods that some of
/// them lack: code that calls those does not compile, so they do no harm.
Rows standardRows();
/// What a map has besides standardRows().
Rows standardMapRows();

/// Whether a container has the standard interface, or only the rows of its sheet.
enum class Interface : std::uint8_t { Standard, Own };

/// A container as its library's table describes it.
struct Sheet {
  // NOLINTNEXTLINE(readability-function-size): the columns of a table.
  constexpr Sheet(std::string_view name, Shape shape, const Layout &layout, std::string_view source,
                  Rows extra = {}, std::string_view alias = {},
                  std::string_view reserve = "reserve", Interface interface = Interface::Standard)
      : name(name), shape(shape), layout(layout), source(source), extra(extra), alias(alias),
        reserve(reserve), interface(interface) {}

  std::string_view name;
  Shape shape;
  Layout layout;
  std::string_view source;
  Rows extra; ///< on top of the interface; replaces rows of the same method and overload
  std::string_view alias;   ///< another spelling: the canonical name behind an alias template
  std::string_view reserve; ///< of a hashed one: takes a number of elements
  Interface interface;
};

using Sheets = std::span<const Sheet>;

/// The rows of several tables as one.
template <std::size_t... Sizes>
constexpr auto joined(const std::array<Row, Sizes> &...parts) {
  std::array<Row, (Sizes + ...)> all;
  auto at = all.begin();
  ((at = std::ranges::copy(parts, at).out), ...);
  return all;
}

Operation describe(const Row &row, const Layout &layout);
Container describe(const Sheet &sheet);

Sheets standard();
Sheets abseil();
Sheets boost();
Sheets folly();
Sheets llvm();
Sheets qt();
Sheets others();

} // namespace maplint::model::tables
