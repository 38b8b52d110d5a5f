// The inside of every container of the face: where elements go, when the table grows, and which
// handles die with what. Nothing here looks at the write flag; Container.h does.

#pragma once

#include "lib/refmap/face/Index.h"
#include "lib/refmap/face/Iterator.h"
#include "lib/refmap/face/NodeHandle.h"
#include "lib/refmap/face/Rules.h"

#include <concepts>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace refmap::face {

/// `Traits` names key_type, value_type, KeyOf and Index, and says rules and isSet.
template <class Traits>
class Storage {
protected:
  using Index = typename Traits::Index;
  using KeyOf = typename Traits::KeyOf;
  using Value = typename Traits::value_type;
  using Elem = Element<Value>;
  using Home = Contents<Value>;
  using ElemPtr = std::shared_ptr<Elem>;
  using Position = typename Home::Sequence::iterator;
  using Iter = Iterator<Value, Traits::isSet, Traits::rules.ordered>;
  using ConstIter = Iterator<Value, true, Traits::rules.ordered>;
  static constexpr Rules rules = Traits::rules;

  template <class>
  friend class Storage;

  Storage() = default;

  explicit Storage(Index index) : index_(std::move(index)) {}

  // -- Positions ----------------------------------------------------------------------------

  template <class I>
  I iteratorAt(Position position) const {
    return I(contents_, contents_->skipGone(position));
  }

  template <class I>
  I iteratorAt(const Elem *element) const {
    return I(contents_, element ? element->at : contents_->sequence.end());
  }

  /// The element a valid iterator of this container stands on.
  Elem *ownElement(const ConstIter &iterator) const {
    iterator.check();
    if (!iterator.element_)
      raiseMisuse("iterator without an element is given to its container");
    if (iterator.element_->home != contents_.get())
      raiseMisuse("iterator is given to another container");
    return iterator.element_.get();
  }

  Position positionOf(const ConstIter &iterator) const {
    iterator.check();
    return iterator.element_ ? ownElement(iterator)->at : contents_->sequence.end();
  }

  // -- Adding -------------------------------------------------------------------------------

  void refuseNil() const {
    if (contents_->nil)
      raise({.kind = FaultKind::Panic, .text = "assignment to entry in nil map"});
  }

  template <class... Args>
  static ElemPtr make(Args &&...args) {
    auto element = std::make_shared<Elem>();
    element->create(std::forward<Args>(args)...);
    return element;
  }

  /// Puts an element in that belongs nowhere; its key may be here already.
  std::pair<Elem *, bool> link(const ElemPtr &element, const Place &place) {
    refuseNil();
    const auto &key = KeyOf()(*element->value);
    if constexpr (!rules.multi)
      if (Elem *const known = index_.find(key))
        return {known, false};
    makeRoomFor(contents_->size + 1, place);
    element->at = contents_->sequence.insert(index_.behind(key, *contents_), element);
    element->home = contents_.get();
    if constexpr (rules.isArray())
      moveFrom(std::next(element->at), {Cause::Insertion, place});
    index_.add(element.get());
    ++contents_->size;
    return {element.get(), true};
  }

  template <class... Args>
  std::pair<Elem *, bool> add(const Place &place, Args &&...args) {
    if constexpr (rules.roomFirst)
      makeRoomBefore(place, args...);
    const ElemPtr element = make(std::forward<Args>(args)...);
    const auto linked = link(element, place);
    if (!linked.second)
      element->destroy({Cause::Destruction});
    return linked;
  }

  /// Makes room for the element of these arguments, if they say which key it will have: when it is
  /// made of them, those that lie in the table are dead.
  template <class Key, class... Mapped>
  void makeRoomBefore(const Place &place, const Key &key, const Mapped &...) {
    if constexpr (sizeof...(Mapped) == 1 &&
                  std::convertible_to<const Key &, const typename Traits::key_type &>)
      if (!index_.find(key))
        makeRoomFor(contents_->size + 1, place);
  }

  template <class Key, class... Mapped>
  void makeRoomBefore(const Place &place, std::piecewise_construct_t, const std::tuple<Key> &key,
                      const std::tuple<Mapped...> &) {
    makeRoomBefore(place, std::get<0>(key), std::ignore);
  }

  /// Grows when what is there, and what is added, does not fit.
  void makeRoomFor(std::size_t elements, const Place &place) {
    if (!rules.grows() || elements <= contents_->room)
      return;
    yieldPoint(Point::GrowStart);
    contents_->room = roomFor(elements);
    if (contents_->size == 0)
      return;
    GrowthLog::instance().note(place);
    moveAll({Cause::Insertion, place});
  }

