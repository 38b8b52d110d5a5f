// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Functions that fill what is empty, keep what they take out, or touch another element.

#include <map>
#include <memory>
#include <utility>

// proof: given void *Session::operator new(std::size_t n) { return proof::newObject(n); }
// proof: given void Session::operator delete(void *s) noexcept { proof::deleteObject(s, sizeof(Session)); }
struct Session {
  static void *operator new(std::size_t bytes);
  static void operator delete(void *object) noexcept;

  int user = 0;
};

using Sessions = std::map<int, std::unique_ptr<Session>>;

static void fill(Sessions &all, int id) {
  auto &session = all[id];
  if (!session)
    session = std::make_unique<Session>();
}

// Only where there is none.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(ensure(all, 1)); } clean
int ensure(Sessions &all, int id) {
  Session *session = all.at(id).get();
  fill(all, id);
  return session->user;
}

static void add(Sessions &all, int id) {
  if (all.find(id) == all.end())
    all[id] = std::make_unique<Session>();
}

// Only where there is no element.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(addAgain(all, 1)); } clean
int addAgain(Sessions &all, int id) {
  Session *session = all.at(id).get();
  add(all, id);
  return session->user;
}

static void renew(Sessions &all, int id) { all[id] = std::make_unique<Session>(); }

// Another one.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(renewOther(all, 1, 2)); } clean
int renewOther(Sessions &all, int id, int other) {
  if (id == other)
    return 0;
  Session *session = all.at(id).get();
  renew(all, other);
  return session->user;
}

static void exchange(Sessions &all, int id, std::unique_ptr<Session> &old) {
  old = std::move(all[id]);
  all[id] = std::make_unique<Session>();
}

// The old object is kept.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); std::unique_ptr<Session> old;
//   show(retire(all, 1, old)); } clean
int retire(Sessions &all, int id, std::unique_ptr<Session> &old) {
  Session *session = all.at(id).get();
  exchange(all, id, old);
  return session->user;
}

// insert() says whether it took the object.
// proof: { Sessions all; show(inserted(all, 1)); } clean
int inserted(Sessions &all, int id) {
  auto fresh = std::make_unique<Session>();
  Session *session = fresh.get();
  const bool isNew = all.insert({id, std::move(fresh)}).second;
  return isNew ? session->user : 0;
}
