// LLVM's StringMap: entries are allocated one by one, so that references survive growth.

#pragma once

#include "lib/refmap/Face.h"

#include <string>
#include <string_view>

namespace llvm {

using StringRef = std::string_view;

template <class V>
struct StringMapEntry : std::pair<const std::string, V> {
  using std::pair<const std::string, V>::pair;

  StringRef getKey() const { return this->first; }

  V &getValue() { return this->second; }

  const V &getValue() const { return this->second; }
};

template <class V>
class StringMap
    : public refmap::face::HashMap<std::string, V, refmap::face::hashed, std::hash<std::string>,
                                   std::equal_to<std::string>, StringMapEntry<V>> {
  using Base = refmap::face::HashMap<std::string, V, refmap::face::hashed, std::hash<std::string>,
                                     std::equal_to<std::string>, StringMapEntry<V>>;

public:
  using typename Base::iterator;

  V &operator[](StringRef key) { return Base::operator[](std::string(key)); }

  template <class... A>
  std::pair<iterator, bool> try_emplace(StringRef key, A &&...arguments) {
    return Base::try_emplace(std::string(key), std::forward<A>(arguments)...);
  }

  std::pair<iterator, bool> insert(const std::pair<StringRef, V> &pair) {
    return try_emplace(pair.first, pair.second);
  }

  iterator find(StringRef key) { return Base::find(std::string(key)); }

  std::size_t count(StringRef key) const { return Base::count(std::string(key)); }

  bool contains(StringRef key) const { return Base::contains(std::string(key)); }

  V lookup(StringRef key) const {
    const auto found = Base::find(std::string(key));
    return found == this->end() ? V() : found->second;
  }

  bool erase(StringRef key, const refmap::Place &place = refmap::Here::current()) {
    return Base::erase(std::string(key), place) != 0;
  }

  void erase(iterator at, const refmap::Place &place = refmap::Here::current()) {
    Base::erase(at, place);
  }
};

} // namespace llvm
