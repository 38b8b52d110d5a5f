// The interface that all containers of the face share. Each operation sets or looks at the write
// flag first; what it does to elements and handles is in Storage.h.

#pragma once

#include "lib/refmap/face/Lookup.h"

#include <concepts>
#include <initializer_list>
#include <iterator>

namespace refmap::face {

template <class Traits>
class Container : public Lookup<Traits> {
  using Base = Lookup<Traits>;

protected:
  using Base::contents_;
  using Base::index_;
  using Base::rules;
  using typename Base::Elem;
  using typename Base::Home;
  using typename Base::Index;

  template <class>
  friend class Container;

public:
  using typename Base::const_iterator;
  using typename Base::iterator;
  using typename Base::key_type;
  using typename Base::size_type;
  using typename Base::value_type;
  using node_type = NodeHandle<Traits>;
  /// What an insertion gives: where equal keys are allowed it always succeeds.
  using InsertResult = std::conditional_t<rules.multi, iterator, std::pair<iterator, bool>>;

  struct insert_return_type {
    iterator position;
    bool inserted = false;
    node_type node;
  };

  Container() = default;

  explicit Container(Index index) : Base(std::move(index)) {}

  Container(const Container &other) : Base(other.index_.fresh()) {
    const Reading reading(other.contents_);
    this->copyFrom(other);
  }

  Container(Container &&other) noexcept : Base(other.index_.fresh()) {
    const std::shared_ptr<Home> theirs = other.contents_;
    const Writing writing(theirs, moving);
    this->takeFrom(other);
  }

  Container &operator=(const Container &other) {
    if (this == &other)
      return *this;
    const Writing writing(contents_, assigning);
    const Reading reading(other.contents_);
    reset({Cause::Assignment});
    index_ = other.index_.fresh();
    this->copyFrom(other);
    return *this;
  }

  Container &operator=(Container &&other) noexcept {
    if (this == &other)
      return *this;
    const std::shared_ptr<Home> mine = contents_;
    const Writing writing(mine, moving);
    const std::shared_ptr<Home> theirs = other.contents_;
    const Writing emptying(theirs, moving);
    reset({Cause::Move});
    this->takeFrom(other);
    return *this;
  }

  ~Container() {
    this->dropAll({Cause::Destruction});
    contents_->retireEnd({Cause::Destruction});
  }

  friend bool operator==(const Container &a, const Container &b) {
    return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin());
  }

  // -- Adding -------------------------------------------------------------------------------

  InsertResult insert(const value_type &value, const Place &place = Here::current()) {
    return insertOne(place, value);
  }

  InsertResult insert(value_type &&value, const Place &place = Here::current()) {
    return insertOne(place, std::move(value));
  }

  template <class P>

  requires(std::constructible_from<value_type, P &&> && !Traits::isSet) InsertResult
      insert(P &&value, const Place &place = Here::current()) {
    return insertOne(place, std::forward<P>(value));
  }

  /// The hint says nothing: it is known where a key belongs.
  iterator insert(const_iterator, const value_type &value, const Place &place = Here::current()) {
    return iteratorOf(insertOne(place, value));
  }

  iterator insert(const_iterator, value_type &&value, const Place &place = Here::current()) {
    return iteratorOf(insertOne(place, std::move(value)));
  }

  template <std::input_iterator I>
  void insert(I first, I last, const Place &place = Here::current()) {
    const Writing writing(contents_, assigning);
    // As the libraries do: the size of the range is known before the first of it goes in.
    if constexpr (std::forward_iterator<I>)
      this->makeRoomFor(contents_->size + static_cast<size_type>(std::distance(first, last)),
                        place);
    for (; first != last; ++first)
      this->add(place, *first);
  }

  void insert(std::initializer_list<value_type> values, const Place &place = Here::current()) {
    insert(values.begin(), values.end(), place);
  }

  auto insert(node_type &&node, const Place &place = Here::current()) {
    const Writing writing(contents_, assigning);
    if constexpr (rules.multi)
      return node ? linkNode(node, place).first : this->template past<iterator>();
    else
      return node ? inserted(linkNode(node, place), std::move(node))
                  : insert_return_type{this->template past<iterator>(), false, {}};
  }

  template <class... Args>
  InsertResult emplace(Args &&...args) {
    return insertOne(std::nullopt, std::forward<Args>(args)...);
  }

