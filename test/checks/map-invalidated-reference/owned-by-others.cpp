// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// What a unique_ptr in the map owns goes with it, whoever put it there and whoever ends it.

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

// A parameter is moved in.
// proof: { Sessions all; show(adopt(all, 1, std::make_unique<Session>())); } faults "invalidated by
//   destruction"
int adopt(Sessions &all, int id, std::unique_ptr<Session> fresh) {
  Session *session = fresh.get(); // expected-note {{obtained here}}
  all.emplace(id, std::move(fresh));
  all.erase(id);        // expected-note {{erased from here}}
  return session->user; // expected-error {{pointer 'session' is used after erasing}}
}

// As a pair.
// proof: { Sessions all; show(insert(all, 1)); } faults "invalidated by destruction"
int insert(Sessions &all, int id) {
  auto fresh = std::make_unique<Session>();
  Session *session = fresh.get(); // expected-note {{obtained here}}
  all.insert({id, std::move(fresh)});
  all.erase(id);        // expected-note {{erased from here}}
  return session->user; // expected-error {{pointer 'session' is used after erasing}}
}

// proof: { Sessions all; show(insertMade(all, 1)); } faults "invalidated by destruction"
int insertMade(Sessions &all, int id) {
  auto fresh = std::make_unique<Session>();
  Session *session = fresh.get(); // expected-note {{obtained here}}
  all.insert(std::make_pair(id, std::move(fresh)));
  all.clear();          // expected-note {{'all' is cleared here}}
  return session->user; // expected-error {{pointer 'session' is used after clearing}}
}

static void renew(Sessions &all, int id) { all[id] = std::make_unique<Session>(); }

// A function puts another object there.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(restart(all, 1)); } faults
//   "invalidated by destruction"
int restart(Sessions &all, int id) {
  Session *session = all.at(id).get(); // expected-note {{obtained here}}
  renew(all, id);       // expected-note {{'all' is given another element here}}
  return session->user; // expected-error {{pointer 'session' is used after replacing}}
}

static void assign(Sessions &all, int id) { all.insert_or_assign(id, std::make_unique<Session>()); }

// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(reassign(all, 1)); } faults
//   "invalidated by destruction"
int reassign(Sessions &all, int id) {
  Session *session = all.at(id).get(); // expected-note {{obtained here}}
  assign(all, id);      // expected-note {{'all' is given another element here}}
  return session->user; // expected-error {{pointer 'session' is used after replacing}}
}

// A method empties the element.
// proof: { Server server; server.open(1); show(server.shut(1)); } faults "invalidated by destruction"
class Server {
public:
  void open(int id) { sessions_[id] = std::make_unique<Session>(); }

  int shut(int id) {
    Session *session = sessions_.at(id).get(); // expected-note {{obtained here}}
    end(id);              // expected-note {{'sessions_' is given another element here}}
    return session->user; // expected-error {{pointer 'session' is used after replacing}}
  }

private:
  void end(int id) { sessions_.at(id).reset(); }

  Sessions sessions_;
};
