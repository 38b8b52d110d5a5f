// LLVM's DenseMap: growth ends every handle, erasing leaves a tombstone and ends those of the
// erased element alone (llvm/ADT/DenseMap.h, LLVM Programmer's Manual). It grows before the new
// value is made (InsertIntoBucket).

#pragma once

#include "lib/refmap/Face.h"

#include <initializer_list>

namespace llvm {

template <class T, class Enable = void>
struct DenseMapInfo {};

namespace detail {

template <class K, class V>
struct DenseMapPair : std::pair<K, V> {
  using std::pair<K, V>::pair;

  K &getFirst() { return this->first; }

  const K &getFirst() const { return this->first; }

  V &getSecond() { return this->second; }

  const V &getSecond() const { return this->second; }
};

} // namespace detail

template <class K, class V, class Info = DenseMapInfo<K>>
class DenseMap : public refmap::flat_map<K, V, std::hash<K>, std::equal_to<K>,
                                         refmap::Erasure::Alone, detail::DenseMapPair<K, V>, true> {
  using Base = refmap::flat_map<K, V, std::hash<K>, std::equal_to<K>, refmap::Erasure::Alone,
                                detail::DenseMapPair<K, V>, true>;

public:
  using typename Base::iterator;

  explicit DenseMap(unsigned room = 0) { this->reserve(room); }

  template <std::input_iterator I>
  DenseMap(I first, I last) {
    insert(first, last);
  }

  DenseMap(std::initializer_list<std::pair<K, V>> values) { insert(values.begin(), values.end()); }

  unsigned size() const { return static_cast<unsigned>(Base::size()); }

  V lookup(const K &key) const {
    const auto found = this->find(key);
    return found == this->end() ? V() : found->second;
  }

  template <class Pair>
  std::pair<iterator, bool> insert(Pair &&pair, const refmap::Place & = refmap::Here::current()) {
    return this->try_emplace(pair.first, std::forward<Pair>(pair).second);
  }

  std::pair<iterator, bool> insert(std::pair<K, V> pair) {
    return this->try_emplace(std::move(pair.first), std::move(pair.second));
  }

  template <std::input_iterator I>
  void insert(I first, I last) {
    for (; first != last; ++first)
      this->try_emplace(first->first, first->second);
  }

  bool erase(const K &key, const refmap::Place &place = refmap::Here::current()) {
    return Base::erase(key, place) != 0;
  }

  void erase(iterator at, const refmap::Place &place = refmap::Here::current()) {
    Base::erase(at, place);
  }

  auto &FindAndConstruct(const K &key) { return *this->try_emplace(key).first; }
};

} // namespace llvm
