// Buckets of eight slots, and the tables made of them.

#pragma once

#include "lib/refmap/Layout.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <forward_list>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace refmap {

/// What a tophash byte says about its slot. From `minTopHash` on it is the top of the key's hash.
namespace tophash {
inline constexpr std::uint8_t emptyRest = 0;      ///< empty, and so is everything after it
inline constexpr std::uint8_t emptyOne = 1;       ///< empty
inline constexpr std::uint8_t evacuatedX = 2;     ///< moved to the same number in the new table
inline constexpr std::uint8_t evacuatedY = 3;     ///< moved to the upper half of the new table
inline constexpr std::uint8_t evacuatedEmpty = 4; ///< was empty when its bucket was moved
inline constexpr std::uint8_t minTopHash = 5;

constexpr std::uint8_t of(std::uint64_t hash) {
  const auto top = static_cast<std::uint8_t>(hash >> 56);
  return top < minTopHash ? static_cast<std::uint8_t>(top + minTopHash) : top;
}

constexpr bool isEmpty(std::uint8_t top) {
  return top <= emptyOne;
}

constexpr bool isLive(std::uint8_t top) {
  return top >= minTopHash;
}

constexpr bool isMoved(std::uint8_t top) {
  return top == evacuatedX || top == evacuatedY;
}
} // namespace tophash

/// True if memory of zeros, as it comes from the system, is an array of values as `T()` makes them.
/// A view without characters is a null pointer and a zero wherever there is a standard library.
template <class T>
inline constexpr bool isZeroBits =
    std::is_trivially_copyable_v<T> &&std::is_trivially_default_constructible_v<T>;

template <>
inline constexpr bool isZeroBits<std::string_view> = true;

/// A slot of a type that is kept inline.
template <class T, bool Indirect>
class Slot {
public:
  static constexpr bool zeroIsEmpty = isZeroBits<T>;

  T &get() { return value_; }

  const T &get() const { return value_; }

  /// An empty slot that is about to be filled.
  T &fresh() { return value_; }

  void clear() { value_ = T(); }

private:
  T value_;
};

/// A slot of a large type: it holds a pointer, and a move between tables moves the pointer.
template <class T>
class Slot<T, true> {
public:
  static constexpr bool zeroIsEmpty = false;

  T &get() { return *value_; }

  const T &get() const { return *value_; }

  T &fresh() { return *(value_ = std::make_shared<T>()); }

  void clear() { value_ = nullptr; }

private:
  std::shared_ptr<T> value_; // an iteration may still look at the slot it was moved from
};

template <class Key, class Elem, bool IndirectKey, bool IndirectElem>
struct Bucket {
  static constexpr bool zeroIsEmpty =
      Slot<Key, IndirectKey>::zeroIsEmpty && Slot<Elem, IndirectElem>::zeroIsEmpty;

  std::uint8_t tops[slotsPerBucket];
  Slot<Key, IndirectKey> keys[slotsPerBucket];
  Slot<Elem, IndirectElem> elems[slotsPerBucket];
  Bucket *overflow;

  /// The first tophash of a moved bucket says so for the whole chain.
  bool isEvacuated() const { return tops[0] > tophash::emptyOne && tops[0] < tophash::minTopHash; }
};

/// 2^B buckets, the spare ones behind them, and the overflow buckets that were allocated one by
/// one. Maps and iterations share tables: a table that was grown away lives until the last
/// iteration over it ends. In Go the collector sees to that.
template <class Bucket>
class Table {
public:
  Table(unsigned B, std::size_t spares)
      : base_(std::size_t{1} << B), spares_(spares), array_(allocate(base_ + spares)) {}

  ~Table() { release(array_, base_ + spares_); }

  Table(const Table &) = delete;
  Table &operator=(const Table &) = delete;

  Bucket &operator[](std::size_t index) { return array_[index]; }

  const Bucket &operator[](std::size_t index) const { return array_[index]; }

  std::size_t size() const { return base_; }

  std::size_t spares() const { return spares_; }

  std::size_t sparesLeft() const { return spares_ - sparesUsed_; }

  std::size_t fromHeap() const { return fromHeap_; }

  /// A bucket to append to a chain: a spare one while there are any.
  Bucket *newOverflow() {
    if (sparesLeft() != 0)
      return &array_[base_ + sparesUsed_++];
    ++fromHeap_;
    return &heap_.emplace_front();
  }

  /// Go lists the overflow buckets of a table without pointers, to keep them alive: the bytes it
  /// allocates for one more entry of that list.
  std::size_t listOverflow() {
    if (listed_++ < listCapacity_)
      return 0;
    const std::size_t doubled = std::max<std::size_t>(1, 2 * listCapacity_);
    const std::size_t wanted =
        listCapacity_ < 256 ? doubled : listCapacity_ + (listCapacity_ + 3 * 256) / 4;
    listCapacity_ = roundupAlloc(wanted * pointerBytes) / pointerBytes;
    return listCapacity_ * pointerBytes;
  }

  /// True the first time: the list itself is made.
  bool startList() { return !hasList_.exchange(true, std::memory_order_relaxed); }

  /// Every bucket of the array empty in place, every spare one back. An iteration that stands in an
  /// overflow bucket from the heap still sees what was there: nobody else knows of it any more.
  void reset(bool isShared) {
    for (std::size_t i = 0; i != base_ + spares_; ++i)
      array_[i] = Bucket();
    sparesUsed_ = 0;
    fromHeap_ = 0;
    hasList_ = false;
    listed_ = 0;
    listCapacity_ = 0;
    if (!isShared)
      heap_.clear();
  }

private:
  // Fresh memory from the system is zero already; Go and calloc both know.
  static Bucket *allocate(std::size_t count) {
    if constexpr (!Bucket::zeroIsEmpty)
      return new Bucket[count]();
    else if (void *memory = std::calloc(count, sizeof(Bucket)))
      return static_cast<Bucket *>(memory);
    throw std::bad_alloc();
  }

  static void release(Bucket *array, [[maybe_unused]] std::size_t count) {
    if constexpr (Bucket::zeroIsEmpty)
      std::free(array);
    else
      delete[] array;
  }

  std::size_t base_;
  std::size_t spares_;
  std::size_t sparesUsed_ = 0;
  std::size_t fromHeap_ = 0;
  std::atomic<bool> hasList_ = false; ///< iterations make it, several at a time
  std::size_t listed_ = 0;
  std::size_t listCapacity_ = 0;
  Bucket *array_;
  std::forward_list<Bucket> heap_;
};

} // namespace refmap
