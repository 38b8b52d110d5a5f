// Abseil's hash tables: growth ends every handle of a flat one and the iterators of the others;
// erasing ends those of the erased element alone (absl/container/flat_hash_map.h). A table grows
// before the new value is made (raw_hash_set.h, EmplaceDecomposable).

#pragma once

#include "lib/refmap/Face.h"

namespace proof {

/// erase(iterator) returns nothing.
template <class Base>
class AbslTable : public Base {
public:
  using Base::Base;
  using Base::operator=;
  using typename Base::const_iterator;
  using typename Base::iterator;
  using typename Base::key_type;
  using typename Base::size_type;

  void erase(iterator at, const refmap::Place &place = refmap::Here::current()) {
    Base::erase(at, place);
  }

  void erase(const_iterator at, const refmap::Place &place = refmap::Here::current()) requires(
      !std::same_as<iterator, const_iterator>) {
    Base::erase(at, place);
  }

  iterator erase(const_iterator first, const_iterator last,
                 const refmap::Place &place = refmap::Here::current()) {
    return Base::erase(first, last, place);
  }

  size_type erase(const key_type &key, const refmap::Place &place = refmap::Here::current()) {
    return Base::erase(key, place);
  }
};

template <class Base, class Predicate>
std::size_t erase_if(AbslTable<Base> &table, Predicate predicate) {
  const std::size_t before = table.size();
  for (auto at = table.begin(); at != table.end();) {
    if (predicate(*at))
      table.erase(at++);
    else
      ++at;
  }
  return before - table.size();
}

} // namespace proof

namespace absl {

using proof::erase_if;

template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          class A = std::allocator<std::pair<const K, V>>>
class flat_hash_map
    : public proof::AbslTable<
          refmap::flat_map<K, V, H, E, refmap::Erasure::Alone, std::pair<const K, V>, true>> {
public:
  using flat_hash_map::AbslTable::AbslTable;
};

template <class K, class H = std::hash<K>, class E = std::equal_to<K>, class A = std::allocator<K>>
class flat_hash_set : public proof::AbslTable<refmap::flat_set<K, H, E>> {
public:
  using proof::AbslTable<refmap::flat_set<K, H, E>>::AbslTable;
};

template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          class A = std::allocator<std::pair<const K, V>>>
class node_hash_map : public proof::AbslTable<refmap::unordered_map<K, V, H, E>> {
public:
  using proof::AbslTable<refmap::unordered_map<K, V, H, E>>::AbslTable;
};

template <class K, class H = std::hash<K>, class E = std::equal_to<K>, class A = std::allocator<K>>
class node_hash_set : public proof::AbslTable<refmap::unordered_set<K, H, E>> {
public:
  using proof::AbslTable<refmap::unordered_set<K, H, E>>::AbslTable;
};

} // namespace absl
