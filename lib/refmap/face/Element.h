// One element of a container: where its value lies, and the history of what became of it.

#pragma once

#include "lib/refmap/face/Quarantine.h"
#include "lib/refmap/face/Settings.h"

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace refmap::face {

template <class Value>
struct Contents;

/// Outlives its value: iterators hold it, to find out that they are invalid.
template <class Value>
struct Element {
  using Sequence = std::list<std::shared_ptr<Element>>;

  template <class... Args>
  void create(Args &&...args) {
    value = ::new (Quarantine::instance().take(sizeof(Value))) Value(std::forward<Args>(args)...);
  }

  /// Ends iterators to this element; references live on.
  void retireIterators(const Death &death) {
    if (!settings().ideal)
      deaths.push_back(death);
  }

  /// Ends the value and everything that refers to it.
  void destroy(const Death &death) {
    home = nullptr;
    if (settings().ideal)
      return;
    retireIterators(death);
    value->~Value();
    Quarantine::instance().close(value, sizeof(Value), death);
  }

  /// Moves the value to other memory, as a container does that keeps its elements in an array.
  void relocate(const Death &death) {
    if (settings().ideal)
      return;
    Value *const old = value;
    create(std::move(*old));
    retireIterators(death);
    old->~Value();
    Quarantine::instance().close(old, sizeof(Value), death);
  }

  Value *value = nullptr;
  typename Sequence::iterator at = {}; ///< in its container's sequence
  Contents<Value> *home = nullptr;     ///< null when it belongs to a node handle, or is dead
  bool gone = false;                   ///< erased from the ideal container, where iterators go on
  /// What ended iterators to this element: one that was made after n of these dies of the next.
  std::vector<Death> deaths;
};

/// What a container holds. It moves with the elements when the container is moved or swapped, and
/// iterators past the end hold it.
template <class Value>
struct Contents {
  using Sequence = typename Element<Value>::Sequence;

  /// The first position from `at` on that still holds an element.
  typename Sequence::iterator skipGone(typename Sequence::iterator at) {
    while (at != sequence.end() && (*at)->gone)
      ++at;
    return at;
  }

  void retireEnd(const Death &death) {
    if (!settings().ideal)
      endDeaths.push_back(death);
  }

  Sequence sequence;
  std::size_t size = 0;
  std::size_t room = 0;              ///< how many elements fit before the table grows
  std::atomic<bool> writing = false; ///< an operation that changes the container is under way
  bool nil = false;                  ///< the contents were moved away: the state Go calls nil
  std::vector<Death> endDeaths;
};

} // namespace refmap::face
