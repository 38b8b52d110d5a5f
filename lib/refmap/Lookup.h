// Looking for a key in a map that is not nil, and the flag that finds out threads that meet.

#pragma once

#include "lib/refmap/Fault.h"
#include "lib/refmap/Header.h"
#include "lib/refmap/Schedule.h"
#include "lib/refmap/TopWord.h"

#include <cstddef>
#include <cstdint>

namespace refmap {

[[noreturn]] inline void raiseFatal(const char *text) {
  raise({.kind = FaultKind::Fatal, .text = text});
}

inline constexpr const char *concurrentWrites = "concurrent map writes";
inline constexpr const char *concurrentRead = "concurrent map read and map write";
inline constexpr const char *concurrentIteration = "concurrent map iteration and map write";

/// The write flag, on from here to `release`. It is a detector, not a lock: two threads that write
/// at once are seen because each finds the flag as the other left it.
template <class Header>
class WriteFlag {
public:
  WriteFlag(Header &header, Point set) : header_(header) {
    header.setFlag(flag::writing);
    yieldPoint(set);
  }

  /// True if there is an observer, who must then be told.
  bool release() {
    const std::uint8_t now = header_.flags.load(std::memory_order_relaxed);
    const bool isUsual = (now & (flag::writing | flag::observed)) == flag::writing;
    if (!isUsual && (now & flag::writing) == 0) [[unlikely]]
      raiseFatal(concurrentWrites);
    header_.flags.store(now & static_cast<std::uint8_t>(~flag::writing), std::memory_order_relaxed);
    return !isUsual;
  }

private:
  Header &header_;
};

/// One entry, or none.
template <class Header>
struct Position {
  typename Header::Bucket *bucket = nullptr;
  unsigned slot = 0;

  explicit operator bool() const { return bucket != nullptr; }

  typename Header::Key &key() const { return bucket->keys[slot].get(); }

  typename Header::Elem &elem() const { return bucket->elems[slot].get(); }
};

/// Looks for a key in one bucket. The slots are tried one after the other, as Go does it: which one
/// holds the key is guessed ahead, and its key on the way from memory, before the tophash is there.
template <class Header>
Position<Header> findInBucket(Header &header, typename Header::Bucket &bucket, std::uint8_t top,
                              const typename Header::Key &key) {
  for (unsigned slot = 0; slot != slotsPerBucket; ++slot)
    if (bucket.tops[slot] == top && header.traits.equal(key, bucket.keys[slot].get()))
      return {.bucket = &bucket, .slot = slot};
  return {};
}

/// Looks for a key in a chain. A slot with tophash 0 ends the search: nothing comes after it. That
/// no slot of a bucket can hold the key is seen from all its tophashes at once.
template <class Header>
Position<Header> findInChain(Header &header, typename Header::Bucket *bucket, std::uint8_t top,
                             const typename Header::Key &key) {
  for (; bucket != nullptr; bucket = bucket->overflow) {
    const TopWord tops(bucket->tops);
    if (tops.holds(top))
      if (const Position<Header> found = findInBucket(header, *bucket, top, key))
        return found;
    if (tops.holds(tophash::emptyRest))
      break;
  }
  return {};
}

/// Looks for a key, in the old table if its bucket was not moved yet.
template <class Header>
Position<Header> find(Header &header, std::uint64_t hash, const typename Header::Key &key) {
  typename Header::Bucket *bucket = nullptr;
  if (header.isGrowing()) {
    bucket = &(*header.old)[header.oldBucketOf(hash)];
    if (bucket->isEvacuated())
      bucket = nullptr;
  }
  if (bucket == nullptr)
    bucket = &(*header.buckets)[header.bucketOf(hash)];
  return findInChain(header, bucket, tophash::of(hash), key);
}

template <class Header>
void reportOperation(Header &header, Operation operation, std::uint64_t hash, bool hadEffect) {
  if (header.observer != nullptr)
    header.observer->onOperation(header.state(), {.operation = operation,
                                                  .hash = hash,
                                                  .bucket = header.bucketOf(hash),
                                                  .slot = 0,
                                                  .hadEffect = hadEffect});
}

template <class Header>
void reportStart(Header &header, Operation operation) {
  if (header.observer != nullptr)
    header.observer->onStart(operation);
}

/// What an operation asks before anything else: is somebody writing, or watching?
template <class Header>
bool needsCare(const Header &header) {
  return header.hasFlag(flag::writing | flag::observed);
}

/// The rest of `lookup` where the usual is not sure. An empty map does not look at the write flag.
template <class Header>
Position<Header> lookupWithCare(Header &header, const typename Header::Key &key) {
  reportStart(header, Operation::Lookup);
  if (header.count == 0) {
    if constexpr (Header::keyType.hashMightPanic)
      header.hash(key);
    reportOperation(header, Operation::Lookup, 0, false);
    return {};
  }
  if (header.hasFlag(flag::writing))
    raiseFatal(concurrentRead);
  yieldPoint(Point::LookupStep);
  const std::uint64_t hash = header.hash(key);
  const Position<Header> found = find(header, hash, key);
  reportOperation(header, Operation::Lookup, hash, static_cast<bool>(found));
  return found;
}

/// Go's mapaccess. An empty map does hash a key that might turn out to have no hash.
template <class Header>
Position<Header> lookup(Header &header, const typename Header::Key &key) {
  yieldPoint(Point::LookupEnter);
  if (needsCare(header)) [[unlikely]]
    return lookupWithCare(header, key);
  if (header.count == 0) {
    if constexpr (Header::keyType.hashMightPanic)
      header.hash(key);
    return {};
  }
  yieldPoint(Point::LookupStep);
  return find(header, header.hash(key), key);
}

} // namespace refmap
