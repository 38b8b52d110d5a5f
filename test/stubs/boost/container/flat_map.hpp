// Stand-in for Boost.Container's flat_map: a sorted array without spare capacity, so that every
// insertion moves all elements and every erasure those behind it.

#pragma once
#pragma GCC system_header

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace boost {
namespace container {

template <class Key, class T, class Compare = std::less<Key>,
          class Allocator = std::allocator<std::pair<Key, T>>>
class flat_map {
  using Sequence = std::vector<std::pair<Key, T>, Allocator>;

public:
  using key_type = Key;
  using mapped_type = T;
  using value_type = std::pair<Key, T>;
  using size_type = std::size_t;
  using iterator = typename Sequence::iterator;
  using const_iterator = typename Sequence::const_iterator;

  flat_map() = default;

  flat_map(std::initializer_list<value_type> values) {
    for (const value_type &value : values)
      insert(value);
  }

  iterator begin() { return elements_.begin(); }

  iterator end() { return elements_.end(); }

  const_iterator begin() const { return elements_.begin(); }

  const_iterator end() const { return elements_.end(); }

  const_iterator cbegin() const { return elements_.begin(); }

  const_iterator cend() const { return elements_.end(); }

  bool empty() const { return elements_.empty(); }

  size_type size() const { return elements_.size(); }

  size_type capacity() const { return elements_.capacity(); }

  void reserve(size_type n) { elements_.reserve(n); }

  void clear() { Sequence().swap(elements_); }

  void swap(flat_map &other) { elements_.swap(other.elements_); }

  iterator lower_bound(const Key &key) {
    return std::lower_bound(elements_.begin(), elements_.end(), key, before);
  }

  const_iterator lower_bound(const Key &key) const {
    return std::lower_bound(elements_.begin(), elements_.end(), key, before);
  }

  iterator find(const Key &key) {
    const iterator at = lower_bound(key);
    return at != end() && !Compare()(key, at->first) ? at : end();
  }

  const_iterator find(const Key &key) const {
    const const_iterator at = lower_bound(key);
    return at != end() && !Compare()(key, at->first) ? at : end();
  }

  bool contains(const Key &key) const { return find(key) != end(); }

  size_type count(const Key &key) const { return contains(key) ? 1 : 0; }

  template <class... Args>
  std::pair<iterator, bool> try_emplace(const Key &key, Args &&...args) {
    const iterator at = lower_bound(key);
    if (at != end() && !Compare()(key, at->first))
      return {at, false};
    return {elements_.emplace(at, key, T(std::forward<Args>(args)...)), true};
  }

  template <class... Args>
  std::pair<iterator, bool> emplace(Args &&...args) {
    value_type value(std::forward<Args>(args)...);
    return try_emplace(value.first, std::move(value.second));
  }

  std::pair<iterator, bool> insert(const value_type &value) { return emplace(value); }

  template <class M>
  std::pair<iterator, bool> insert_or_assign(const Key &key, M &&mapped) {
    const auto [at, isNew] = try_emplace(key, mapped);
    if (!isNew)
      at->second = std::forward<M>(mapped);
    return {at, isNew};
  }

  T &operator[](const Key &key) { return try_emplace(key).first->second; }

  T &at(const Key &key) { return found(*this, key); }

  const T &at(const Key &key) const { return found(*this, key); }

  iterator erase(const_iterator at) { return elements_.erase(at); }

  iterator erase(const_iterator first, const_iterator last) { return elements_.erase(first, last); }

  size_type erase(const Key &key) {
    const iterator at = find(key);
    if (at == end())
      return 0;
    elements_.erase(at);
    return 1;
  }

private:
  static bool before(const value_type &element, const Key &key) {
    return Compare()(element.first, key);
  }

  template <class Self>
  static auto &found(Self &self, const Key &key) {
    const auto at = self.find(key);
    if (at == self.end())
      throw std::out_of_range("flat_map::at");
    return at->second;
  }

  Sequence elements_;
};

} // namespace container
} // namespace boost