  template <class... Args>
  iterator emplace_hint(const_iterator, Args &&...args) {
    return iteratorOf(insertOne(std::nullopt, std::forward<Args>(args)...));
  }

  // -- Removing -----------------------------------------------------------------------------

  iterator erase(const_iterator at, const Place &place = Here::current()) {
    const Writing writing(contents_, erasing);
    return this->template iteratorAt<iterator>(
        this->drop(this->ownElement(at), {Cause::Erase, place}));
  }

  iterator
  erase(iterator at,
        const Place &place = Here::current()) requires(!std::same_as<iterator, const_iterator>) {
    return erase(const_iterator(at), place);
  }

  iterator erase(const_iterator first, const_iterator last, const Place &place = Here::current()) {
    const Writing writing(contents_, erasing);
    return this->template iteratorAt<iterator>(this->dropRange(first, last, {Cause::Erase, place}));
  }

  size_type erase(const key_type &key, const Place &place = Here::current()) {
    const Writing writing(contents_, erasing);
    return this->dropKey(key, {Cause::Erase, place});
  }

  void clear(const Place &place = Here::current()) {
    const Writing writing(contents_, clearing);
    reset({Cause::Clear, place});
  }

  node_type extract(const_iterator at, const Place &place = Here::current()) {
    const Writing writing(contents_, erasing);
    return node_type(this->unlink(this->ownElement(at), {Cause::Extraction, place}));
  }

  node_type extract(const key_type &key, const Place &place = Here::current()) {
    const Writing writing(contents_, erasing);
    Elem *const found = index_.find(key);
    return found ? node_type(this->unlink(found, {Cause::Extraction, place})) : node_type();
  }

  /// Takes over the elements whose keys are not here yet; the source may compare in another way.
  template <class Source>
  requires std::same_as<typename std::remove_cvref_t<Source>::value_type, value_type>

  void merge(Source &&source, const Place &place = Here::current()) {
    const Writing writing(contents_, assigning);
    if (static_cast<const void *>(this) == static_cast<const void *>(&source))
      return;
    const Writing emptying(source.contents_, erasing);
    this->mergeFrom(source, place);
  }

  void swap(Container &other) {
    const std::shared_ptr<Home> mine = contents_;
    const Writing writing(mine, assigning);
    if (this == &other)
      return;
    const std::shared_ptr<Home> theirs = other.contents_;
    const Writing otherWriting(theirs, assigning);
    std::swap(contents_, other.contents_);
    std::swap(index_, other.index_);
  }

protected:
  void assign(std::initializer_list<value_type> values) {
    {
      const Writing writing(contents_, assigning);
      reset({Cause::Assignment});
    }
    insert(values.begin(), values.end());
  }

  template <class... Args>
  InsertResult insertOne(const Place &place, Args &&...args) {
    const Writing writing(contents_, assigning);
    return result(this->add(place, std::forward<Args>(args)...));
  }

  InsertResult result(const std::pair<Elem *, bool> &added) const {
    const auto position = this->template iteratorAt<iterator>(added.first);
    if constexpr (rules.multi)
      return position;
    else
      return {position, added.second};
  }

  static iterator iteratorOf(const InsertResult &added) {
    if constexpr (rules.multi)
      return added;
    else
      return added.first;
  }

  /// Empty, and no longer nil.
  void reset(const Death &death) {
    this->dropAll(death);
    contents_->nil = false;
  }

private:
  std::pair<iterator, bool> linkNode(node_type &node, const Place &place) {
    const auto [element, isNew] = this->link(node.element_, place);
    if (isNew)
      node.element_ = nullptr;
    return {this->template iteratorAt<iterator>(element), isNew};
  }

  static insert_return_type inserted(const std::pair<iterator, bool> &linked, node_type &&node) {
    return {linked.first, linked.second, std::move(node)};
  }
};

template <class Traits>
void swap(Container<Traits> &a, Container<Traits> &b) {
  a.swap(b);
}

/// Gives the number of elements that were erased.
template <class Traits, class Predicate>
std::size_t erase_if(Container<Traits> &container, Predicate predicate) {
  const std::size_t before = container.size();
  for (auto at = container.begin(); at != container.end();)
    at = predicate(*at) ? container.erase(at) : std::next(at);
  return before - container.size();
}

} // namespace refmap::face
