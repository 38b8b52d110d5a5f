#include "lib/model/Tables.h"

#include <algorithm>
#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;

static constexpr auto standardTable = std::to_array<Row>({
    {"size", Query},
    {"empty", Query},
    {"max_size", Query},
    {"capacity", Query},
    {"count", Query, Plain, 0},
    {"contains", Query, Plain, 0},
    {"bucket", Query, Plain, 0},
    {"bucket_count", Query},
    {"max_bucket_count", Query},
    {"bucket_size", Query},
    {"load_factor", Query},
    {"max_load_factor", Query},
    {"min_load_factor", Query},
    {"max_load", Query},
    {"hash_function", Query},
    {"hash", Query},
    {"key_eq", Query},
    {"key_comp", Query},
    {"value_comp", Query},
    {"get_allocator", Query},
    {"prefetch", Query},

    {"find", Find, Iterator, 0},
    {"lower_bound", Find, Iterator, 0},
    {"upper_bound", Find, Iterator, 0},
    {"equal_range", Find, IteratorPair, 0},

    {"begin", Begin, Iterator},
    {"cbegin", Begin, Iterator},
    {"rbegin", Begin, Iterator},
    {"crbegin", Begin, Iterator},
    {"end", End, Iterator},
    {"cend", End, Iterator},
    {"rend", End, Iterator},
    {"crend", End, Iterator},

    {"insert", Insert, IteratorAndBool, 0},
    {"insert", Insert, Iterator, 1, Position},
    {"insert", InsertRange, None, -1, Range},
    {"insert", InsertRange, None, -1, List},
    {"insert_range", InsertRange, None},
    {"emplace", Insert, IteratorAndBool, 0},
    {"emplace_hint", Insert, Iterator, 1},

    {"erase", EraseKey, Plain, 0},
    {"erase", EraseAt, Iterator, -1, Position},
    {"erase", EraseRange, Iterator, -1, Range},
    {"erase_if", EraseIf},
    {"extract", Extract, Plain, 0},
    {"extract", ExtractAt, Plain, -1, Position},
    {"clear", Clear, None},

    {"reserve", Reserve, None},
    {"rehash", Rehash, None},
    {"shrink_to_fit", Rehash, None},
    {"swap", Swap, None},
    {"merge", Merge, None},
    {"operator=", Replace, None},
});

static constexpr auto standardMapTable = std::to_array<Row>({
    {"at", At, MappedReference, 0},
    {"operator[]", Subscript, MappedReference, 0},
    {"try_emplace", Insert, IteratorAndBool, 0},
    {"try_emplace", Insert, Iterator, 1, Position},
    {"insert_or_assign", Assign, IteratorAndBool, 0},
    {"insert_or_assign", Assign, Iterator, 1, Position},
});

Rows standardRows() {
  return standardTable;
}

Rows standardMapRows() {
  return standardMapTable;
}

static Dies killedBy(OpKind kind, const Layout &layout) {
  if (kind == Clear || kind == Replace)
    return Dies::IteratorsAndReferences;
  if (kind == Reserve || kind == Rehash)
    return layout.rehash;
  if (inserts(kind))
    return layout.insert;
  if (erases(kind))
    return layout.erase;
  return Dies::Nothing;
}

Operation describe(const Row &row, const Layout &layout) {
  Operation operation{
      .method = row.method,
      .kind = row.kind,
      .result = row.result,
      .dies = row.dies.value_or(killedBy(row.kind, layout)),
      .keyArgument = row.keyArgument,
      .overload = row.overload,
  };
  operation.onGrowth = inserts(row.kind) && !row.dies && layout.insertOnGrowth;
  return operation;
}

static void put(std::vector<Operation> &operations, const Operation &added) {
  const auto same = std::ranges::find_if(operations, [&](const Operation &known) {
    return known.method == added.method && known.overload == added.overload;
  });
  if (same == operations.end())
    operations.push_back(added);
  else
    *same = added;
}

static void put(Container &container, Rows rows, const Layout &layout) {
  for (const Row &row : rows) {
    Operation operation = describe(row, layout);
    // Equal keys may stand several times, so there is nothing to tell but the position.
    if (container.isMulti && operation.result == IteratorAndBool)
      operation.result = Iterator;
    put(container.operations, operation);
  }
}

Container describe(const Sheet &sheet) {
  const Layout &layout = sheet.layout;
  Container container{
      .name = sheet.name,
      .isMap = sheet.shape == Shape::Map || sheet.shape == Shape::MultiMap,
      .isHashed = layout.hashed,
      .isMulti = sheet.shape == Shape::MultiMap || sheet.shape == Shape::MultiSet,
      .isFlat = layout.insert == Dies::IteratorsAndReferences,
      .endMoves = layout.endMoves,
      .movesOnErase = layout.erase != Dies::TheErased,
      .readsArgumentsLate = layout.readsArgumentsLate,
      .reserve = layout.hashed ? sheet.reserve : std::string_view(),
      .source = sheet.source,
      .operations = {},
  };
  if (sheet.interface == Interface::Standard) {
    put(container, standardRows(), layout);
    if (container.isMap)
      put(container, standardMapRows(), layout);
  }
  put(container, sheet.extra, layout);
  return container;
}

} // namespace maplint::model::tables
