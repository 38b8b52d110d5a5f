// Boost.Container's flat_map: a sorted array.

#pragma once

#include "lib/refmap/Face.h"

namespace boost::container {

template <class K, class V, class C = std::less<K>, class A = std::allocator<std::pair<K, V>>>
class flat_map : public refmap::sorted_flat_map<K, V, C> {
public:
  using refmap::sorted_flat_map<K, V, C>::sorted_flat_map;
};

} // namespace boost::container
