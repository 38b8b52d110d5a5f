// Qt 6's associative containers. Elements of a QHash stand in spans that grow and close up behind
// an erased one; in Qt 5 they were nodes, which no code written for both may rely on.
//
// Every one of these is shared implicitly: a non-const member function called while a copy is alive
// moves the object to a new copy first. The tables leave that out; it depends on who holds a copy.

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;
using enum Shape;
using enum Interface;

static constexpr std::string_view qHash = "https://doc.qt.io/qt-6/qhash.html";
static constexpr std::string_view qMultiHash = "https://doc.qt.io/qt-6/qmultihash.html";
static constexpr std::string_view qSet = "https://doc.qt.io/qt-6/qset.html";
static constexpr std::string_view qMap = "https://doc.qt.io/qt-6/qmap.html";
static constexpr std::string_view qMultiMap = "https://doc.qt.io/qt-6/qmultimap.html";

static constexpr auto common = std::to_array<Row>({
    {"size", Query},
    {"isEmpty", Query},
    {"empty", Query},
    {"capacity", Query},
    {"count", Query, Plain, 0},
    {"contains", Query, Plain, 0},
    {"load_factor", Query},
    {"bucket_count", Query},
    {"isDetached", Query},
    {"isSharedWith", Query},

    {"find", Find, Iterator, 0},
    {"constFind", Find, Iterator, 0},
    {"equal_range", Find, IteratorPair, 0},
    {"lowerBound", Find, Iterator, 0},
    {"upperBound", Find, Iterator, 0},

    {"begin", Begin, Iterator},
    {"cbegin", Begin, Iterator},
    {"constBegin", Begin, Iterator},
    {"rbegin", Begin, Iterator},
    {"crbegin", Begin, Iterator},
    {"keyBegin", Begin, Iterator},
    {"keyValueBegin", Begin, Iterator},
    {"constKeyValueBegin", Begin, Iterator},
    {"asKeyValueRange", Begin, IteratorPair},
    {"end", End, Iterator},
    {"cend", End, Iterator},
    {"constEnd", End, Iterator},
    {"rend", End, Iterator},
    {"crend", End, Iterator},
    {"keyEnd", End, Iterator},
    {"keyValueEnd", End, Iterator},
    {"constKeyValueEnd", End, Iterator},

    {"values", Snapshot},
    {"insert", InsertRange, None, -1, List},
    {"unite", InsertRange},
    {"remove", EraseKey, Plain, 0},
    {"erase", EraseAt, Iterator},
    {"erase", EraseRange, Iterator, -1, Range},
    {"removeIf", EraseIf},
    {"erase_if", EraseIf},
    {"clear", Clear, None},
    {"reserve", Reserve, None},
    {"squeeze", Rehash, None},
    {"swap", Swap, None},
    {"operator=", Replace, None},
});

static constexpr auto mapRows = std::to_array<Row>({
    {"operator[]", Subscript, MappedReference, 0},
    {"operator[]", Value, Plain, 0, OnConst},
    {"value", Value, Plain, 0},
    {"key", Value},
    {"keys", Snapshot},
    {"uniqueKeys", Snapshot},
    {"toStdMap", Snapshot},
    {"toStdMultiMap", Snapshot},
    {"first", At, MappedReference},
    {"last", At, MappedReference},
    {"firstKey", At, ElementReference},
    {"lastKey", At, ElementReference},
    {"take", Extract, Plain, 0},
    {"tryEmplace", Insert, IteratorAndBool, 0},
    {"tryInsert", Insert, IteratorAndBool, 0},
    {"try_emplace", Insert, IteratorAndBool, 0},
    {"insertOrAssign", Assign, IteratorAndBool, 0},
    {"insert_or_assign", Assign, IteratorAndBool, 0},
});

// A key that is present gets the new value.
static constexpr auto uniqueRows = std::to_array<Row>({
    {"insert", Assign, Iterator, 0},
    {"insert", Assign, Iterator, 1, Position},
    {"emplace", Assign, Iterator, 0},
    {"insertMulti", Insert, Iterator, 0},
});

static constexpr auto multiRows = std::to_array<Row>({
    {"insert", Insert, Iterator, 0},
    {"insert", Insert, Iterator, 1, Position},
    {"emplace", Insert, Iterator, 0},
    {"insertMulti", Insert, Iterator, 0},
    {"operator+=", InsertRange},
    {"replace", Assign, Iterator, 0},
    {"emplaceReplace", Assign, Iterator, 0},
});

static constexpr auto setRows = std::to_array<Row>({
    {"insert", Insert, Iterator, 0},
    {"insert", Insert, Iterator, 1, Position},
    {"operator<<", Insert, Plain, 0},
    {"operator+=", Insert, Plain, 0},
    {"operator+=", InsertRange, Plain, -1, List},
    {"operator|=", Insert, Plain, 0},
    {"operator|=", InsertRange, Plain, -1, List},
    {"operator-=", EraseKey, Plain, 0},
    {"operator-=", EraseIf, Plain, -1, List},
    {"operator&=", EraseIf},
    {"intersect", EraseIf},
    {"subtract", EraseIf},
    {"intersects", Query},
    {"toList", Snapshot},
});

static constexpr auto uniqueMap = joined(common, mapRows, uniqueRows);
static constexpr auto multiMap = joined(common, mapRows, multiRows);
static constexpr auto set = joined(common, setRows);

static constexpr auto table = std::to_array<Sheet>({
    {"QHash", Map, shiftingTable, qHash, uniqueMap, {}, "reserve", Own},
    {"QMultiHash", MultiMap, shiftingTable, qMultiHash, multiMap, {}, "reserve", Own},
    {"QSet", Set, shiftingTable, qSet, set, {}, "reserve", Own},
    {"QMap", Map, treeNodes, qMap, uniqueMap, {}, {}, Own},
    {"QMultiMap", MultiMap, treeNodes, qMultiMap, multiMap, {}, {}, Own},
});

Sheets qt() {
  return table;
}

} // namespace maplint::model::tables
