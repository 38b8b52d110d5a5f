// POSIX threads and locks under the schedule; the harness writes proof_ before their names.

#pragma once

#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"

#include <memory>

struct proof_pthread_t {
  std::shared_ptr<refmap::thread> thread;
};

inline int proof_pthread_create(proof_pthread_t *made, const void *, void *(*code)(void *),
                                void *argument) {
  made->thread = std::make_shared<refmap::thread>([code, argument] { code(argument); });
  return 0;
}

inline int proof_pthread_join(proof_pthread_t &joined, void **) {
  joined.thread->join();
  return 0;
}

inline int proof_pthread_detach(proof_pthread_t &detached) {
  detached.thread->detach();
  return 0;
}

using proof_pthread_mutex_t = refmap::mutex;

inline int proof_pthread_mutex_init(proof_pthread_mutex_t *, const void *) {
  return 0;
}

inline int proof_pthread_mutex_destroy(proof_pthread_mutex_t *) {
  return 0;
}

inline int proof_pthread_mutex_lock(proof_pthread_mutex_t *mutex) {
  return mutex->lock(), 0;
}

inline int proof_pthread_mutex_unlock(proof_pthread_mutex_t *mutex) {
  return mutex->unlock(), 0;
}

inline int proof_pthread_mutex_trylock(proof_pthread_mutex_t *mutex) {
  return mutex->try_lock() ? 0 : 16; // EBUSY
}

/// A lock that is held exclusively is released by whoever says so; POSIX has one word for both.
class ProofRwlock {
public:
  void lock() {
    lock_.lock();
    exclusive_ = true;
  }

  void lockShared() { lock_.lock_shared(); }

  void unlock() {
    if (!exclusive_)
      return lock_.unlock_shared();
    exclusive_ = false;
    lock_.unlock();
  }

private:
  refmap::shared_mutex lock_;
  bool exclusive_ = false;
};

using proof_pthread_rwlock_t = ProofRwlock;

inline int proof_pthread_rwlock_init(proof_pthread_rwlock_t *, const void *) {
  return 0;
}

inline int proof_pthread_rwlock_destroy(proof_pthread_rwlock_t *) {
  return 0;
}

inline int proof_pthread_rwlock_rdlock(proof_pthread_rwlock_t *lock) {
  return lock->lockShared(), 0;
}

inline int proof_pthread_rwlock_wrlock(proof_pthread_rwlock_t *lock) {
  return lock->lock(), 0;
}

inline int proof_pthread_rwlock_unlock(proof_pthread_rwlock_t *lock) {
  return lock->unlock(), 0;
}

struct proof_pthread_once_t {
  refmap::mutex mutex;
  bool done = false;
};

inline int proof_pthread_once(proof_pthread_once_t *once, void (*code)()) {
  const std::lock_guard hold(once->mutex);
  if (!once->done)
    code();
  once->done = true;
  return 0;
}
