// Stand-in for Abseil's node_hash_map.h.

#pragma once
#pragma GCC system_header

#include "absl/container/internal/raw_hash_set.h"

namespace absl {
inline namespace lts_20240722 {

template <class K, class V, class Hash = std::hash<K>, class Eq = std::equal_to<K>,
          class Allocator = std::allocator<std::pair<const K, V>>>
class node_hash_map
    : public container_internal::raw_hash_map<container_internal::MapPolicy<K, V>, storage::InNode,
                                              Hash, Eq, Allocator> {
  using Base = typename node_hash_map::raw_hash_map;

public:
  node_hash_map() {}

  using Base::at;
  using Base::Base;
  using Base::insert_or_assign;
  using Base::try_emplace;
  using Base::operator[];
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

template <class K, class V, class H, class E, class A, class Predicate>
std::size_t erase_if(node_hash_map<K, V, H, E, A> &c, Predicate predicate) {
  return container_internal::eraseIf(c, predicate);
}

} // namespace lts_20240722
} // namespace absl
