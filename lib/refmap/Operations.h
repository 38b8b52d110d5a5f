// Assignment, deletion and clearing of a map that is not nil.

#pragma once

#include "lib/refmap/Evacuate.h"
#include "lib/refmap/Lookup.h"

#include <cstddef>
#include <cstdint>

namespace refmap {

/// How `clear` treats what running iterations still see.
enum class ClearMode : std::uint8_t {
  Go119, ///< up to Go 1.20: a table that was grown away keeps its entries
  Go121, ///< from Go 1.21 on: every slot of every chain is marked empty first
};

/// The start of a writing operation where somebody writes or watches. Only an assignment minds a
/// writer of an empty map.
template <class Header>
void beginWithCare(Header &header, Operation operation) {
  reportStart(header, operation);
  if (header.hasFlag(flag::writing) && (operation == Operation::Assign || header.count != 0))
    raiseFatal(concurrentWrites);
}

/// Go's mapassign in parts: finds or makes the slot of a key.
template <class Header>
class Assignment {
  using Bucket = typename Header::Bucket;
  using Key = typename Header::Key;

public:
  Assignment(Header &header, const Key &key) : header_(header), key_(key) {}

  /// The elem's slot; a new one holds the zero value. It is filled after the write flag is off, as
  /// in Go: `m[k] /= 0` leaves k in the map.
  typename Header::Elem &run() {
    yieldPoint(Point::AssignEnter);
    if (needsCare(header_)) [[unlikely]]
      beginWithCare(header_, Operation::Assign);
    hash_ = header_.hash(key_); // before the flag is set: a key without hash leaves the map usable
    WriteFlag writing(header_, Point::AssignFlagSet);
    if (header_.buckets == nullptr)
      header_.buckets = header_.makeTable(0);

    while (!search())
      startGrowth(header_);
    if (isNew_)
      insert();
    yieldPoint(Point::AssignInserted);
    if (writing.release()) [[unlikely]]
      reportOperation(header_, Operation::Assign, hash_, isNew_);
    return found_.elem();
  }

private:
  /// Finds the key, or the first empty slot of its chain, or the chain's last bucket. False: the
  /// map must grow first, and the search be done again. Only a new key makes a map grow.
  bool search() {
    if (header_.isGrowing())
      growWork(header_, hash_);
    found_ = {};
    walkChain();
    if (!isNew_) {
      if constexpr (Header::keyType.needsKeyUpdate)
        found_.key() = key_;
      return true;
    }
    return header_.isGrowing() || (!isOverloaded(header_.count + 1, header_.B) &&
                                   !hasTooManyOverflow(header_.noverflow, header_.B));
  }

  void walkChain() {
    const std::uint8_t top = tophash::of(hash_);
    isNew_ = true;
    for (Bucket *bucket = &(*header_.buckets)[header_.bucketOf(hash_)]; bucket != nullptr;
         bucket = bucket->overflow) {
      last_ = bucket;
      for (unsigned slot = 0; slot != slotsPerBucket; ++slot) {
        const std::uint8_t here = bucket->tops[slot];
        if (here == top) {
          if (!header_.traits.equal(key_, bucket->keys[slot].get()))
            continue;
          found_ = {.bucket = bucket, .slot = slot};
          isNew_ = false;
          return;
        }
        if (tophash::isEmpty(here) && !found_)
          found_ = {.bucket = bucket, .slot = slot};
        if (here == tophash::emptyRest)
          return;
      }
    }
  }

  void insert() {
    if (!found_)
      found_ = {.bucket = header_.appendOverflow(last_), .slot = 0};
    found_.bucket->tops[found_.slot] = tophash::of(hash_);
    found_.bucket->keys[found_.slot].fresh() = key_;
    found_.bucket->elems[found_.slot].fresh();
    header_.allocatedSlots();
    ++header_.count;
  }

