// Stand-in for LLVM's DenseMap.h.

#pragma once
#pragma GCC system_header

#include "storage/table.h"

#include <functional>
#include <initializer_list>
#include <tuple>

namespace llvm {

template <typename T, typename Enable = void>
struct DenseMapInfo {
  static bool isEqual(const T &a, const T &b) { return a == b; }
};

namespace detail {

template <typename KeyT, typename ValueT>
struct DenseMapPair : std::pair<KeyT, ValueT> {
  using std::pair<KeyT, ValueT>::pair;

  KeyT &getFirst() { return this->first; }

  const KeyT &getFirst() const { return this->first; }

  ValueT &getSecond() { return this->second; }

  const ValueT &getSecond() const { return this->second; }
};

} // namespace detail

template <typename DerivedT, typename KeyT, typename ValueT, typename KeyInfoT, typename BucketT>
class DenseMapBase {
  struct KeyOf {
    const KeyT &operator()(const BucketT &bucket) const { return bucket.getFirst(); }
  };

  struct Equal {
    bool operator()(const KeyT &a, const KeyT &b) const { return KeyInfoT::isEqual(a, b); }
  };

  using Table = storage::Table<BucketT, storage::InPlace, KeyOf>;

public:
  using size_type = unsigned;
  using key_type = KeyT;
  using mapped_type = ValueT;
  using value_type = BucketT;
  using iterator = typename Table::iterator;
  using const_iterator = typename Table::const_iterator;

  iterator begin() { return table_.begin(); }

  iterator end() { return table_.end(); }

  const_iterator begin() const { return table_.begin(); }

  const_iterator end() const { return table_.end(); }

  bool empty() const { return size() == 0; }

  unsigned size() const { return static_cast<unsigned>(table_.size()); }

  iterator find(const KeyT &key) { return table_.find(key, Equal()); }

  const_iterator find(const KeyT &key) const { return table_.find(key, Equal()); }

  bool contains(const KeyT &key) const { return find(key) != end(); }

  size_type count(const KeyT &key) const { return contains(key) ? 1 : 0; }

  ValueT lookup(const KeyT &key) const {
    const const_iterator found = find(key);
    return found == end() ? ValueT() : found->second;
  }

  const ValueT &at(const KeyT &key) const {
    const const_iterator found = find(key);
    if (found == end())
      storage::fault("DenseMap::at failed due to a missing key");
    return found->second;
  }

  std::pair<iterator, bool> insert(const std::pair<KeyT, ValueT> &pair) {
    return try_emplace(pair.first, pair.second);
  }

  std::pair<iterator, bool> insert(std::pair<KeyT, ValueT> &&pair) {
    return try_emplace(std::move(pair.first), std::move(pair.second));
  }

  template <typename InputIt>
  void insert(InputIt first, InputIt last) {
    for (; first != last; ++first)
      insert(*first);
  }

  template <typename... Ts>
  std::pair<iterator, bool> try_emplace(KeyT &&key, Ts &&...args) {
    return place(std::move(key), std::forward<Ts>(args)...);
  }

  template <typename... Ts>
  std::pair<iterator, bool> try_emplace(const KeyT &key, Ts &&...args) {
    return place(key, std::forward<Ts>(args)...);
  }

  template <typename V>
  std::pair<iterator, bool> insert_or_assign(const KeyT &key, V &&value) {
    const auto placed = try_emplace(key, std::forward<V>(value));
    if (!placed.second)
      placed.first->second = std::forward<V>(value);
    return placed;
  }

  bool erase(const KeyT &key) {
    const iterator found = find(key);
    if (found == end())
      return false;
    table_.erase(found);
    return true;
  }

  void erase(iterator at) { table_.erase(at); }

  value_type &FindAndConstruct(const KeyT &key) { return *try_emplace(key).first; }

  ValueT &operator[](const KeyT &key) { return try_emplace(key).first->second; }

  ValueT &operator[](KeyT &&key) { return try_emplace(std::move(key)).first->second; }

  void clear() { table_.clear(); }

  void reserve(size_type entries) { table_.reserve(entries); }

  void swap(DerivedT &other) { table_.swap(static_cast<DenseMapBase &>(other).table_); }

private:
  template <typename K, typename... Ts>
  std::pair<iterator, bool> place(K &&key, Ts &&...args) {
    const iterator found = find(key);
    if (found != end())
      return {found, false};
    table_.makeRoom();
    return {table_.add(std::piecewise_construct, std::forward_as_tuple(std::forward<K>(key)),
                       std::forward_as_tuple(std::forward<Ts>(args)...)),
            true};
  }

  Table table_;
};

template <typename KeyT, typename ValueT, typename KeyInfoT = DenseMapInfo<KeyT>,
          typename BucketT = detail::DenseMapPair<KeyT, ValueT>>
class DenseMap : public DenseMapBase<DenseMap<KeyT, ValueT, KeyInfoT, BucketT>, KeyT, ValueT,
                                     KeyInfoT, BucketT> {
public:
  explicit DenseMap(unsigned initialReserve = 0) { this->reserve(initialReserve); }

  template <typename InputIt>
  DenseMap(const InputIt &first, const InputIt &last) {
    this->insert(first, last);
  }

  DenseMap(std::initializer_list<std::pair<KeyT, ValueT>> values) {
    this->insert(values.begin(), values.end());
  }
};

} // namespace llvm
