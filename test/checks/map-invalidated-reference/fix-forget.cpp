// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Members that point into a map forget their element when it goes.
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct Sensor {
  int samples = 0;
};

// The one that is erased may be the one that is selected.
// proof: { Panel panel; panel.select(3); panel.remove(3); show(panel.sample()); } faults
//   "invalidated by erase"
// proof: { Panel panel; panel.select(3); panel.select(4); panel.remove(3); show(panel.sample()); }
//   clean
class Panel {
public:
  void select(int id) { selected_ = &sensors_[id]; }
  void remove(int id) { // expected-note {{an earlier call of this leaves it behind}}
    sensors_.erase(id); // expected-note {{'sensors_' is erased from here}}
  }
  bool sample() {
    if (selected_)
      ++selected_->samples; // expected-error {{reference into 'sensors_' is used after erasing}}
    return true;
  }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};

// Two calls down, and on one line.
namespace callsDown {
// proof: { callsDown::Sessions s; s.login("a"); s.logout("a"); show(s.current()); } faults
//   "invalidated by erase"
class Sessions {
public:
  void login(const std::string &user) { last_ = &sessions_[user]; }
  // expected-note@+2 {{an earlier call of this leaves it behind}}
  // expected-note@+1 {{calling 'forget' erases from 'sessions_'}}
  void logout(const std::string &user) { forget(user); }
  int current() const {
    return last_ ? last_->samples : 0; // expected-error {{may have invalidated it}}
  }

private:
  // expected-note@+1 {{'sessions_' is erased from here}}
  void forget(const std::string &user) { sessions_.erase(user); }

  std::unordered_map<std::string, Sensor> sessions_;
  Sensor *last_ = nullptr;
};
} // namespace callsDown

// What the element owned.
// proof: given void *owned::Session::operator new(std::size_t n) { return proof::newObject(n); }
// proof: given void owned::Session::operator delete(void *s) noexcept {
//   proof::deleteObject(s, sizeof(Session)); }
namespace owned {
struct Session {
  static void *operator new(std::size_t bytes);
  static void operator delete(void *object) noexcept;

  int user = 0;
};

// proof: { owned::Desk desk; desk.open(1); desk.select(1); desk.close(1); show(desk.user()); }
//   faults "invalidated by destruction"
class Desk {
public:
  void open(int id) { sessions_[id] = std::make_unique<Session>(); }
  void select(int id) { current_ = sessions_[id].get(); }
  void close(int id) { // expected-note {{an earlier call of this leaves it behind}}
    sessions_.erase(id); // expected-note {{'sessions_' is erased from here}}
  }
  int user() const {
    // expected-error@+1 {{reference into 'sessions_' is used after erasing from 'sessions_'}}
    return current_ ? current_->user : 0;
  }

private:
  std::map<int, std::unique_ptr<Session>> sessions_;
  Session *current_ = nullptr;
};
} // namespace owned

// All go.
namespace cleared {
// proof: { cleared::Cache cache; cache.get(1); cache.clear(); show(cache.get(1).size()); } faults
//   "reference invalidated by clear"
class Cache {
public:
  const std::string &get(int id) {
    if (lastId_ == id && last_ != nullptr)
      return *last_; // expected-error {{reference into 'texts_' is used after clearing 'texts_'}}
    last_ = &texts_[id];
    lastId_ = id;
    return *last_;
  }

  // expected-note@+2 {{'texts_' is cleared here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void clear() { texts_.clear(); }

private:
  std::map<int, std::string> texts_;
  const std::string *last_ = nullptr;
  int lastId_ = -1;
};

// proof: { cleared::Table table; table.add(1); table.reset(); show(table.count()); } faults
//   "reference invalidated by clear"
class Table {
public:
  void add(int id) { order_.push_back(&rows_[id]); }

  void reset() { // expected-note {{an earlier call of this leaves it behind}}
    // The rows and nothing else.
    rows_.clear(); // expected-note {{'rows_' is cleared here}}
  }

  int count() const {
    int sum = 0;
    for (const Sensor *r : order_)
      sum += r->samples; // expected-error {{pointer 'r' is used after clearing 'rows_'}}
    return sum;
  }

private:
  std::map<int, Sensor> rows_;
  std::vector<Sensor *> order_;
};
} // namespace cleared
