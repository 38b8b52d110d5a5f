// Growth: a new table at once, and the entries a few buckets at a time. Each write while growing
// moves the old bucket it is about to use, and one more. Reads and iterations move nothing.

#pragma once

#include "lib/refmap/Header.h"
#include "lib/refmap/Schedule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace refmap {

/// Starts a growth: a bigger one if the entries ask for it, otherwise one of the same size.
template <class Header>
void startGrowth(Header &header) {
  yieldPoint(Point::GrowStart);
  const bool bigger = isOverloaded(header.count + 1, header.B);
  const unsigned newB = header.B + (bigger ? 1 : 0);
  auto table = header.makeTable(newB);

  const bool iterated = header.hasFlag(flag::iterator);
  header.clearFlag(flag::iterator | flag::oldIterator);
  if (iterated)
    header.setFlag(flag::oldIterator); // whoever walks `buckets` walks `old` from now on
  if (!bigger)
    header.setFlag(flag::sameSizeGrow);

  header.B = static_cast<std::uint8_t>(newB);
  header.old = std::exchange(header.buckets, std::move(table));
  header.nevacuate = 0;
  header.noverflow = 0;
  if (header.observer != nullptr) [[unlikely]]
    header.observer->onGrowth(header.state(), bigger ? GrowthKind::Bigger : GrowthKind::Same);
}

/// Moves the entries of one old bucket chain.
template <class Header>
class Evacuation {
  using Bucket = typename Header::Bucket;

public:
  Evacuation(Header &header, std::size_t number)
      : header_(header), number_(number),
        chain_((*header.old)[number]), low_{&(*header.buckets)[number]} {
    // A growth of the same size has no upper half.
    if (!header.isSameSizeGrow())
      high_.bucket = &(*header.buckets)[number + header.old->size()];
  }

  void run() {
    for (Bucket *bucket = &chain_; bucket != nullptr; bucket = bucket->overflow)
      for (unsigned slot = 0; slot != slotsPerBucket; ++slot)
        moveSlot(*bucket, slot);
    if (leavesNothing())
      wipe();
  }

private:
  /// Where the next entry of a half goes: densely, in the order of the old chain.
  struct Destination {
    Bucket *bucket = nullptr;
    unsigned slot = 0;
  };

  /// The collector should not keep alive what only a moved bucket refers to. An iteration that
  /// began before the growth may still need it; buckets without pointers cost it nothing.
  bool leavesNothing() const {
    return Header::layout.hasPointers && !header_.hasFlag(flag::oldIterator);
  }

  void moveSlot(Bucket &from, unsigned slot) {
    std::uint8_t top = from.tops[slot];
    if (tophash::isEmpty(top)) {
      from.tops[slot] = tophash::evacuatedEmpty;
      return;
    }
    const bool high = !header_.isSameSizeGrow() && goesHigh(from.keys[slot].get(), top);
    from.tops[slot] = high ? tophash::evacuatedY : tophash::evacuatedX;
    put(high ? high_ : low_, top, from, slot);
  }

  /// Decides the half by the hash bit that the larger table looks at. A key that is not equal to
  /// itself has another hash each time. If an iteration walks the map the choice must be one that
  /// it can repeat, so it is the lowest bit of the old tophash; else the fresh hash decides, and
  /// yet the old tophash is kept.
  bool goesHigh(const typename Header::Key &key, std::uint8_t &top) {
    const std::uint64_t hash = header_.hash(key);
    if (header_.hasFlag(flag::iterator) && !header_.isFindable(key)) {
      const bool high = (top & 1) != 0;
      top = tophash::of(hash);
      return high;
    }
    return (hash & header_.old->size()) != 0;
  }

  void put(Destination &to, std::uint8_t top, Bucket &from, unsigned slot) {
    if (to.slot == slotsPerBucket) {
      to.bucket = header_.appendOverflow(to.bucket);
      to.slot = 0;
    }
    to.bucket->tops[to.slot] = top;
    if (leavesNothing()) {
      to.bucket->keys[to.slot] = std::move(from.keys[slot]);
      to.bucket->elems[to.slot] = std::move(from.elems[slot]);
    } else {
      to.bucket->keys[to.slot] = from.keys[slot];
      to.bucket->elems[to.slot] = from.elems[slot];
    }
    ++to.slot;
  }

  /// Only the first bucket of the chain: the others are no longer reachable through it.
  void wipe() {
    for (unsigned slot = 0; slot != slotsPerBucket; ++slot) {
      chain_.keys[slot].clear();
      chain_.elems[slot].clear();
    }
    chain_.overflow = nullptr;
  }

  Header &header_;
  std::size_t number_;
  Bucket &chain_;
  Destination low_;
  Destination high_;
};

/// Moves the mark over what is moved, at most 1024 buckets beyond the next, and ends the growth
/// when all of it is.
template <class Header>
void advanceMark(Header &header) {
  constexpr std::size_t most = 1024;
  const std::size_t stop = std::min(header.nevacuate + 1 + most, header.old->size());
  ++header.nevacuate;
  while (header.nevacuate != stop && (*header.old)[header.nevacuate].isEvacuated())
    ++header.nevacuate;
  if (header.nevacuate != header.old->size())
    return;
  header.old = nullptr; // `nevacuate` keeps its value until the next growth
  header.clearFlag(flag::sameSizeGrow);
  if (header.observer != nullptr) [[unlikely]]
    header.observer->onGrowthEnd(header.state());
}

template <class Header>
void evacuate(Header &header, std::size_t number) {
  yieldPoint(Point::EvacuateStep);
  if (!(*header.old)[number].isEvacuated()) {
    Evacuation<Header>(header, number).run();
    if (header.observer != nullptr) [[unlikely]]
      header.observer->onEvacuation(header.state(), number);
  }
  if (number == header.nevacuate)
    advanceMark(header);
}

/// The share of a growth that each write does: the old bucket it needs, and one for progress. So a
/// growth from 2^B buckets ends within 2^B - 1 writes, long before the next one is due.
template <class Header>
void growWork(Header &header, std::uint64_t hash) {
  evacuate(header, header.oldBucketOf(hash));
  if (header.isGrowing())
    evacuate(header, header.nevacuate);
}

} // namespace refmap
