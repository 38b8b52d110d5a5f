// C++'s containers as the standard describes them, with every rule enforced: the use of an iterator
// or reference that an operation invalidated is a fault that names the operation, on every run.
//
//   map, set, multimap, multiset                    handles die with their element only
//   unordered_map, ... _set, _multimap, _multiset   growth ends iterators, references survive
//   flat_map, flat_set                              growth ends both; <..., Erasure> says what else
//   sorted_flat_map, sorted_flat_set                so does insertion, for what lies behind
//
// Fixtures are compiled against it; it is no container for other uses: each element has pages of
// its own, and its memory is never used again.

#pragma once

#include "lib/refmap/face/Interfaces.h"

#include <functional>
#include <memory>

namespace refmap {

using face::erase_if;
using face::Erasure;
using face::Growth;
using face::GrowthLog;
using face::Here;
using face::Located;
using face::Place;
using face::Settings;
using face::settings;
using face::watchMemory;

namespace face {

struct FirstOf {
  template <class Pair>
  const auto &operator()(const Pair &pair) const {
    return pair.first;
  }
};

struct Itself {
  template <class Key>
  const Key &operator()(const Key &key) const {
    return key;
  }
};

template <class Key, Rules Rule>
struct SetTraits {
  using key_type = Key;
  using value_type = Key;
  using KeyOf = Itself;
  static constexpr bool isSet = true;
  static constexpr Rules rules = Rule;
};

template <class Key, class Mapped, Rules Rule, class Pair = std::pair<const Key, Mapped>>
struct MapTraits {
  using key_type = Key;
  using mapped_type = Mapped;
  using value_type = Pair;
  using KeyOf = FirstOf;
  static constexpr bool isSet = false;
  static constexpr Rules rules = Rule;
};

template <class Base, class Hash, class Equal>
struct Hashed : Base {
  using hasher = Hash;
  using key_equal = Equal;
  using Index = HashIndex<typename Base::value_type, typename Base::KeyOf, Hash, Equal>;
};

template <class Base, class Compare>
struct Ordered : Base {
  using key_compare = Compare;
  using Index = OrderedIndex<typename Base::value_type, typename Base::KeyOf, Compare>;
};

/// The names that the traits add to a container.
template <class Traits>
struct HashContainer : Container<Traits> {
  using hasher = typename Traits::hasher;
  using key_equal = typename Traits::key_equal;
  using Container<Traits>::Container;
};

template <class Traits>
struct OrderedContainer : Container<Traits> {
  using key_compare = typename Traits::key_compare;
  using Container<Traits>::Container;
};

template <class Container, class Mapped>
struct WithMapped : Container {
  using mapped_type = Mapped;
  using Container::Container;
};

inline constexpr Rules sorted{.ordered = true};
inline constexpr Rules sortedMulti{.ordered = true, .multi = true};
inline constexpr Rules hashed{};
inline constexpr Rules hashedMulti{.multi = true};

constexpr Rules flat(Erasure erasure, bool roomFirst = false) {
  return {.stable = false, .erasure = erasure, .roomFirst = roomFirst};
}

inline constexpr Rules array{.ordered = true, .stable = false, .erasure = Erasure::Behind};

template <class K, Rules R, class H, class E>
using HashSet = HashInterface<HashContainer<Hashed<SetTraits<K, R>, H, E>>>;

template <class K, class V, Rules R, class H, class E, class P = std::pair<const K, V>>
using HashMultimap =
    HashInterface<WithMapped<HashContainer<Hashed<MapTraits<K, V, R, P>, H, E>>, V>>;

template <class K, class V, Rules R, class H, class E, class P = std::pair<const K, V>>
using HashMap =
    HashInterface<MapInterface<WithMapped<HashContainer<Hashed<MapTraits<K, V, R, P>, H, E>>, V>>>;

template <class K, Rules R, class C>
using OrderedSet = OrderedInterface<OrderedContainer<Ordered<SetTraits<K, R>, C>>>;

template <class K, class V, Rules R, class C>
using OrderedMultimap =
    OrderedInterface<WithMapped<OrderedContainer<Ordered<MapTraits<K, V, R>, C>>, V>>;

template <class K, class V, Rules R, class C>
using OrderedMap =
    OrderedInterface<MapInterface<WithMapped<OrderedContainer<Ordered<MapTraits<K, V, R>, C>>, V>>>;

} // namespace face

template <class K, class C = std::less<K>, class A = std::allocator<K>>
class set : public face::OrderedSet<K, face::sorted, C> {
  using Base = face::OrderedSet<K, face::sorted, C>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class C = std::less<K>, class A = std::allocator<K>>
class multiset : public face::OrderedSet<K, face::sortedMulti, C> {
  using Base = face::OrderedSet<K, face::sortedMulti, C>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class V, class C = std::less<K>, class A = std::allocator<std::pair<const K, V>>>
class map : public face::OrderedMap<K, V, face::sorted, C> {
  using Base = face::OrderedMap<K, V, face::sorted, C>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class V, class C = std::less<K>, class A = std::allocator<std::pair<const K, V>>>
class multimap : public face::OrderedMultimap<K, V, face::sortedMulti, C> {
  using Base = face::OrderedMultimap<K, V, face::sortedMulti, C>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class H = std::hash<K>, class E = std::equal_to<K>, class A = std::allocator<K>>
class unordered_set : public face::HashSet<K, face::hashed, H, E> {
  using Base = face::HashSet<K, face::hashed, H, E>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class H = std::hash<K>, class E = std::equal_to<K>, class A = std::allocator<K>>
class unordered_multiset : public face::HashSet<K, face::hashedMulti, H, E> {
  using Base = face::HashSet<K, face::hashedMulti, H, E>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          class A = std::allocator<std::pair<const K, V>>>
class unordered_map : public face::HashMap<K, V, face::hashed, H, E> {
  using Base = face::HashMap<K, V, face::hashed, H, E>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          class A = std::allocator<std::pair<const K, V>>>
class unordered_multimap : public face::HashMultimap<K, V, face::hashedMulti, H, E> {
  using Base = face::HashMultimap<K, V, face::hashedMulti, H, E>;

public:
  using Base::Base;
  using Base::operator=;
};

/// Elements in the hash table itself. `P` is what an element is made of: llvm's has no const key.
/// `RoomFirst`: the table grows before the new value is made, as abseil's and llvm's do; an
/// argument that lies in the table is dead by then.
template <class K, class V, class H = std::hash<K>, class E = std::equal_to<K>,
          Erasure Erase = Erasure::Alone, class P = std::pair<const K, V>, bool RoomFirst = false>
class flat_map : public face::HashMap<K, V, face::flat(Erase, RoomFirst), H, E, P> {
  using Base = face::HashMap<K, V, face::flat(Erase, RoomFirst), H, E, P>;

public:
  using Base::Base;
  using Base::operator=;
};

template <class K, class H = std::hash<K>, class E = std::equal_to<K>,
          Erasure Erase = Erasure::Alone>
class flat_set : public face::HashSet<K, face::flat(Erase), H, E> {
  using Base = face::HashSet<K, face::flat(Erase), H, E>;

public:
  using Base::Base;
  using Base::operator=;
};

/// Elements in a sorted array.
template <class K, class V, class C = std::less<K>>
class sorted_flat_map : public face::OrderedMap<K, V, face::array, C> {
  using Base = face::OrderedMap<K, V, face::array, C>;

public:
  using Base::Base;
  using Base::operator=;

  void reserve(std::size_t elements, const Place &place = Here::current()) {
    const face::Writing writing(this->contents_, face::assigning);
    this->setRoom(elements, place);
  }
};

template <class K, class C = std::less<K>>
class sorted_flat_set : public face::OrderedSet<K, face::array, C> {
  using Base = face::OrderedSet<K, face::array, C>;

public:
  using Base::Base;
  using Base::operator=;

  void reserve(std::size_t elements, const Place &place = Here::current()) {
    const face::Writing writing(this->contents_, face::assigning);
    this->setRoom(elements, place);
  }
};

} // namespace refmap