  /// Makes room because the program says so.
  void setRoom(std::size_t elements, const Place &place) {
    contents_->nil = false;
    if (elements <= contents_->room)
      return;
    contents_->room = roomFor(elements);
    moveAll({Cause::Rehash, place});
  }

  // -- Moving: which handles die ------------------------------------------------------------

  /// Every element goes to another bucket, or to another place in memory.
  void moveAll(const Death &death) { moveFrom(contents_->sequence.begin(), death); }

  void moveFrom(Position first, const Death &death) {
    for (; first != contents_->sequence.end(); ++first) {
      if constexpr (rules.stable)
        (*first)->retireIterators(death);
      else
        (*first)->relocate(death);
    }
    if constexpr (rules.isArray())
      contents_->retireEnd(death);
  }

  // -- Removing -----------------------------------------------------------------------------

  /// Takes an element out; gives the position behind it.
  Position detach(Elem &element) {
    index_.remove(&element);
    --contents_->size;
    return contents_->sequence.erase(element.at);
  }

  /// Erases one element; gives the position behind it.
  Position drop(Elem *dead, const Death &death) {
    const ElemPtr keep = *dead->at;
    Position next = std::next(dead->at);
    if (settings().ideal) {
      index_.remove(dead);
      --contents_->size;
      dead->gone = true;
    } else {
      next = detach(*dead);
    }
    dead->destroy(death);
    if constexpr (rules.erasure == Erasure::Behind)
      moveFrom(next, death);
    if constexpr (rules.erasure == Erasure::All)
      moveAll(death);
    return contents_->skipGone(next);
  }

  /// Erases a range; gives the position behind it. The elements are held on to, because erasing one
  /// may end iterators to the others.
  Position dropRange(const ConstIter &first, const ConstIter &last, const Death &death) {
    std::vector<ElemPtr> dead;
    Position at = positionOf(first);
    for (const Position end = positionOf(last); at != end; ++at) {
      if (at == contents_->sequence.end())
        raiseMisuse("range of iterators does not end");
      if (!(*at)->gone)
        dead.push_back(*at);
    }
    for (const ElemPtr &element : dead)
      drop(element.get(), death);
    return at;
  }

  /// `key` may lie in an element that dies here.
  template <class Key>
  std::size_t dropKey(const Key &key, const Death &death) {
    std::vector<ElemPtr> equal;
    if (Elem *const first = index_.find(key))
      for (Position last = index_.behind(key, *contents_), at = first->at; at != last; ++at)
        if (!(*at)->gone)
          equal.push_back(*at);
    for (const ElemPtr &element : equal)
      drop(element.get(), death);
    return equal.size();
  }

  void dropAll(const Death &death) {
    index_.clear();
    contents_->size = 0;
    for (const ElemPtr &element : contents_->sequence) {
      element->gone = true;
      element->destroy(death);
    }
    if (!settings().ideal)
      contents_->sequence.clear();
    if constexpr (rules.isArray())
      contents_->retireEnd(death);
  }

  /// Takes an element out alive: references to it stay valid, iterators do not.
  ElemPtr unlink(Elem *element, const Death &death) {
    ElemPtr node = *element->at;
    if (settings().ideal) {
      // Iterators go on from the old place, and the value lives on in the node.
      node = std::make_shared<Elem>();
      node->value = element->value;
      drop(element, death);
      return node;
    }
    detach(*element);
    node->home = nullptr;
    node->retireIterators(death);
    return node;
  }

  template <class Other>
  void mergeFrom(Storage<Other> &source, const Place &place) {
    if (contents_ == source.contents_)
      return;
    const auto all = source.contents_->sequence;
    for (const ElemPtr &element : all) {
      if (element->gone || (!rules.multi && index_.find(KeyOf()(*element->value))))
        continue;
      source.detach(*element);
      link(element, place);
      if constexpr (!rules.ordered)
        element->retireIterators({Cause::Merge, place});
    }
  }

  // -- The whole ----------------------------------------------------------------------------

  void copyFrom(const Storage &other) {
    contents_->room = std::max(contents_->room, roomFor(other.contents_->size));
    for (const ElemPtr &element : other.contents_->sequence)
      if (!element->gone)
        link(make(std::as_const(*element->value)), std::nullopt);
  }

  /// Handles to elements of `other` now lead here; its end() refers to no element and need not
  /// ([container.reqmts]). `other` is what Go calls nil.
  void takeFrom(Storage &other) {
    other.contents_->retireEnd({Cause::Move});
    contents_ = std::exchange(other.contents_, std::make_shared<Home>());
    index_ = std::exchange(other.index_, other.index_.fresh());
    other.contents_->nil = true;
  }

  Index index_{};
  std::shared_ptr<Home> contents_ = std::make_shared<Home>();
};

} // namespace refmap::face
