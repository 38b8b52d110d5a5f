// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A callee searches for elements by other parts than those the loop has read, or the loop is ready.
#include <map>
#include <memory>
#include <set>

// The children of an element go, not the element.
namespace childrenOnly {
class Tree {
public:
  void add(int id, int parent) { nodes_[id] = Node{parent}; }
  void prune(int parent) {
    for (auto it = nodes_.begin(); it != nodes_.end(); ++it)
      if (it->second.parent == parent) {
        nodes_.erase(it);
        return;
      }
  }
  int thin() {
    int seen = 0;
    for (auto it = nodes_.begin(); it != nodes_.end(); ++it) {
      prune(it->first);
      ++seen;
    }
    return seen;
  }

private:
  struct Node {
    int parent = 0;
  };
  std::map<int, Node> nodes_;
};

// proof: childrenOnly::run() clean
int run() {
  Tree tree;
  tree.add(1, 0);
  tree.add(2, 1);
  tree.add(3, 2);
  return tree.thin();
}
} // namespace childrenOnly

// The same owner, but another number.
namespace anotherNumber {
class Clock {
public:
  void set(long at, int owner, int number) { alarms_.emplace(at, Alarm{owner, number}); }
  void cancel(int owner, int number) {
    for (auto it = alarms_.begin(); it != alarms_.end(); ++it)
      if (it->second.owner == owner && it->second.number == number) {
        alarms_.erase(it);
        return;
      }
  }
  int tick() {
    int rung = 0;
    for (auto it = alarms_.begin(); it != alarms_.end(); ++it) {
      cancel(it->second.owner, it->second.number + 1);
      ++rung;
    }
    return rung;
  }

private:
  struct Alarm {
    int owner;
    int number;
  };
  std::multimap<long, Alarm> alarms_;
};

// proof: anotherNumber::run() clean
int run() {
  Clock clock;
  clock.set(1, 1, 7);
  clock.set(2, 1, 8);
  return clock.tick();
}
} // namespace anotherNumber

// The loop takes the next position before it lets the element go.
namespace stepsFirst {
class Clock {
public:
  void set(long at, int number) { alarms_.emplace(at, number); }
  void cancel(int number) {
    for (auto it = alarms_.begin(); it != alarms_.end(); ++it)
      if (it->second == number) {
        alarms_.erase(it);
        return;
      }
  }
  int tick() {
    int rung = 0;
    for (auto it = alarms_.begin(); it != alarms_.end();) {
      const int number = it->second;
      ++it;
      cancel(number);
      ++rung;
    }
    return rung;
  }

private:
  std::multimap<long, int> alarms_;
};

// proof: stepsFirst::run() clean
int run() {
  Clock clock;
  clock.set(1, 7);
  clock.set(2, 8);
  return clock.tick();
}
} // namespace stepsFirst

// What is gone over is a copy of the set.
namespace goesOverACopy {
class Guest;

class Hall {
public:
  const std::set<std::shared_ptr<Guest>> &guests() const { return guests_; }
  void enter(const std::shared_ptr<Guest> &guest) { guests_.insert(guest); }
  void leave(const std::shared_ptr<Guest> &guest) { guests_.erase(guest); }

private:
  std::set<std::shared_ptr<Guest>> guests_;
};

class Guest : public std::enable_shared_from_this<Guest> {
public:
  explicit Guest(Hall *hall) : hall_(hall) {}
  void sendHome() {
    if (hall_)
      hall_->leave(shared_from_this());
    hall_ = nullptr;
  }

private:
  Hall *hall_;
};

class Evening {
public:
  explicit Evening(Hall &hall) : hall_(hall) {}
  void end() {
    const auto guests = hall_.guests();
    for (const auto &guest : guests)
      guest->sendHome();
  }

private:
  Hall &hall_;
};

// proof: goesOverACopy::close() clean
void close() {
  Hall hall;
  for (int n = 0; n < 3; ++n)
    hall.enter(std::make_shared<Guest>(&hall));
  Evening(hall).end();
}
} // namespace goesOverACopy
