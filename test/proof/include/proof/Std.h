// What the fixtures' `std::` means in a proof. The harness writes `proof::` instead of `std::`
// before the names listed here; the rest of the standard library stays itself.

#pragma once

#include "lib/refmap/Face.h"
#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"
#include "proof/Async.h"

#include <optional>
#include <utility>

namespace proof {

using refmap::map;
using refmap::multimap;
using refmap::multiset;
using refmap::set;
using refmap::unordered_map;
using refmap::unordered_multimap;
using refmap::unordered_multiset;
using refmap::unordered_set;

using refmap::erase_if;
using std::erase_if;

using refmap::atomic;
using refmap::atomic_flag;
using refmap::condition_variable;
using refmap::condition_variable_any;
using refmap::jthread;
using refmap::mutex;
using refmap::recursive_mutex;
using refmap::recursive_timed_mutex;
using refmap::shared_mutex;
using refmap::thread;
using refmap::timed_mutex;
namespace this_thread = refmap::this_thread;

/// std::optional, but the contents of an empty one are where a null pointer leads: a map notices.
template <class T>
class optional : public std::optional<T> {
  using Base = std::optional<T>;

public:
  using Base::Base;
  using Base::operator=;

  T *operator->() { return this->has_value() ? Base::operator->() : nullptr; }

  const T *operator->() const { return this->has_value() ? Base::operator->() : nullptr; }

  T &operator*() & { return *operator->(); }

  const T &operator*() const & { return *operator->(); }

  T &&operator*() && { return std::move(*operator->()); }
};

template <class T>
optional(T) -> optional<T>;

template <class T>
optional<std::decay_t<T>> make_optional(T &&value) {
  return optional<std::decay_t<T>>(std::forward<T>(value));
}

} // namespace proof
