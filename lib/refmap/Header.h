// The header of a map: Go's `hmap`. What a map variable points to; null for a nil map.

#pragma once

#include "lib/refmap/Bucket.h"
#include "lib/refmap/Observer.h"
#include "lib/refmap/Traits.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace refmap {

/// The bits of `flags`. Those of iterations stay set after the loop: only a growth moves them on.
namespace flag {
inline constexpr std::uint8_t iterator = 1;     ///< an iteration may be walking `buckets`
inline constexpr std::uint8_t oldIterator = 2;  ///< an iteration may be walking `old`
inline constexpr std::uint8_t writing = 4;      ///< a thread is in the middle of a write
inline constexpr std::uint8_t sameSizeGrow = 8; ///< the growth under way keeps the size
/// Ours, not Go's: there is an observer. It lies beside `writing`, which each operation looks at
/// anyway, so that a map without observer pays nothing for the question.
inline constexpr std::uint8_t observed = 16;
} // namespace flag

template <class KeyT, class ElemT, class TraitsT>
struct Header {
  using Key = KeyT;
  using Elem = ElemT;
  using Traits = TraitsT;
  static constexpr TypeInfo keyType = GoType<Key>::info;
  static constexpr Layout layout = layoutOf(GoType<Key>::info, GoType<Elem>::info);
  using Bucket = refmap::Bucket<Key, Elem, layout.indirectKey, layout.indirectElem>;
  using Table = refmap::Table<Bucket>;

  std::size_t count = 0; ///< live entries, exact after every operation
  std::atomic<std::uint8_t> flags =
      0;              ///< written by racing threads; Go's is not atomic, but C++ wants it so
  std::uint8_t B = 0; ///< the table has 2^B buckets; nothing ever makes it smaller
  std::uint16_t noverflow = 0;        ///< overflow buckets, counted by sampling from B=16 on
  std::uint32_t seed = 0;             ///< Go's hash0
  std::shared_ptr<Table> buckets;     ///< null until the first write when B=0
  std::shared_ptr<Table> old;         ///< the table that is being moved, while growing
  std::size_t nevacuate = 0;          ///< all old buckets below this one are moved
  std::atomic<bool> hasExtra = false; ///< Go's mapextra would exist; readers may make it too
  Observer *observer = nullptr;
  [[no_unique_address]] Traits traits;

  explicit Header(Traits hooks) : seed(hooks.drawSeed()), traits(std::move(hooks)) {}

  ~Header() {
    if (observer != nullptr)
      observer->onDetach(this);
  }

  Header(const Header &) = delete;
  Header &operator=(const Header &) = delete;

  bool isGrowing() const { return old != nullptr; }

  bool isSameSizeGrow() const { return hasFlag(flag::sameSizeGrow); }

  bool hasFlag(std::uint8_t bits) const {
    return (flags.load(std::memory_order_relaxed) & bits) != 0;
  }

  void setFlag(std::uint8_t bits) {
    flags.store(flags.load(std::memory_order_relaxed) | bits, std::memory_order_relaxed);
  }

  /// Null: nobody is told anything.
  void observe(Observer *next) {
    if (observer != nullptr)
      observer->onDetach(this);
    observer = next;
    next != nullptr ? setFlag(flag::observed) : clearFlag(flag::observed);
  }

  void clearFlag(std::uint8_t bits) {
    flags.store(flags.load(std::memory_order_relaxed) & static_cast<std::uint8_t>(~bits),
                std::memory_order_relaxed);
  }

  std::uint64_t hash(const Key &key) { return traits.hash(key, seed); }

  std::size_t bucketOf(std::uint64_t hash) const { return hash & ((std::size_t{1} << B) - 1); }

  std::size_t oldBucketOf(std::uint64_t hash) const { return hash & (old->size() - 1); }

  /// False for NaN and for what holds one: it can be stored and visited, never found.
  bool isFindable(const Key &key) {
    if constexpr (keyType.isReflexive)
      return true;
    else
      return traits.equal(key, key);
  }

  /// A table of 2^B empty buckets, with its spare ones.
  std::shared_ptr<Table> makeTable(unsigned newB) {
    const std::size_t spares = spareBuckets(newB, layout.bucketBytes);
    if (spares != 0)
      needExtra();
    allocated(((std::size_t{1} << newB) + spares) * layout.bucketBytes);
    return std::make_shared<Table>(newB, spares);
  }

  /// An empty bucket behind `last` in its chain.
  Bucket *appendOverflow(Bucket *last) {
    if (buckets->sparesLeft() == 0)
      allocated(layout.bucketBytes);
    Bucket *const added = buckets->newOverflow();
    countOverflow();
    needOverflowList();
    if constexpr (!layout.hasPointers)
      allocated(buckets->listOverflow());
    return last->overflow = added;
  }

  /// Buckets without pointers are no business of the collector, so Go lists their overflow buckets
  /// in the extra record to keep them alive.
  void needOverflowList() {
    if constexpr (!layout.hasPointers) {
      needExtra();
      if (buckets->startList())
        allocated(sliceBytes);
    }
  }

  /// A new entry: large keys and elems are allocated one by one.
  void allocatedSlots() {
    if constexpr (layout.indirectKey)
      allocated(keyType.size);
    if constexpr (layout.indirectElem)
      allocated(GoType<Elem>::info.size);
  }

  /// The memory of the map as Go would count it: the header, the table with its spare and overflow
  /// buckets, and while it grows the same of the old one.
  std::size_t sizeBytes() const {
    return headerBytes + (hasExtra ? extraBytes : 0) + tableBytes(buckets) + tableBytes(old);
  }

  MapState state() const {
    return {.map = this,
            .count = count,
            .bytes = sizeBytes(),
            .B = B,
            .noverflow = noverflow,
            .isGrowing = isGrowing()};
  }

private:
  static constexpr std::size_t sliceBytes = 24;

  void allocated(std::size_t bytes) {
    if (bytes != 0 && observer != nullptr) [[unlikely]]
      observer->onAllocation(roundupAlloc(bytes));
  }

  void needExtra() {
    if (!hasExtra.exchange(true, std::memory_order_relaxed))
      allocated(extraBytes);
  }

  static std::size_t tableBytes(const std::shared_ptr<Table> &table) {
    return table == nullptr
               ? 0
               : layout.bucketBytes * (table->size() + table->spares() + table->fromHeap());
  }

  /// From B=16 on sixteen bits do not hold the number; one of 2^(B-15) buckets is counted.
  void countOverflow() {
    if (B < 16 || (traits.drawSample() & ((std::uint32_t{1} << (B - 15)) - 1)) == 0)
      ++noverflow;
  }
};

} // namespace refmap
