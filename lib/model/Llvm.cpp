// LLVM's ADT: https://llvm.org/docs/ProgrammersManual.html

#include "lib/model/Tables.h"

#include <array>

namespace maplint::model::tables {

using enum OpKind;
using enum ResultKind;
using enum Overload;
using enum Shape;

static constexpr std::string_view denseMap =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-densemap-h";
static constexpr std::string_view denseSet =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-denseset-h";
static constexpr std::string_view stringMap =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-stringmap-h";
static constexpr std::string_view mapVector =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-mapvector-h";
static constexpr std::string_view setVector =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-setvector-h";
static constexpr std::string_view smallPtrSet =
    "https://llvm.org/docs/ProgrammersManual.html#llvm-adt-smallptrset-h";

// keys() and values() are views: they iterate over the table itself.
static constexpr auto denseRows = std::to_array<Row>({
    {"find_as", Find, Iterator, 0},
    {"lookup", Value, Plain, 0},
    {"lookup_or", Value, Plain, 0},
    {"keys", Begin, IteratorPair},
    {"values", Begin, IteratorPair},
    {"insert_as", Insert, IteratorAndBool, 0},
    {"emplace_or_assign", Assign, IteratorAndBool, 0},
    {"FindAndConstruct", Subscript, ElementReference, 0},
    {"getOrInsertDefault", Subscript, MappedReference, 0},
    {"erase", EraseAt, None, -1, Position},
    {"remove_if", EraseIf},
    {"shrink_and_clear", Clear, None},
    {"resize", Rehash, None},
    {"getNumEntries", Query},
    {"getMemorySize", Query},
    {"isPointerIntoBucketsArray", Query},
    {"getPointerIntoBucketsArray", Query},
});

// Elements stand in the object itself while they are few.
static constexpr auto smallDenseRows =
    joined(denseRows, std::to_array<Row>({
                          {"swap", Swap, None, -1, Any, Dies::IteratorsAndReferences},
                      }));

// remove() hands the entry over to the caller: it leaves the table, but lives on.
static constexpr auto stringRows = std::to_array<Row>({
    {"lookup", Value, Plain, 0},
    {"keys", Begin, IteratorPair},
    {"try_emplace", Insert, IteratorAndBool, 0},
    {"try_emplace_with_hash", Insert, IteratorAndBool, 0},
    {"erase", EraseAt, None, -1, Position},
    {"remove", EraseIf, None, -1, Any, Dies::Nothing},
    {"getNumBuckets", Query},
    {"getNumItems", Query},
});

static constexpr auto mapVectorRows = std::to_array<Row>({
    {"lookup", Value, Plain, 0},
    {"keys", Begin, IteratorPair},
    {"values", Begin, IteratorPair},
    {"getArrayRef", Begin, IteratorPair},
    {"front", At, ElementReference},
    {"back", At, ElementReference},
    {"pop_back", EraseIf, None, -1, Any, Dies::TheErased},
    {"remove_if", EraseIf, None},
    {"takeVector", Clear},
});

static constexpr auto setVectorRows = std::to_array<Row>({
    {"insert", Insert, Plain, 0},
    {"insert_range", InsertRange, None},
    {"set_union", InsertRange, Plain},
    {"operator[]", At, ElementReference},
    {"front", At, ElementReference},
    {"back", At, ElementReference},
    {"getArrayRef", Begin, IteratorPair},
    {"erase", EraseAt, Iterator},
    {"remove", EraseKey, Plain, 0},
    {"remove_if", EraseIf},
    {"set_subtract", EraseIf, None},
    {"pop_back", EraseIf, None, -1, Any, Dies::TheErased},
    {"pop_back_val", EraseIf, Plain, -1, Any, Dies::TheErased},
    {"takeVector", Clear},
});

static constexpr auto table = std::to_array<Sheet>({
    {"llvm::DenseMap", Map, withMovingEnd(lateOpenTable), denseMap, denseRows},
    {"llvm::SmallDenseMap", Map, withMovingEnd(lateOpenTable), denseMap, smallDenseRows},
    {"llvm::DenseSet", Set, withMovingEnd(openTable), denseSet, denseRows},
    {"llvm::SmallDenseSet", Set, withMovingEnd(openTable), denseSet, smallDenseRows},
    {"llvm::SmallPtrSet", Set, withMovingEnd(openTable), smallPtrSet, smallDenseRows, "llvm::SmallPtrSetImpl"},

    // The table holds pointers to entries; it takes a size only when it is made.
    {"llvm::StringMap", Map, withMovingEnd(hashedNodes), stringMap, stringRows, {}, {}},
    {"llvm::StringSet", Set, withMovingEnd(hashedNodes), stringMap, stringRows, {}, {}},

    {"llvm::MapVector", Map, withMovingEnd(indexedArray), mapVector, mapVectorRows},
    {"llvm::SmallMapVector", Map, withMovingEnd(indexedArray), mapVector, mapVectorRows},
    {"llvm::SetVector", Set, withMovingEnd(indexedArray), setVector, setVectorRows, {}, {}},
    {"llvm::SmallSetVector", Set, withMovingEnd(indexedArray), setVector, setVectorRows, {}, {}},
});

Sheets llvm() {
  return table;
}

} // namespace maplint::model::tables
