// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Loops that go over a copy: the body adds to the container, or its elements take themselves out.
#include <absl/container/flat_hash_map.h>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

// References that nothing is written through.
// proof: addNegative({{1, 0}, {2, 1}}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
void addNegative(std::unordered_map<int, int> &m) {
  for (auto &[k, v] : m) // expected-note {{the loop over 'm' starts here}}
    if (v == 0)
      m[-k] = v + 1; // expected-error {{inserting into 'm' can invalidate the iterator}}
}

// Positions of a for.
// proof: seed({{1, 9}, {5, 1}}) faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
void seed(std::unordered_map<int, int> &heat) {
  // expected-note@+1 {{loop over 'heat' starts}}
  for (auto cell = heat.cbegin(); cell != heat.cend(); ++cell)
    if (cell->second > 5)
      // expected-error@+1 {{inserting into 'heat' can invalidate}}
      heat.emplace(cell->first + 1, cell->second / 2);
}

// Positions of a while, whose step is the last thing it does.
// proof: shadow({{1, 0}, {2, 1}}) faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
void shadow(std::unordered_map<int, int> &m) {
  auto it = m.begin();
  while (it != m.end()) { // expected-note {{the loop over 'm' starts here}}
    if ((*it).second == 0)
      m.insert({it->first + 1000, 1}); // expected-error {{inserting into 'm' can invalidate}}
    ++it;
  }
}

// The container is an element of the one that grows.
// proof: mutual({{1, {2, 3, 4}}}, 1) faults "iterator invalidated by move"
void mutual(absl::flat_hash_map<int, std::set<int>> &friends, int who) {
  if (who > 0)
    for (int other : friends[who]) // expected-note {{the loop over 'friends' starts here}}
      friends[other].insert(who); // expected-error {{inserting into 'friends' can invalidate}}
}

// Observers that leave while they are told.
namespace leaving {
class Subject;

class Observer {
public:
  virtual ~Observer() = default;
  virtual void changed(Subject &subject) = 0;
};

class Subject {
public:
  void attach(Observer *observer) { observers_.insert(observer); }
  // expected-note@+1 {{'observers_' is erased from here}}
  void detach(Observer *observer) { observers_.erase(observer); }
  void notify();

private:
  std::set<Observer *> observers_;
};

class OneShot : public Observer {
public:
  // expected-note@+1 {{calling 'detach' erases from 'observers_'}}
  void changed(Subject &subject) override { subject.detach(this); }
};

// proof: { using namespace leaving; OneShot first, second; Subject subject; subject.attach(&first);
//   subject.attach(&second); subject.notify(); } faults "iterator invalidated by erase"
void Subject::notify() {
  for (Observer *o : observers_) // expected-note {{the loop over 'observers_' starts here}}
    o->changed(*this); // expected-error {{calling 'changed' erases from 'observers_'}}
}
} // namespace leaving

// Owners have no copy: the next position is taken before the body.
namespace owned {
class Hotel;

class Room {
public:
  Room(Hotel &hotel, int number) : hotel_(hotel), number_(number) {}
  void checkOut();

private:
  Hotel &hotel_;
  int number_;
};

class Hotel {
public:
  void open(int number) { rooms_[number] = std::make_unique<Room>(*this, number); }
  void close(int number) { rooms_.erase(number); } // expected-note {{is erased from here}}

  // proof: { owned::Hotel hotel; hotel.open(1); hotel.open(2); hotel.endOfSeason(); } faults
  //   "iterator invalidated by erase"
  void endOfSeason() {
    for (auto &entry : rooms_) // expected-note {{the loop over 'rooms_' starts here}}
      entry.second->checkOut(); // expected-error {{calling 'checkOut' erases from 'rooms_'}}
  }

private:
  std::map<int, std::unique_ptr<Room>> rooms_;
};

// proof: { owned::Hotel hotel; owned::Room room(hotel, 1); room.checkOut(); } clean
void Room::checkOut() {
  hotel_.close(number_); // expected-note {{calling 'close' erases from 'rooms_'}}
}
} // namespace owned

// The position is a member, or lies in a struct.
namespace heldElsewhere {
struct Cursor {
  std::map<int, int>::iterator at;
};

// proof: { std::map<int, int> m{{1, 0}, {2, 1}}; heldElsewhere::drop(m); show(m); } faults "iterator
//   invalidated by erase"
void drop(std::map<int, int> &m) {
  Cursor c{m.begin()};
  for (; c.at != m.end(); ++c.at) // expected-note {{the loop over 'm' starts here}}
    if (c.at->second == 0)
      m.erase(c.at); // expected-error {{erasing from 'm' invalidates the iterator}}
}

// proof: { heldElsewhere::Scanner s; s.mark(1, -1); s.mark(2, 1); s.drop(); show(s.size()); } faults
//   "iterator invalidated by erase"
class Scanner {
public:
  void mark(long place, int flag) { marks_[place] = flag; }
  std::size_t size() const { return marks_.size(); }

  void drop() {
    // expected-note@+1 {{'marks_' starts}}
    for (cursor_ = marks_.begin(); cursor_ != marks_.end(); ++cursor_)
      if (cursor_->second < 0)
        marks_.erase(cursor_); // expected-error {{erasing from 'marks_' invalidates the iterator}}
  }

private:
  std::map<long, int> marks_;
  std::map<long, int>::iterator cursor_;
};
} // namespace heldElsewhere
