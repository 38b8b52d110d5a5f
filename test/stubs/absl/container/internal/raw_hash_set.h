// Stand-in for Abseil's hash tables: the real names and call shapes over storage/table.h.

#pragma once
#pragma GCC system_header

#include "storage/table.h"

#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <tuple>

namespace absl {
inline namespace lts_20240722 {
namespace container_internal {

template <class K>
struct SetPolicy {
  using key_type = K;
  using value_type = K;

  struct KeyOf {
    const K &operator()(const K &element) const { return element; }
  };
};

template <class K, class V>
struct MapPolicy {
  using key_type = K;
  using mapped_type = V;
  using value_type = std::pair<const K, V>;

  struct KeyOf {
    const K &operator()(const value_type &element) const { return element.first; }
  };
};

template <class Policy, template <class> class Placement, class Hash, class Eq, class Alloc>
class raw_hash_set {
protected:
  using Table = storage::Table<typename Policy::value_type, Placement, typename Policy::KeyOf>;

public:
  using key_type = typename Policy::key_type;
  using value_type = typename Policy::value_type;
  using size_type = std::size_t;
  using hasher = Hash;
  using key_equal = Eq;
  using iterator = typename Table::iterator;
  using const_iterator = typename Table::const_iterator;

  raw_hash_set() = default;

  explicit raw_hash_set(size_type capacity) { reserve(capacity); }

  raw_hash_set(std::initializer_list<value_type> values) { insert(values); }

  template <class Iterator>
  raw_hash_set(Iterator first, Iterator last) {
    insert(first, last);
  }

  iterator begin() { return table_.begin(); }

  iterator end() { return table_.end(); }

  const_iterator begin() const { return table_.begin(); }

  const_iterator end() const { return table_.end(); }

  const_iterator cbegin() const { return table_.begin(); }

  const_iterator cend() const { return table_.end(); }

  bool empty() const { return size() == 0; }

  size_type size() const { return table_.size(); }

  size_type capacity() const { return table_.capacity(); }

  iterator find(const key_type &key) { return table_.find(key, Eq()); }

  const_iterator find(const key_type &key) const { return table_.find(key, Eq()); }

  bool contains(const key_type &key) const { return find(key) != end(); }

  size_type count(const key_type &key) const { return contains(key) ? 1 : 0; }

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
    makeRoomBefore(args...);
    value_type made(std::forward<Args>(args)...);
    const iterator found = find(typename Policy::KeyOf()(made));
    if (found != end())
      return {found, false};
    return {table_.add(std::move(made)), true};
  }

  /// Nothing is returned, unlike std's: that would cost the search for the next element.
  void erase(const_iterator at) { table_.erase(at); }

  void erase(iterator at) { table_.erase(at); }

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

  void clear() { table_.clear(); }

  void reserve(size_type elements) { table_.reserve(elements); }

  void rehash(size_type slots) { table_.reserve(slots); }

  void swap(raw_hash_set &other) { table_.swap(other.table_); }

protected:
  Table table_;

private:
  /// Where the arguments say the key, the table grows before it looks at the others
  /// (EmplaceDecomposable).
  template <class Key, class Mapped>
  void makeRoomBefore(const Key &key, const Mapped &) {
    if constexpr (std::is_convertible_v<const Key &, const key_type &>)
      if (find(key) == end())
        table_.makeRoom();
  }

  template <class... Args>
  void makeRoomBefore(const Args &...) {}
};

template <class Policy, template <class> class Placement, class Hash, class Eq, class Alloc>
class raw_hash_map : public raw_hash_set<Policy, Placement, Hash, Eq, Alloc> {
  using Base = raw_hash_set<Policy, Placement, Hash, Eq, Alloc>;

public:
  using typename Base::iterator;
  using typename Base::key_type;
  using mapped_type = typename Policy::mapped_type;

  using Base::Base;

  mapped_type &at(const key_type &key) {
    const iterator found = this->find(key);
    if (found == this->end())
      throw std::out_of_range("absl::container_internal::raw_hash_map<>::at");
    return found->second;
  }

  const mapped_type &at(const key_type &key) const {
    return const_cast<raw_hash_map *>(this)->at(key);
  }

  mapped_type &operator[](const key_type &key) { return try_emplace(key).first->second; }

  mapped_type &operator[](key_type &&key) { return try_emplace(std::move(key)).first->second; }

  template <class K = key_type, class... Args>
  std::pair<iterator, bool> try_emplace(K &&key, Args &&...args) {
    const iterator found = this->find(key);
    if (found != this->end())
      return {found, false};
    this->table_.makeRoom();
    return {this->table_.add(std::piecewise_construct, std::forward_as_tuple(std::forward<K>(key)),
                             std::forward_as_tuple(std::forward<Args>(args)...)),
            true};
  }

  template <class K = key_type, class V = mapped_type>
  std::pair<iterator, bool> insert_or_assign(K &&key, V &&value) {
    const iterator found = this->find(key);
    if (found == this->end())
      return try_emplace(std::forward<K>(key), std::forward<V>(value));
    found->second = std::forward<V>(value);
    return {found, false};
  }
};

template <class Container, class Predicate>
std::size_t eraseIf(Container &container, Predicate &predicate) {
  const std::size_t before = container.size();
  for (auto i = container.begin(); i != container.end();) {
    if (predicate(*i))
      container.erase(i++);
    else
      ++i;
  }
  return before - container.size();
}

} // namespace container_internal
} // namespace lts_20240722
} // namespace absl
