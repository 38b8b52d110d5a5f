// RUN: %verify %s
// RUN: %prove %s
// What a unique_ptr in the map owns goes with it: pointers got from it lead nowhere.

#include <absl/container/flat_hash_map.h>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

// proof: given void *Session::operator new(std::size_t n) { return proof::newObject(n); }
// proof: given void Session::operator delete(void *s) noexcept { proof::deleteObject(s, sizeof(Session)); }
struct Session {
  static void *operator new(std::size_t bytes);
  static void operator delete(void *object) noexcept;

  int user = 0;
  std::unique_ptr<Session> parent;
};

using Sessions = std::map<int, std::unique_ptr<Session>>;

// The log line comes after the erasure.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(logOut(all, 1)); }
//   faults "invalidated by destruction"
int logOut(Sessions &all, int id) {
  Session *session = all[id].get(); // expected-note {{'session' is obtained here}}
  all.erase(id); // expected-note {{'all' is erased from here}}
  return session->user; // expected-error {{pointer 'session' is used after erasing from 'all' invalidated it}}
}

// By the iterator it was found with.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(expire(all, 1)); }
//   faults "invalidated by destruction"
bool expire(Sessions &all, int id) {
  const auto found = all.find(id);
  if (found == all.end())
    return false;
  Session *session = found->second.get(); // expected-note {{obtained here}}
  all.erase(found); // expected-note {{erased from here}}
  session->user = 0; // expected-error {{pointer 'session' is used after erasing}}
  return true;
}

// A reference to the object, and a hash map.
// proof: { std::unordered_map<int, std::unique_ptr<Session>> all; all[1] =
//   std::make_unique<Session>(); show(drop(all, 1)); } faults "invalidated by destruction"
int drop(std::unordered_map<int, std::unique_ptr<Session>> &all, int id) {
  const Session &session = *all.at(id); // expected-note {{obtained here}}
  all.erase(id); // expected-note {{erased from here}}
  return session.user; // expected-error {{reference 'session' is used after erasing}}
}

// Another object takes its place.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(renew(all, 1)); }
//   faults "invalidated by destruction"
int renew(Sessions &all, int id) {
  const Session *old = all[id].get(); // expected-note {{obtained here}}
  all[id] = std::make_unique<Session>(); // expected-note {{'all' is given another element here}}
  return old->user; // expected-error {{pointer 'old' is used after replacing an element of 'all' invalidated it}}
}

// insert_or_assign() replaces as well.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(replaceBy(all, 1,
//   std::make_unique<Session>())); } faults "invalidated by destruction"
int replaceBy(Sessions &all, int id, std::unique_ptr<Session> next) {
  const Session *old = all[id].get(); // expected-note {{obtained here}}
  all.insert_or_assign(id, std::move(next)); // expected-note {{given another element here}}
  return old->user; // expected-error {{pointer 'old' is used after replacing}}
}

// reset() keeps the element and ends the object.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(shut(all, 1)); }
//   faults "invalidated by destruction"
int shut(Sessions &all, int id) {
  Session *session = all.at(id).get(); // expected-note {{obtained here}}
  all.at(id).reset(); // expected-note {{given another element here}}
  return session->user; // expected-error {{pointer 'session' is used after replacing}}
}

// All of them go.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(shutDown(all, 1)); }
//   faults "invalidated by destruction"
int shutDown(Sessions &all, int last) {
  Session *session = all.at(last).get(); // expected-note {{obtained here}}
  all.clear(); // expected-note {{'all' is cleared here}}
  return session->user; // expected-error {{pointer 'session' is used after clearing 'all' invalidated it}}
}

// The pointer was kept before the map took over.
// proof: { Sessions all; show(open(all, 1)); } faults "invalidated by destruction"
int open(Sessions &all, int id) {
  auto fresh = std::make_unique<Session>();
  Session *session = fresh.get(); // expected-note {{obtained here}}
  all.emplace(id, std::move(fresh));
  all.erase(id); // expected-note {{erased from here}}
  return session->user; // expected-error {{pointer 'session' is used after erasing}}
}

// The owner is a field of the element.
struct Slot {
  std::string name;
  std::unique_ptr<Session> session;
};

// proof: { absl::flat_hash_map<int, Slot> slots; slots[1] = {"a", std::make_unique<Session>()};
//   show(leave(slots, 1)); } faults "invalidated by destruction"
int leave(absl::flat_hash_map<int, Slot> &slots, int id) {
  Session *session = slots[id].session.get(); // expected-note {{obtained here}}
  slots.erase(id); // expected-note {{erased from here}}
  return session->user; // expected-error {{pointer 'session' is used after erasing}}
}

// An owner in what the element owns.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); all[1]->parent =
//   std::make_unique<Session>(); show(parentOf(all, 1)); } faults "invalidated by destruction"
int parentOf(Sessions &all, int id) {
  Session *parent = all.at(id)->parent.get(); // expected-note {{obtained here}}
  all.erase(id); // expected-note {{erased from here}}
  return parent->user; // expected-error {{pointer 'parent' is used after erasing}}
}

// A getter hands the pointer out, and the erasure is two calls down.
// proof: { Server server; server.accept(1); show(server.kick(1)); } faults "invalidated by destruction"
class Server {
public:
  void accept(int id) { sessions_[id] = std::make_unique<Session>(); }

  int kick(int id) {
    Session *session = find(id); // expected-note {{obtained here}}
    if (session == nullptr)
      return 0;
    forget(id); // expected-note {{calling 'forget' erases from 'sessions_'}}
    return session->user; // expected-error {{pointer 'session' is used after erasing from 'sessions_'}}
  }

private:
  Session *find(int id) const {
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : found->second.get();
  }
  void forget(int id) {
    discard(id); // expected-note {{calling 'discard' erases from 'sessions_'}}
  }
  void discard(int id) {
    sessions_.erase(id); // expected-note {{'sessions_' is erased from here}}
  }

  std::unordered_map<int, std::unique_ptr<Session>> sessions_;
};

// The pointer stays in a member; another method ends what it leads to.
// proof: { Desk desk; desk.open(1); desk.select(1); desk.close(1); show(desk.user()); }
//   faults "invalidated by destruction"
class Desk {
public:
  void open(int id) { sessions_[id] = std::make_unique<Session>(); }
  void select(int id) { current_ = sessions_[id].get(); }
  void close(int id) { // expected-note {{an earlier call of this leaves it behind}}
    sessions_.erase(id); // expected-note {{'sessions_' is erased from here}}
  }
  int user() const {
    // expected-error@+1 {{reference into 'sessions_' is used after erasing from 'sessions_' may have invalidated it}}
    return current_ ? current_->user : 0;
  }

private:
  Sessions sessions_;
  Session *current_ = nullptr;
};
