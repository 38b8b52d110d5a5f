// How a container finds its elements by key. The order in which they are visited is not kept here
// but in the container's sequence: an index says where in it a new element belongs.
//
// Go's map is not used as the index: [unord.req.general] wants equal keys side by side,
// user-defined hash and equality, and an order of visits that erasing does not change, and Go's
// evacuation and random start give none of these. What is taken from it are the rules that C++
// leaves open: how much room a growth makes (Settings.h) and the write flag (Guard.h).

#pragma once

#include "lib/refmap/face/Element.h"

#include <cstddef>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

namespace refmap::face {

template <class Value, class KeyOf, class Hash, class Equal>
class HashIndex {
  using Elem = Element<Value>;
  using Position = typename Elem::Sequence::iterator;

public:
  HashIndex() = default;

  explicit HashIndex(Hash hash, Equal equal = Equal())
      : hash_(std::move(hash)), equal_(std::move(equal)) {}

  /// An index of nothing with the same functions.
  HashIndex fresh() const { return HashIndex(hash_, equal_); }

  const Hash &hash() const { return hash_; }

  const Equal &equal() const { return equal_; }

  /// The first element with this key, or null.
  template <class Key>
  Elem *find(const Key &key) const {
    const auto [first, last] = elements_.equal_range(hash_(key));
    for (auto i = first; i != last; ++i)
      if (equal_(KeyOf()(*i->second->value), key))
        return firstEqual(i->second);
    return nullptr;
  }

  /// Behind the last element with this key.
  template <class Key>
  Position behind(const Key &key, Contents<Value> &contents) const {
    const Elem *const first = find(key);
    if (!first)
      return contents.sequence.end();
    Position at = first->at;
    while (at != contents.sequence.end() && equal_(KeyOf()(*(*at)->value), key))
      ++at;
    return at;
  }

  void add(Elem *element) { elements_.emplace(hash_(KeyOf()(*element->value)), element); }

  void remove(const Elem *element) {
    const auto [first, last] = elements_.equal_range(hash_(KeyOf()(*element->value)));
    for (auto i = first; i != last; ++i)
      if (i->second == element) {
        elements_.erase(i);
        return;
      }
  }

  void clear() { elements_.clear(); }

private:
  Elem *firstEqual(Elem *element) const {
    const auto &sequence = element->home->sequence;
    for (Position at = element->at; at != sequence.begin(); element = at->get())
      if (--at; (*at)->gone || !equal_(KeyOf()(*(*at)->value), KeyOf()(*element->value)))
        break;
    return element;
  }

  Hash hash_;
  Equal equal_;
  std::unordered_multimap<std::size_t, Elem *> elements_;
};

template <class Value, class KeyOf, class Compare>
class OrderedIndex {
  using Elem = Element<Value>;
  using Position = typename Elem::Sequence::iterator;

  /// A key to look for: elements are compared with one, even where keys are pointers to elements.
  template <class Key>
  struct Wanted {
    const Key &key;
  };

  struct Before {
    using is_transparent = void;

    bool operator()(const Elem *a, const Elem *b) const {
      return compare(KeyOf()(*a->value), KeyOf()(*b->value));
    }

    template <class Key>
    bool operator()(const Elem *a, const Wanted<Key> &b) const {
      return compare(KeyOf()(*a->value), b.key);
    }

    template <class Key>
    bool operator()(const Wanted<Key> &a, const Elem *b) const {
      return compare(a.key, KeyOf()(*b->value));
    }

    Compare compare;
  };

public:
  OrderedIndex() = default;

  explicit OrderedIndex(Compare compare) : elements_(Before{std::move(compare)}) {}

  OrderedIndex fresh() const { return OrderedIndex(compare()); }

  Compare compare() const { return elements_.key_comp().compare; }

  template <class Key>
  Elem *find(const Key &key) const {
    const auto at = elements_.lower_bound(Wanted<Key>{key});
    return at == elements_.end() || compare()(key, KeyOf()(*(*at)->value)) ? nullptr : *at;
  }

  template <class Key>
  Position behind(const Key &key, Contents<Value> &contents) const {
    return position(elements_.upper_bound(Wanted<Key>{key}), contents);
  }

  template <class Key>
  Position notBefore(const Key &key, Contents<Value> &contents) const {
    return position(elements_.lower_bound(Wanted<Key>{key}), contents);
  }

  void add(Elem *element) { elements_.insert(element); }

  void remove(Elem *element) {
    const auto [first, last] = elements_.equal_range(element);
    for (auto i = first; i != last; ++i)
      if (*i == element) {
        elements_.erase(i);
        return;
      }
  }

  void clear() { elements_.clear(); }

private:
  using Set = std::multiset<Elem *, Before>;

  Position position(typename Set::const_iterator at, Contents<Value> &contents) const {
    return at == elements_.end() ? contents.sequence.end() : (*at)->at;
  }

  Set elements_;
};

} // namespace refmap::face
