// A Go map as a C++ value: a reference to a header, nil by default. Copies refer to the same map.

#pragma once

#include "lib/refmap/Fault.h"
#include "lib/refmap/Header.h"
#include "lib/refmap/Iterator.h"
#include "lib/refmap/Operations.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace refmap {

/// Where the compiler puts a map. On the stack its first bucket is there from the beginning.
enum class Placement : std::uint8_t { Heap, Stack };

template <class Key, class Elem, class Traits = DefaultTraits<Key>>
class Map {
public:
  using Header = refmap::Header<Key, Elem, Traits>;
  using Iterator = refmap::Iterator<Header>;

  /// nil: reads as empty, cannot be written to.
  Map() = default;

  /// Go's make: with room for `hint` entries.
  static Map make(std::int64_t hint = 0, Traits traits = {},
                  Placement placement = Placement::Heap) {
    Map made;
    made.header_ = std::make_shared<Header>(std::move(traits));
    Header &header = *made.header_;
    header.B = static_cast<std::uint8_t>(bucketsForHint(hint, Header::layout.bucketBytes));
    if (header.B != 0 || (placement == Placement::Stack && hint <= slotsPerBucket))
      header.buckets = header.makeTable(header.B);
    return made;
  }

  bool isNil() const { return header_ == nullptr; }

  /// The number of entries, exact after every operation.
  std::size_t len() const { return isNil() ? 0 : header_->count; }

  /// The elem of `key`, made with the zero value if it is not there.
  Elem &operator[](const Key &key) {
    if (isNil())
      raise({.kind = FaultKind::Panic, .text = "assignment to entry in nil map"});
    return Assignment<Header>(*header_, key).run();
  }

  void assign(const Key &key, Elem elem) { (*this)[key] = std::move(elem); }

  /// The elem of `key`, or null.
  Elem *find(const Key &key) const {
    if (isNil()) {
      requireHash(key);
      return nullptr;
    }
    const Position<Header> found = lookup(*header_, key);
    return found ? &found.elem() : nullptr;
  }

  /// The elem of `key`, or the zero value.
  Elem get(const Key &key) const {
    const Elem *const found = find(key);
    return found == nullptr ? Elem() : *found;
  }

  bool contains(const Key &key) const { return find(key) != nullptr; }

  /// True if the key was there.
  bool erase(const Key &key) {
    if (!isNil())
      return refmap::erase(*header_, key);
    requireHash(key);
    return false;
  }

  /// Removes everything, NaN keys too: the `clear` of Go 1.21.
  void clear(ClearMode mode = ClearMode::Go121) {
    if (!isNil())
      refmap::clear(*header_, mode);
  }

  /// `for k := range m { delete(m, k) }`. The compiler makes a clear of it if every key can be
  /// found again; otherwise the loop is run, and NaN keys stay.
  void clearByRange(ClearMode mode = ClearMode::Go121) {
    if constexpr (Header::keyType.isReflexive)
      return clear(mode);
    for (Iterator each = iterate(); each.next();)
      erase(Key(each.key()));
  }

  Iterator iterate() const { return isNil() ? Iterator() : Iterator(header_); }

  /// Null: nobody is told anything.
  void observe(Observer *observer) { header_->observe(observer); }

  /// What a debugger would see; null for nil.
  Header *header() const { return header_.get(); }

private:
  /// A nil map has nothing to look up, but an unhashable key is found out all the same.
  static void requireHash(const Key &key) {
    if constexpr (Header::keyType.hashMightPanic)
      Traits().hash(key, 0);
  }

  std::shared_ptr<Header> header_;
};

} // namespace refmap
