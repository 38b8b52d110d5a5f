// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A pointer to an element stays in a member, and whoever erases looks after it.

#include <map>
#include <unordered_map>

struct Sensor {
  int samples = 0;
};

// The method that erases lets go of the pointer.
// proof: { Careful c; c.select(3); c.remove(3); c.sample(); } clean
class Careful {
public:
  void select(int id) { selected_ = &sensors_[id]; }
  void remove(int id) {
    const auto at = sensors_.find(id);
    if (at == sensors_.end())
      return;
    if (selected_ == &at->second)
      selected_ = nullptr;
    sensors_.erase(at);
  }
  void sample() {
    if (selected_)
      ++selected_->samples;
  }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};

// The only caller of the method that erases lets go of it.
// proof: { Outer o; o.select(3); o.close(3); o.sample(); } clean
class Outer {
public:
  void select(int id) { selected_ = &sensors_[id]; }
  void close(int id) {
    selected_ = nullptr;
    remove(id);
  }
  void sample() {
    if (selected_)
      ++selected_->samples;
  }
  void remove(int id) { sensors_.erase(id); }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};

// The method that uses it asks the container first.
// proof: { Asking a; a.select(3); a.remove(3); a.sample(); } clean
class Asking {
public:
  void select(int id) {
    id_ = id;
    selected_ = &sensors_[id];
  }
  void remove(int id) { sensors_.erase(id); }
  void sample() {
    if (sensors_.count(id_) != 0)
      ++selected_->samples;
  }

private:
  std::unordered_map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
  int id_ = 0;
};

// The pointer is set for the time of a call.
// proof: { During d; d.handle(3); d.remove(3); show(d.total()); } clean
class During {
public:
  void handle(int id) {
    active_ = &sensors_[id];
    step();
    active_ = nullptr;
  }
  void remove(int id) { sensors_.erase(id); }
  int total() const { return total_; }

private:
  void step() { total_ += ++active_->samples; }

  std::map<int, Sensor> sensors_;
  Sensor *active_ = nullptr;
  int total_ = 0;
};

// What is erased is chosen by what it holds: idle ones, and the selected one is not idle.
// proof: { Idle i; i.select(3); i.expire(); i.sample(); } clean
class Idle {
public:
  void select(int id) {
    selected_ = &sensors_[id];
    selected_->samples = 1;
  }
  void expire() {
    for (auto it = sensors_.begin(); it != sensors_.end();)
      it = it->second.samples == 0 ? sensors_.erase(it) : std::next(it);
  }
  void sample() {
    if (selected_)
      ++selected_->samples;
  }

private:
  std::map<int, Sensor> sensors_;
  Sensor *selected_ = nullptr;
};