  Header &header_;
  const Key &key_;
  std::uint64_t hash_ = 0;
  Position<Header> found_;
  Bucket *last_ = nullptr;
  bool isNew_ = true;
};

/// Marks a slot empty. If nothing is left behind it in its chain, it and the empty ones right
/// before it become the end of the chain.
template <class Header>
void markEmpty(typename Header::Bucket *chain, const Position<Header> &at) {
  auto [bucket, slot] = at;
  bucket->tops[slot] = tophash::emptyOne;
  const bool isLast =
      slot == slotsPerBucket - 1
          ? bucket->overflow == nullptr || bucket->overflow->tops[0] == tophash::emptyRest
          : bucket->tops[slot + 1] == tophash::emptyRest;
  while (isLast && bucket->tops[slot] == tophash::emptyOne) {
    bucket->tops[slot] = tophash::emptyRest;
    if (slot != 0) {
      --slot;
      continue;
    }
    if (bucket == chain)
      return;
    auto *before = chain;
    while (before->overflow != bucket)
      before = before->overflow;
    bucket = before;
    slot = slotsPerBucket - 1;
  }
}

template <class Header>
bool eraseEntry(Header &header, std::uint64_t hash, const typename Header::Key &key) {
  if (header.isGrowing())
    growWork(header, hash);
  auto *const chain = &(*header.buckets)[header.bucketOf(hash)];
  const Position<Header> found = findInChain(header, chain, tophash::of(hash), key);
  if (!found)
    return false;
  if constexpr (Header::keyType.hasPointers || Header::layout.indirectKey)
    found.bucket->keys[found.slot].clear();
  found.bucket->elems[found.slot].clear();
  markEmpty(chain, found);
  if (--header.count == 0)
    header.seed = header.traits.drawSeed();
  return true;
}

/// Go's mapdelete: true if the key was there. Chains keep their buckets, the table keeps its size
/// (that a map shrinks when it gets sparse is not so).
template <class Header>
bool erase(Header &header, const typename Header::Key &key) {
  yieldPoint(Point::EraseEnter);
  if (needsCare(header)) [[unlikely]]
    beginWithCare(header, Operation::Erase);
  if (header.count == 0) {
    if constexpr (Header::keyType.hashMightPanic)
      header.hash(key);
    reportOperation(header, Operation::Erase, 0, false);
    return false;
  }
  const std::uint64_t hash = header.hash(key);
  WriteFlag writing(header, Point::EraseFlagSet);
  const bool erased = eraseEntry(header, hash, key);
  yieldPoint(Point::EraseRemoved);
  if (writing.release()) [[unlikely]]
    reportOperation(header, Operation::Erase, hash, erased);
  return erased;
}

/// What Go 1.21 added, so that running iterations see nothing stale.
template <class Table>
void markAllEmpty(Table &table) {
  for (std::size_t i = 0; i != table.size(); ++i)
    for (auto *bucket = &table[i]; bucket != nullptr; bucket = bucket->overflow)
      for (std::uint8_t &top : bucket->tops)
        top = tophash::emptyRest;
}

/// Go's mapclear: the table is emptied in place and keeps its size, a growth ends, the seed is new.
template <class Header>
void clear(Header &header, ClearMode mode) {
  yieldPoint(Point::ClearEnter);
  if (needsCare(header)) [[unlikely]]
    beginWithCare(header, Operation::Clear);
  if (header.count == 0)
    return reportOperation(header, Operation::Clear, 0, false);
  WriteFlag writing(header, Point::ClearFlagSet);
  if (mode == ClearMode::Go121) {
    markAllEmpty(*header.buckets);
    if (header.isGrowing())
      markAllEmpty(*header.old);
  }
  header.clearFlag(flag::sameSizeGrow);
  header.old = nullptr;
  header.nevacuate = 0;
  header.noverflow = 0;
  header.count = 0;
  header.seed = header.traits.drawSeed();
  header.buckets->reset(header.buckets.use_count() > 1);
  if (writing.release()) [[unlikely]]
    reportOperation(header, Operation::Clear, 0, true);
}

} // namespace refmap
