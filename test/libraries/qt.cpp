// RUN: sh -c '%verify %s -- -fPIC $(pkg-config --cflags Qt5Core)'
// REQUIRES: nightly
// FLAGS: -std=c++17
// Qt: its own headers.

#include <QHash>
#include <QMap>
#include <QMutex>
#include <QMutexLocker>
#include <QReadWriteLock>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>
#include <map>
#include <string>

class Names {
public:
  void add(int id) {
    QMutexLocker lock(&mutex_);
    names_[id] = 1; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    QMutexLocker lock(&mutex_);
    names_.remove(id);
    lock.unlock();
  }

  void byHand(int id) {
    mutex_.lock();
    names_.remove(id);
    mutex_.unlock();
  }

  void wrong(int id) { names_[id] = 2; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

private:
  QMutex mutex_;
  QHash<int, int> names_;
};

class Shared {
public:
  void add(int id) {
    QWriteLocker lock(&lock_);
    names_.insert(id, 1);
  }

  int get(int id) {
    QReadLocker lock(&lock_); // expected-note {{the lock is taken shared here}}
    return names_[id]; // expected-error {{'names_' is written under a shared lock of 'lock_'}}
  }

  bool has(int id) {
    lock_.lockForRead();
    bool r = names_.contains(id); // expected-note {{'names_' is read here under a shared lock of 'lock_'}}
    lock_.unlock();
    return r;
  }

private:
  QReadWriteLock lock_;
  QMap<int, int> names_;
};

class Loader : public QThread {
public:
  void run() override { // expected-note {{'Loader::run' runs on a thread of its own}}
    for (int i = 0; i < 9; ++i)
      found_[i] = i; // expected-note {{'found_' is written here without a lock}}
  }

  int size() { return found_.find(3) == found_.end(); } // expected-error {{'found_' is read without a lock while another thread may write it}}

private:
  std::map<int, int> found_;
};

class Task : public QRunnable {
public:
  explicit Task(std::map<int, int> *m) : m_(m) {}

  void run() override { (*m_)[1] = 1; }

  std::map<int, int> *m_;
};

void go() {
  std::map<int, int> m;
  QThreadPool pool;
  pool.start(new Task(&m));
  pool.start(new Task(&m));
  pool.waitForDone();
}
