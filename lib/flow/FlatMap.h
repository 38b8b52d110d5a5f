// A map and a set whose entries lie sorted in one array.
//
// Paths that fork copy all they know, again and again: an array is copied in one go, where a tree
// is copied node by node. What is known at a point is small (tens of entries), so that moving the
// tail of the array at an insertion costs less than it saves.

#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace maplint::flow {

/// `std::map` with its entries in one array. No reference and no iterator survives an insertion or
/// an erasure. Keys must not be changed through an iterator.
template <class Key, class T>
class FlatMap {
public:
  using value_type = std::pair<Key, T>;
  using iterator = typename std::vector<value_type>::iterator;
  using const_iterator = typename std::vector<value_type>::const_iterator;

  [[nodiscard]] iterator begin() { return entries_.begin(); }

  [[nodiscard]] iterator end() { return entries_.end(); }

  [[nodiscard]] const_iterator begin() const { return entries_.begin(); }

  [[nodiscard]] const_iterator end() const { return entries_.end(); }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  [[nodiscard]] bool empty() const { return entries_.empty(); }

  [[nodiscard]] iterator find(const Key &key) {
    const iterator at = lower(entries_, key);
    return at != end() && at->first == key ? at : end();
  }

  [[nodiscard]] const_iterator find(const Key &key) const {
    const const_iterator at = lower(entries_, key);
    return at != end() && at->first == key ? at : end();
  }

  [[nodiscard]] bool contains(const Key &key) const { return find(key) != end(); }

  T &operator[](const Key &key) { return try_emplace(key).first->second; }

  /// Adds an entry unless the key has one. Returns the key's entry and whether it is new.
  template <class... Arguments>
  std::pair<iterator, bool> try_emplace(const Key &key, Arguments &&...arguments) {
    iterator at = lower(entries_, key);
    if (at != end() && at->first == key)
      return {at, false};
    at = entries_.emplace(at, key, T(std::forward<Arguments>(arguments)...));
    return {at, true};
  }

  /// Adds the entries of a range; those whose key is there already are left out.
  template <class Iterator>
  void insert(Iterator first, Iterator last) {
    for (; first != last; ++first)
      try_emplace(first->first, first->second);
  }

  iterator erase(iterator at) { return entries_.erase(at); }
  /// Returns how many entries went: one or none.
  std::size_t erase(const Key &key) {
    const iterator at = find(key);
    if (at == end())
      return 0;
    entries_.erase(at);
    return 1;
  }

  template <class Predicate>
  friend std::size_t erase_if(FlatMap &map, Predicate predicate) {
    return std::erase_if(map.entries_, predicate);
  }

  friend bool operator==(const FlatMap &, const FlatMap &) = default;

private:
  template <class Entries>
  static auto lower(Entries &entries, const Key &key) {
    return std::lower_bound(entries.begin(), entries.end(), key,
                            [](const value_type &entry, const Key &k) { return entry.first < k; });
  }

  std::vector<value_type> entries_;
};

/// `std::set` with its elements in one array, under the same conditions.
template <class Key>
class FlatSet {
public:
  using const_iterator = typename std::vector<Key>::const_iterator;

  [[nodiscard]] const_iterator begin() const { return keys_.begin(); }

  [[nodiscard]] const_iterator end() const { return keys_.end(); }

  [[nodiscard]] std::size_t size() const { return keys_.size(); }

  [[nodiscard]] bool empty() const { return keys_.empty(); }

  [[nodiscard]] bool contains(const Key &key) const {
    return std::ranges::binary_search(keys_, key);
  }

  /// Adds a key. Returns whether it is new.
  bool insert(const Key &key) {
    const auto at = std::ranges::lower_bound(keys_, key);
    if (at != keys_.end() && *at == key)
      return false;
    keys_.insert(at, key);
    return true;
  }

  template <class Iterator>
  void insert(Iterator first, Iterator last) {
    for (; first != last; ++first)
      insert(*first);
  }

  template <class Predicate>
  friend std::size_t erase_if(FlatSet &set, Predicate predicate) {
    return std::erase_if(set.keys_, predicate);
  }

  friend bool operator==(const FlatSet &, const FlatSet &) = default;

private:
  std::vector<Key> keys_;
};

} // namespace maplint::flow
