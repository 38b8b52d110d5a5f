// Stand-in for LLVM's StringMap.h; std::string_view stands for StringRef.

#pragma once
#pragma GCC system_header

#include "storage/table.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace llvm {

using StringRef = std::string_view;

template <typename ValueTy>
class StringMapEntry {
public:
  template <typename... Args>
  explicit StringMapEntry(StringRef key, Args &&...args)
      : second(std::forward<Args>(args)...), key_(key) {}

  StringRef getKey() const { return key_; }

  StringRef first() const { return key_; }

  ValueTy &getValue() { return second; }

  const ValueTy &getValue() const { return second; }

  ValueTy second{};

private:
  std::string key_;
};

struct StringMapAllocator {};

template <typename ValueTy, typename AllocatorTy = StringMapAllocator>
class StringMap {
public:
  using MapEntryTy = StringMapEntry<ValueTy>;
  using key_type = const char *;
  using mapped_type = ValueTy;
  using value_type = MapEntryTy;
  using size_type = std::size_t;

private:
  struct KeyOf {
    StringRef operator()(const MapEntryTy &entry) const { return entry.getKey(); }
  };

  using Table = storage::Table<MapEntryTy, storage::InNode, KeyOf>;

public:
  using iterator = typename Table::iterator;
  using const_iterator = typename Table::const_iterator;

  StringMap() = default;

  explicit StringMap(unsigned initialSize) { table_.reserve(initialSize); }

  StringMap(std::initializer_list<std::pair<StringRef, ValueTy>> list) { insert(list); }

  iterator begin() { return table_.begin(); }

  iterator end() { return table_.end(); }

  const_iterator begin() const { return table_.begin(); }

  const_iterator end() const { return table_.end(); }

  bool empty() const { return size() == 0; }

  unsigned size() const { return static_cast<unsigned>(table_.size()); }

  iterator find(StringRef key) { return table_.find(key, std::equal_to<>()); }

  const_iterator find(StringRef key) const { return table_.find(key, std::equal_to<>()); }

  bool contains(StringRef key) const { return find(key) != end(); }

  size_type count(StringRef key) const { return contains(key) ? 1 : 0; }

  ValueTy lookup(StringRef key) const {
    const const_iterator found = find(key);
    return found == end() ? ValueTy() : found->second;
  }

  const ValueTy &at(StringRef key) const {
    const const_iterator found = find(key);
    if (found == end())
      storage::fault("StringMap::at failed due to a missing key");
    return found->second;
  }

  ValueTy &operator[](StringRef key) { return try_emplace(key).first->second; }

  std::pair<iterator, bool> insert(std::pair<StringRef, ValueTy> pair) {
    return try_emplace(pair.first, std::move(pair.second));
  }

  template <typename InputIt>
  void insert(InputIt first, InputIt last) {
    for (; first != last; ++first)
      insert(*first);
  }

  void insert(std::initializer_list<std::pair<StringRef, ValueTy>> list) {
    insert(list.begin(), list.end());
  }

  template <typename V>
  std::pair<iterator, bool> insert_or_assign(StringRef key, V &&value) {
    const auto placed = try_emplace(key, std::forward<V>(value));
    if (!placed.second)
      placed.first->second = std::forward<V>(value);
    return placed;
  }

  template <typename... Args>
  std::pair<iterator, bool> try_emplace(StringRef key, Args &&...args) {
    const iterator found = find(key);
    if (found != end())
      return {found, false};
    return {table_.add(key, std::forward<Args>(args)...), true};
  }

  void erase(iterator at) { table_.erase(at); }

  bool erase(StringRef key) {
    const iterator found = find(key);
    if (found == end())
      return false;
    table_.erase(found);
    return true;
  }

  void clear() { table_.clear(); }

private:
  Table table_;
};

} // namespace llvm
