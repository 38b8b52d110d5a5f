// Stand-in for Abseil's flat_hash_set.h.

#pragma once
#pragma GCC system_header

#include "absl/container/internal/raw_hash_set.h"

namespace absl {
inline namespace lts_20240722 {

template <class T, class Hash = std::hash<T>, class Eq = std::equal_to<T>,
          class Allocator = std::allocator<T>>
class flat_hash_set
    : public container_internal::raw_hash_set<container_internal::SetPolicy<T>, storage::InPlace,
                                              Hash, Eq, Allocator> {
  using Base = typename flat_hash_set::raw_hash_set;

public:
  flat_hash_set() {}

  using Base::Base;
  using Base::begin;
  using Base::clear;
  using Base::contains;
  using Base::count;
  using Base::emplace;
  using Base::empty;
  using Base::end;
  using Base::erase;
  using Base::find;
  using Base::insert;
  using Base::rehash;
  using Base::reserve;
  using Base::size;
  using Base::swap;
};

template <class T, class H, class E, class A, class Predicate>
std::size_t erase_if(flat_hash_set<T, H, E, A> &c, Predicate predicate) {
  return container_internal::eraseIf(c, predicate);
}

} // namespace lts_20240722
} // namespace absl
