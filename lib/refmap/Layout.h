// How Go lays out a map type in memory, and what its allocator makes of the sizes. These numbers
// decide how many spare buckets a table has, so they are part of what the model must get right.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace refmap {

inline constexpr unsigned slotsPerBucket = 8;
/// A larger key or elem is kept on the heap, and its slot holds a pointer. 128 itself is inline.
inline constexpr std::size_t maxInlineBytes = 128;
inline constexpr std::size_t pointerBytes = 8;
inline constexpr std::size_t headerBytes = 48;    ///< Go's hmap
inline constexpr std::size_t extraBytes = 24;     ///< Go's mapextra, made when it is first needed
inline constexpr std::size_t iterationBytes = 96; ///< Go's hiter

/// What Go knows about a type when it makes a map of it.
struct TypeInfo {
  std::size_t size = 0;
  bool hasPointers = false;
  bool isReflexive = true;     ///< x == x for every x; false for what holds a float or an interface
  bool needsKeyUpdate = false; ///< equal values can differ: +0 and -0, strings that share memory
  bool hashMightPanic = false; ///< holds an interface, which may hold anything
};

/// What follows for the buckets of a map type.
struct Layout {
  std::size_t keySlot;
  std::size_t elemSlot;
  bool indirectKey;
  bool indirectElem;
  bool hasPointers; ///< the collector looks into these buckets; decides what a move leaves behind
  std::size_t bucketBytes;
};

constexpr Layout layoutOf(const TypeInfo &key, const TypeInfo &elem) {
  const bool indirectKey = key.size > maxInlineBytes;
  const bool indirectElem = elem.size > maxInlineBytes;
  const std::size_t keySlot = indirectKey ? pointerBytes : key.size;
  const std::size_t elemSlot = indirectElem ? pointerBytes : elem.size;
  return {.keySlot = keySlot,
          .elemSlot = elemSlot,
          .indirectKey = indirectKey,
          .indirectElem = indirectElem,
          .hasPointers = key.hasPointers || elem.hasPointers || indirectKey || indirectElem,
          // the tophashes, the keys, the elems, the overflow pointer
          .bucketBytes = slotsPerBucket * (1 + keySlot + elemSlot) + pointerBytes};
}

/// The size classes of Go's allocator for small objects.
inline constexpr std::array<std::size_t, 67> sizeClasses{
    8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,  160,   176,   192,
    208,   224,   240,   256,   288,   320,   352,   384,   416,   448,   480,  512,   576,   640,
    704,   768,   896,   1024,  1152,  1280,  1408,  1536,  1792,  2048,  2304, 2688,  3072,  3200,
    3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912,  8192,  9472,  9728, 10240, 10880, 12288,
    13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768};
inline constexpr std::size_t pageBytes = 8192;

/// The bytes Go's allocator hands out for a request: a size class, or whole pages.
constexpr std::size_t roundupAlloc(std::size_t bytes) {
  if (bytes <= sizeClasses.back())
    return *std::ranges::lower_bound(sizeClasses, bytes);
  return (bytes + pageBytes - 1) / pageBytes * pageBytes;
}

/// True if `count` entries are too many for 2^B buckets. The load factor is 13/2, as an integer
/// division: at B=0 it gives 0, so there the eight slots are the bound. (That a map of one bucket
/// grows at the seventh key, as is often written, is not so: it grows at the ninth.)
constexpr bool isOverloaded(std::uint64_t count, unsigned B) {
  return count > slotsPerBucket && count > 13 * ((std::uint64_t{1} << B) / 2);
}

/// True if so many overflow buckets are worth a growth of the same size.
constexpr bool hasTooManyOverflow(std::uint32_t noverflow, unsigned B) {
  return noverflow >= std::uint32_t{1} << std::min(B, 15U);
}

/// The B of `make(map, hint)`. A hint that is negative, or whose memory would be beyond the address
/// space, counts as none. (A hint below eight does not "allocate eight buckets": it means one
/// bucket of eight slots, made by the first write.)
constexpr unsigned bucketsForHint(std::int64_t hint, std::size_t bucketBytes) {
  constexpr std::uint64_t maxAlloc = std::uint64_t{1} << 48;
  if (hint < 0 || static_cast<std::uint64_t>(hint) > maxAlloc / bucketBytes)
    return 0;
  unsigned B = 0;
  while (isOverloaded(static_cast<std::uint64_t>(hint), B))
    ++B;
  return B;
}

/// The spare overflow buckets behind the 2^B of a table: a sixteenth more, and what the allocator's
/// rounding leaves room for. Small tables have none.
constexpr std::size_t spareBuckets(unsigned B, std::size_t bucketBytes) {
  if (B < 4)
    return 0;
  const std::size_t base = std::size_t{1} << B;
  const std::size_t bytes = (base + (base >> 4)) * bucketBytes;
  return roundupAlloc(bytes) / bucketBytes - base;
}

} // namespace refmap
