// The storage behind the stand-ins for other people's containers.
//
// A table has exactly the capacity that was asked for: without a reserve every insertion of a new
// element moves all of them to new memory, so that what may go wrong with the real library does go
// wrong here. An erased element leaves a hole, poisoned for AddressSanitizer, which a later
// insertion fills. Elements are found by walking the slots: fixtures have few.
//
// Each of these headers calls itself a system header: a fixture is analysed as if it had included
// the real one.

#pragma once
#pragma GCC system_header

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

namespace storage {

[[noreturn]] inline void fault(const char *what) {
  std::fprintf(stderr, "stub: %s\n", what);
  std::abort();
}

/// Elements stand in the table itself.
template <class Element>
struct InPlace {
  using Stored = Element;

  template <class... Args>
  static void make(Stored *at, Args &&...args) {
    ::new (static_cast<void *>(at)) Element(std::forward<Args>(args)...);
  }

  static Element &element(Stored &stored) { return stored; }
};

/// The table holds pointers to elements, which never move.
template <class Element>
struct InNode {
  using Stored = std::unique_ptr<Element>;

  template <class... Args>
  static void make(Stored *at, Args &&...args) {
    ::new (static_cast<void *>(at)) Stored(new Element(std::forward<Args>(args)...));
  }

  static Element &element(Stored &stored) { return *stored; }
};

/// `KeyOf` takes an element to its key.
template <class Element, template <class> class Placement, class KeyOf>
class Table {
  using Place = Placement<Element>;
  using Stored = typename Place::Stored;

  struct Slot {
    bool full = false;
    alignas(Stored) unsigned char bytes[sizeof(Stored)];

    Stored *stored() { return std::launder(reinterpret_cast<Stored *>(bytes)); }
  };

public:
  template <class Pointee>
  class Iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Element;
    using difference_type = std::ptrdiff_t;
    using pointer = Pointee *;
    using reference = Pointee &;

    Iterator() = default;

    operator Iterator<const Element>() const { return {at_, end_}; }

    reference operator*() const {
      if (at_ == end_ || !at_->full)
        fault("an iterator without an element is dereferenced");
      return Place::element(*at_->stored());
    }

    pointer operator->() const { return std::addressof(**this); }

    Iterator &operator++() {
      if (at_ == end_ || !at_->full)
        fault("an iterator without an element is advanced");
      ++at_;
      skipHoles();
      return *this;
    }

    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }

    friend bool operator==(const Iterator &a, const Iterator &b) { return a.at_ == b.at_; }

    friend bool operator!=(const Iterator &a, const Iterator &b) { return a.at_ != b.at_; }

  private:
    friend class Table;
    template <class>
    friend class Iterator;

    Iterator(Slot *at, Slot *end) : at_(at), end_(end) { skipHoles(); }

    void skipHoles() {
      while (at_ != end_ && !at_->full)
        ++at_;
    }

    Slot *at_ = nullptr;
    Slot *end_ = nullptr;
  };

  using iterator = Iterator<Element>;
  using const_iterator = Iterator<const Element>;

  Table() = default;

  Table(const Table &other) {
    reserve(other.capacity_);
    for (const_iterator i = other.begin(); i != other.end(); ++i)
      add(*i);
  }

  Table(Table &&other) noexcept { swap(other); }

  Table &operator=(Table other) noexcept {
    swap(other);
    return *this;
  }

  ~Table() {
    clear();
    release(slots_);
  }

  std::size_t size() const { return size_; }

  std::size_t capacity() const { return capacity_; }

  iterator begin() { return {slots_, slots_ + capacity_}; }

  iterator end() { return {slots_ + capacity_, slots_ + capacity_}; }

  const_iterator begin() const { return {slots_, slots_ + capacity_}; }

  const_iterator end() const { return {slots_ + capacity_, slots_ + capacity_}; }

  template <class Key, class Equal>
  iterator find(const Key &key, const Equal &equal) const {
    Slot *const last = slots_ + capacity_;
    for (Slot *slot = slots_; slot != last; ++slot)
      if (slot->full && equal(KeyOf()(Place::element(*slot->stored())), key))
        return {slot, last};
    return {last, last};
  }

  /// Grows, if add() would have to: for a library that does so before it looks at the arguments.
  void makeRoom() {
    if (size_ == capacity_)
      relocate(capacity_ + 1);
  }

  /// Adds an element whose key is absent.
  template <class... Args>
  iterator add(Args &&...args) {
    if (size_ == capacity_)
      return addRelocating(std::forward<Args>(args)...);
    Slot *hole = slots_;
    while (hole->full)
      ++hole;
    fill(*hole, std::forward<Args>(args)...);
    return {hole, slots_ + capacity_};
  }

  iterator erase(const_iterator at) {
    if (at.at_ == at.end_ || !at.at_->full)
      fault("an iterator without an element is erased");
    empty(*at.at_);
    return {at.at_, at.end_};
  }

  /// The same position, open for changes.
  iterator unlocked(const_iterator at) { return {at.at_, at.end_}; }

  /// Closes the holes: every element behind one moves.
  void shift() { relocate(capacity_); }

  void clear() {
    for (Slot *slot = slots_; slot != slots_ + capacity_; ++slot)
      if (slot->full)
        empty(*slot);
  }

  void reserve(std::size_t elements) {
    if (elements > capacity_)
      relocate(elements);
  }

  void swap(Table &other) noexcept {
    std::swap(slots_, other.slots_);
    std::swap(capacity_, other.capacity_);
    std::swap(size_, other.size_);
  }

private:
  template <class... Args>
  void fill(Slot &slot, Args &&...args) {
    ASAN_UNPOISON_MEMORY_REGION(slot.bytes, sizeof(slot.bytes));
    Place::make(slot.stored(), std::forward<Args>(args)...);
    slot.full = true;
    ++size_;
  }

  void empty(Slot &slot) {
    slot.stored()->~Stored();
    slot.full = false;
    --size_;
    ASAN_POISON_MEMORY_REGION(slot.bytes, sizeof(slot.bytes));
  }

  void relocate(std::size_t capacity) {
    Slot *const old = slots_;
    moveTo(new Slot[capacity], capacity, 0);
    release(old);
  }

  /// The arguments may name an element of this table: make the new one before anything moves.
  template <class... Args>
  iterator addRelocating(Args &&...args) {
    Slot *const old = slots_;
    const std::size_t capacity = capacity_ + 1;
    Slot *const fresh = new Slot[capacity];
    fill(fresh[capacity_], std::forward<Args>(args)...);
    moveTo(fresh, capacity, 1);
    release(old);
    return {slots_ + capacity_ - 1, slots_ + capacity_};
  }

  /// Moves the elements to `fresh`, which already holds `added` at its end.
  void moveTo(Slot *fresh, std::size_t capacity, std::size_t added) {
    Slot *const old = slots_;
    const std::size_t oldCapacity = std::exchange(capacity_, capacity);
    slots_ = fresh;
    size_ = added;
    for (Slot *from = old; from != old + oldCapacity; ++from) {
      if (!from->full)
        continue;
      Slot &to = *fresh++;
      ::new (static_cast<void *>(to.bytes)) Stored(std::move(*from->stored()));
      to.full = true;
      ++size_;
      from->stored()->~Stored();
      from->full = false;
    }
  }

  static void release(Slot *slots) { delete[] slots; }

  Slot *slots_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
};

} // namespace storage
