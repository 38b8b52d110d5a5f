// Boost.Unordered's open-addressing map: erasing ends the handles of the erased element alone.

#pragma once

#include "lib/refmap/Face.h"

namespace boost {
namespace unordered {

template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          class A = std::allocator<std::pair<const K, V>>>
class unordered_flat_map : public refmap::flat_map<K, V, H, E> {
public:
  using refmap::flat_map<K, V, H, E>::flat_map;
};

} // namespace unordered

using unordered::unordered_flat_map;

} // namespace boost
