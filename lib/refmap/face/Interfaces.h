// What maps, hash containers and ordered containers add to what all containers can do. Each is laid
// over a container: HashInterface<MapInterface<Container<Traits>>>.

#pragma once

#include "lib/refmap/face/Container.h"
#include "lib/refmap/face/Located.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

namespace refmap::face {

template <class Base>
class MapInterface : public Base {
  using Elem = typename Base::Elem;

public:
  using Base::Base;
  using typename Base::iterator;
  using typename Base::key_type;
  using mapped_type = typename Base::mapped_type;

  mapped_type &at(const key_type &key) { return found(key)->value->second; }

  const mapped_type &at(const key_type &key) const { return found(key)->value->second; }

  mapped_type &operator[](Located<key_type> key) {
    const Announced announced(Access::Write);
    // A key that is there is only looked up, and in practice several threads may do that at once;
    // the standard does not promise it ([container.requirements.dataraces]).
    if (this->index_.find(key.key())) {
      const Reading reading(this->contents_);
      if (Elem *const known = this->index_.find(key.key()))
        return known->value->second;
    }
    return element(key).first->value->second;
  }

  template <class... Args>
  std::pair<iterator, bool> try_emplace(Located<key_type> key, Args &&...args) {
    return this->result(element(key, std::forward<Args>(args)...));
  }

  template <class M>
  std::pair<iterator, bool> insert_or_assign(Located<key_type> key, M &&mapped) {
    const auto put = element(key, std::forward<M>(mapped));
    if (!put.second)
      put.first->value->second = std::forward<M>(mapped);
    return this->result(put);
  }

private:
  Elem *found(const key_type &key) const {
    const Reading reading(this->contents_);
    Elem *const element = this->index_.find(key);
    if (!element)
      throw std::out_of_range("refmap::at");
    return element;
  }

  /// The element of this key, made of the arguments when there is none: only then are they used.
  template <class... Args>
  std::pair<Elem *, bool> element(Located<key_type> &key, Args &&...args) {
    const Writing writing(this->contents_, assigning);
    this->refuseNil();
    if (Elem *const known = this->index_.find(key.key()))
      return {known, false};
    return key.pass([&](auto &&given) {
      return this->add(key.place(), std::piecewise_construct,
                       std::forward_as_tuple(std::forward<decltype(given)>(given)),
                       std::forward_as_tuple(std::forward<Args>(args)...));
    });
  }
};

template <class Base>
class HashInterface : public Base {
  using Index = typename Base::Index;

public:
  using typename Base::size_type;
  using typename Base::value_type;
  using hasher = typename Base::hasher;
  using key_equal = typename Base::key_equal;

  HashInterface() = default;

  explicit HashInterface(size_type room, hasher hash = hasher(), key_equal equal = key_equal())
      : Base(Index(std::move(hash), std::move(equal))) {
    this->setRoom(room, std::nullopt);
  }

  template <std::input_iterator I>
  HashInterface(I first, I last, size_type room = 0, hasher hash = hasher(),
                key_equal equal = key_equal())
      : HashInterface(room, std::move(hash), std::move(equal)) {
    this->insert(first, last);
  }

  HashInterface(std::initializer_list<value_type> values, size_type room = 0,
                hasher hash = hasher(), key_equal equal = key_equal())
      : HashInterface(values.begin(), values.end(), room, std::move(hash), std::move(equal)) {}

  HashInterface &operator=(std::initializer_list<value_type> values) {
    this->assign(values);
    return *this;
  }

  void reserve(size_type elements, const Place &place = Here::current()) {
    const Writing writing(this->contents_, assigning);
    this->setRoom(elements, place);
  }

  void rehash(size_type buckets, const Place &place = Here::current()) {
    reserve(static_cast<size_type>(std::floor(static_cast<float>(buckets) * maxLoad_)), place);
  }

  size_type bucket_count() const {
    return std::max<size_type>(
        1, static_cast<size_type>(std::ceil(static_cast<float>(capacity()) / maxLoad_)));
  }

  /// How many elements fit before the table grows.
  size_type capacity() const {
    const Reading reading(this->contents_);
    return this->contents_->room;
  }

  float load_factor() const {
    return static_cast<float>(this->size()) / static_cast<float>(bucket_count());
  }

  float max_load_factor() const { return maxLoad_; }

  /// As many buckets as before, and so another number of elements that fit.
  void max_load_factor(float load) {
    const size_type buckets = bucket_count();
    const Writing writing(this->contents_, assigning);
    maxLoad_ = load;
    if (this->contents_->room > 0)
      this->contents_->room =
          static_cast<size_type>(std::floor(static_cast<float>(buckets) * load));
  }

  hasher hash_function() const { return this->index_.hash(); }

  key_equal key_eq() const { return this->index_.equal(); }

private:
  float maxLoad_ = 1;
};

template <class Base>
class OrderedInterface : public Base {
  using Index = typename Base::Index;

public:
  using typename Base::const_iterator;
  using typename Base::iterator;
  using typename Base::key_type;
  using typename Base::size_type;
  using typename Base::value_type;
  using key_compare = typename Base::key_compare;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  OrderedInterface() = default;

  explicit OrderedInterface(key_compare compare) : Base(Index(std::move(compare))) {}

  template <std::input_iterator I>
  OrderedInterface(I first, I last, key_compare compare = key_compare())
      : Base(Index(std::move(compare))) {
    this->insert(first, last);
  }

  OrderedInterface(std::initializer_list<value_type> values, key_compare compare = key_compare())
      : OrderedInterface(values.begin(), values.end(), std::move(compare)) {}

  OrderedInterface &operator=(std::initializer_list<value_type> values) {
    this->assign(values);
    return *this;
  }

  template <class K = key_type>
  iterator lower_bound(const K &key) {
    return bound<iterator>([&] { return this->index_.notBefore(key, *this->contents_); });
  }

  template <class K = key_type>
  const_iterator lower_bound(const K &key) const {
    return bound<const_iterator>([&] { return this->index_.notBefore(key, *this->contents_); });
  }

  template <class K = key_type>
  iterator upper_bound(const K &key) {
    return bound<iterator>([&] { return this->index_.behind(key, *this->contents_); });
  }

  template <class K = key_type>
  const_iterator upper_bound(const K &key) const {
    return bound<const_iterator>([&] { return this->index_.behind(key, *this->contents_); });
  }

  reverse_iterator rbegin() { return reverse_iterator(this->end()); }

  const_reverse_iterator rbegin() const { return const_reverse_iterator(this->end()); }

  reverse_iterator rend() { return reverse_iterator(this->begin()); }

  const_reverse_iterator rend() const { return const_reverse_iterator(this->begin()); }

  key_compare key_comp() const { return this->index_.compare(); }

private:
  template <class I, class Find>
  I bound(Find find) const {
    const Reading reading(this->contents_);
    return this->template iteratorAt<I>(find());
  }
};

} // namespace refmap::face
