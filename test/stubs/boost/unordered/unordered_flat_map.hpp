// Stand-in for Boost.Unordered's unordered_flat_map.hpp.

#pragma once
#pragma GCC system_header

#include "storage/table.h"

#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <tuple>

namespace boost {
namespace unordered {

template <class Key, class T, class Hash = std::hash<Key>, class KeyEqual = std::equal_to<Key>,
          class Allocator = std::allocator<std::pair<const Key, T>>>
class unordered_flat_map {
  struct KeyOf {
    const Key &operator()(const std::pair<const Key, T> &element) const { return element.first; }
  };

  using Table = storage::Table<std::pair<const Key, T>, storage::InPlace, KeyOf>;

public:
  using key_type = Key;
  using mapped_type = T;
  using value_type = std::pair<const Key, T>;
  using size_type = std::size_t;
  using iterator = typename Table::iterator;
  using const_iterator = typename Table::const_iterator;

  unordered_flat_map() = default;

  explicit unordered_flat_map(size_type capacity) { reserve(capacity); }

  unordered_flat_map(std::initializer_list<value_type> values) { insert(values); }

  template <class Iterator>
  unordered_flat_map(Iterator first, Iterator last) {
    insert(first, last);
  }

  iterator begin() noexcept { return table_.begin(); }

  iterator end() noexcept { return table_.end(); }

  const_iterator begin() const noexcept { return table_.begin(); }

  const_iterator end() const noexcept { return table_.end(); }

  const_iterator cbegin() const noexcept { return table_.begin(); }

  const_iterator cend() const noexcept { return table_.end(); }

  bool empty() const noexcept { return size() == 0; }

  size_type size() const noexcept { return table_.size(); }

  iterator find(const key_type &key) { return table_.find(key, KeyEqual()); }

  const_iterator find(const key_type &key) const { return table_.find(key, KeyEqual()); }

  bool contains(const key_type &key) const { return find(key) != end(); }

  size_type count(const key_type &key) const { return contains(key) ? 1 : 0; }

  mapped_type &at(const key_type &key) {
    const iterator found = find(key);
    if (found == end())
      throw std::out_of_range("key was not found in unordered_flat_map");
    return found->second;
  }

  const mapped_type &at(const key_type &key) const {
    return const_cast<unordered_flat_map *>(this)->at(key);
  }

  mapped_type &operator[](const key_type &key) { return try_emplace(key).first->second; }

  mapped_type &operator[](key_type &&key) { return try_emplace(std::move(key)).first->second; }

  std::pair<iterator, bool> insert(const value_type &value) { return emplace(value); }

  std::pair<iterator, bool> insert(value_type &&value) { return emplace(std::move(value)); }

  iterator insert(const_iterator, const value_type &value) { return insert(value).first; }

  template <class Iterator>
  void insert(Iterator first, Iterator last) {
    for (; first != last; ++first)
      insert(*first);
  }

  void insert(std::initializer_list<value_type> values) { insert(values.begin(), values.end()); }

  template <class... Args>
  std::pair<iterator, bool> emplace(Args &&...args) {
    value_type made(std::forward<Args>(args)...);
    const iterator found = find(made.first);
    if (found != end())
      return {found, false};
    return {table_.add(std::move(made)), true};
  }

  template <class K = key_type, class... Args>
  std::pair<iterator, bool> try_emplace(K &&key, Args &&...args) {
    const iterator found = find(key);
    if (found != end())
      return {found, false};
    return {table_.add(std::piecewise_construct, std::forward_as_tuple(std::forward<K>(key)),
                       std::forward_as_tuple(std::forward<Args>(args)...)),
            true};
  }

  template <class K = key_type, class V = mapped_type>
  std::pair<iterator, bool> insert_or_assign(K &&key, V &&value) {
    const iterator found = find(key);
    if (found == end())
      return try_emplace(std::forward<K>(key), std::forward<V>(value));
    found->second = std::forward<V>(value);
    return {found, false};
  }

  iterator erase(iterator at) { return table_.erase(at); }

  iterator erase(const_iterator at) { return table_.erase(at); }

  iterator erase(const_iterator first, const_iterator last) {
    while (first != last)
      table_.erase(first++);
    return table_.unlocked(last);
  }

  size_type erase(const key_type &key) {
    const iterator found = find(key);
    if (found == end())
      return 0;
    table_.erase(found);
    return 1;
  }

  void clear() noexcept { table_.clear(); }

  void reserve(size_type elements) { table_.reserve(elements); }

  void rehash(size_type slots) { table_.reserve(slots); }

  void swap(unordered_flat_map &other) noexcept { table_.swap(other.table_); }

private:
  Table table_;
};

template <class K, class T, class H, class E, class A, class Predicate>
std::size_t erase_if(unordered_flat_map<K, T, H, E, A> &map, Predicate predicate) {
  const std::size_t before = map.size();
  for (auto i = map.begin(); i != map.end();)
    i = predicate(*i) ? map.erase(i) : std::next(i);
  return before - map.size();
}

} // namespace unordered

using unordered::unordered_flat_map;

} // namespace boost
