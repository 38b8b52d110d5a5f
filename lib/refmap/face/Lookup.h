// The operations that only read.

#pragma once

#include "lib/refmap/face/Storage.h"

#include <cstddef>
#include <iterator>
#include <utility>

namespace refmap::face {

template <class Traits>
class Lookup : protected Storage<Traits> {
  using Base = Storage<Traits>;

protected:
  using Base::Base;
  using Base::contents_;
  using Base::index_;
  using Base::rules;
  using typename Base::Elem;
  using typename Base::Home;
  using typename Base::Index;

  Lookup() = default;

public:
  using key_type = typename Traits::key_type;
  using value_type = typename Traits::value_type;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = value_type &;
  using const_reference = const value_type &;
  using iterator = typename Base::Iter;
  using const_iterator = typename Base::ConstIter;

  iterator begin() { return first<iterator>(); }

  const_iterator begin() const { return first<const_iterator>(); }

  const_iterator cbegin() const { return begin(); }

  iterator end() { return past<iterator>(); }

  const_iterator end() const { return past<const_iterator>(); }

  const_iterator cend() const { return end(); }

  size_type size() const {
    const Reading reading(contents_);
    return contents_->size;
  }

  [[nodiscard]] bool empty() const { return size() == 0; }

  template <class K = key_type>
  iterator find(const K &key) {
    return look<iterator>(key);
  }

  template <class K = key_type>
  const_iterator find(const K &key) const {
    return look<const_iterator>(key);
  }

  template <class K = key_type>
  bool contains(const K &key) const {
    return look<const_iterator>(key) != end();
  }

  template <class K = key_type>
  size_type count(const K &key) const {
    const auto [first, last] = range<const_iterator>(key);
    return static_cast<size_type>(std::distance(first, last));
  }

  template <class K = key_type>
  std::pair<iterator, iterator> equal_range(const K &key) {
    return range<iterator>(key);
  }

  template <class K = key_type>
  std::pair<const_iterator, const_iterator> equal_range(const K &key) const {
    return range<const_iterator>(key);
  }

protected:
  template <class I>
  I first() const {
    const Announced announced(Access::Read);
    iterating(*contents_, Point::IterateStart);
    return this->template iteratorAt<I>(contents_->sequence.begin());
  }

  template <class I>
  I past() const {
    const Announced announced(Access::Read);
    return this->template iteratorAt<I>(contents_->sequence.end());
  }

  template <class I, class K>
  I look(const K &key) const {
    const Reading reading(contents_);
    return this->template iteratorAt<I>(index_.find(key));
  }

  template <class I, class K>
  std::pair<I, I> range(const K &key) const {
    const Reading reading(contents_);
    Elem *const found = index_.find(key);
    return {this->template iteratorAt<I>(found),
            found ? this->template iteratorAt<I>(index_.behind(key, *contents_)) : past<I>()};
  }
};

} // namespace refmap::face
