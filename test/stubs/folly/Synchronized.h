// A stand-in for folly/Synchronized.h: the same names and locks, on the standard shared mutex.

#pragma once

#include <mutex>
#include <shared_mutex>

namespace folly {

template <typename Value, typename Lock>
class LockedPtr {
public:
  LockedPtr(Value &value, std::shared_mutex &mutex) : value_(&value), lock_(mutex) {}

  ~LockedPtr() {}

  LockedPtr(LockedPtr &&) = default;

  Value *operator->() const { return value_; }

  Value &operator*() const { return *value_; }

  void unlock() { lock_.unlock(); }

private:
  Value *value_;
  Lock lock_;
};

template <typename T>
class Synchronized {
public:
  using Exclusive = LockedPtr<T, std::unique_lock<std::shared_mutex>>;
  using Shared = LockedPtr<const T, std::shared_lock<std::shared_mutex>>;

  Exclusive wlock() { return {value_, mutex_}; }

  Shared rlock() const { return {value_, mutex_}; }

  Exclusive operator->() { return {value_, mutex_}; }

  template <typename Body>
  auto withWLock(Body body) {
    Exclusive held(value_, mutex_);
    return body(*held);
  }

  template <typename Body>
  auto withRLock(Body body) const {
    Shared held(value_, mutex_);
    return body(*held);
  }

  T &unsafeGetUnlocked() { return value_; }

  const T &unsafeGetUnlocked() const { return value_; }

private:
  T value_;
  mutable std::shared_mutex mutex_;
};

} // namespace folly
