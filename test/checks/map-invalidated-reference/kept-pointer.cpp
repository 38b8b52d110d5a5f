// RUN: %verify %s
// RUN: %prove %s
// A pointer to an element stays in a member; another method erases by the key it is given.

#include <map>
#include <string>
#include <unordered_map>

struct Sensor {
  int samples = 0;
};

// proof: { Panel panel; panel.select(3); panel.remove(3); panel.sample(); } faults "invalidated by erase"
class Panel {
public:
  void select(int id) { selected_ = &sensors_[id]; }
  void remove(int id) { // expected-note {{an earlier call of this leaves it behind}}
    sensors_.erase(id); // expected-note {{'sensors_' is erased from here}}
  }
  void sample() {
    if (selected_)
      ++selected_->samples; // expected-error {{reference into 'sensors_' is used after erasing from 'sensors_' may have invalidated it}}
  }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};

// The erasure is two calls down.
// proof: { Sessions s; s.login("a"); s.logout("a"); show(s.current()); } faults "invalidated by erase"
class Sessions {
public:
  void login(const std::string &user) { last_ = &sessions_[user]; }
  void logout(const std::string &user) { // expected-note {{an earlier call of this leaves it behind}}
    drop(user); // expected-note {{calling 'drop' erases from 'sessions_'}}
  }
  int current() const {
    return last_ ? last_->samples : 0; // expected-error {{may have invalidated it}}
  }

private:
  void drop(const std::string &user) {
    forget(user); // expected-note {{calling 'forget' erases from 'sessions_'}}
  }
  void forget(const std::string &user) {
    sessions_.erase(user); // expected-note {{'sessions_' is erased from here}}
  }

  std::unordered_map<std::string, Sensor> sessions_;
  Sensor *last_ = nullptr;
};

// An iterator is no better.
// proof: { Cursor c; c.add(1); c.seek(1); c.remove(1); show(c.value()); } faults "invalidated by erase"
class Cursor {
public:
  void add(int key) { values_[key] = key; }
  void seek(int key) { at_ = values_.find(key); }
  void remove(int key) { // expected-note {{an earlier call of this leaves it behind}}
    values_.erase(key); // expected-note {{'values_' is erased from here}}
  }
  int value() const {
    return at_->second; // expected-error {{may have invalidated it}}
  }

private:
  std::map<int, int> values_;
  std::map<int, int>::iterator at_;
};
