// RUN: %verify %s
// RUN: %prove %s
// A callee searches for the element by what the loop has read from it, and erases it.
#include <map>
#include <memory>
#include <set>

// An alarm that is told its number takes itself off the list, found by owner and number.
namespace foundByOwner {
struct Listener {
  virtual ~Listener() = default;
  virtual void ring(int number) = 0;
};

class Clock {
public:
  void set(long at, Listener *who, int number) { alarms_.emplace(at, Alarm{who, number}); }
  void cancel(Listener *who, int number) {
    for (auto it = alarms_.begin(); it != alarms_.end(); ++it)
      if (it->second.who == who && it->second.number == number) {
        alarms_.erase(it); // expected-note {{'alarms_' is erased from here}}
        return;
      }
  }
  void tick(long now) {
    // expected-note@+1 {{the loop over 'alarms_' starts here}}
    for (auto it = alarms_.begin(); it != alarms_.end(); ++it)
      if (it->first <= now)
        // expected-error@+1 {{calling 'ring' erases from 'alarms_' and invalidates the iterator}}
        it->second.who->ring(it->second.number);
  }

private:
  struct Alarm {
    Listener *who;
    int number;
  };
  std::multimap<long, Alarm> alarms_;
};

class Sleeper : public Listener {
public:
  explicit Sleeper(Clock &clock) : clock_(clock) {}
  // expected-note@+1 {{calling 'cancel' erases from 'alarms_'}}
  void ring(int number) override { clock_.cancel(this, number); }

private:
  Clock &clock_;
};

// proof: foundByOwner::wake() faults "iterator invalidated by erase"
void wake() {
  Clock clock;
  Sleeper sleeper(clock);
  clock.set(1, &sleeper, 7);
  clock.set(2, &sleeper, 8);
  clock.tick(5);
}
} // namespace foundByOwner

// Members that know the set they are kept in, reached through the owner's getter.
namespace keptByAnother {
class Guest;

class Hall {
public:
  const std::set<std::shared_ptr<Guest>> &guests() const { return guests_; }
  void enter(const std::shared_ptr<Guest> &guest) { guests_.insert(guest); }
  // expected-note@+1 {{'hall_->guests_' is erased from here}}
  void leave(const std::shared_ptr<Guest> &guest) { guests_.erase(guest); }

private:
  std::set<std::shared_ptr<Guest>> guests_;
};

class Guest : public std::enable_shared_from_this<Guest> {
public:
  explicit Guest(Hall *hall) : hall_(hall) {}
  void sendHome() {
    if (hall_)
      // expected-note@+1 {{calling 'leave' erases from 'hall_->guests_'}}
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
    // expected-note@+1 {{the loop over 'hall_->guests_' starts here}}
    for (const auto &guest : hall_.guests())
      // expected-error@+1 {{calling 'sendHome' erases from 'hall_->guests_' and invalidates}}
      guest->sendHome();
  }

private:
  Hall &hall_;
};

// proof: keptByAnother::close() faults "iterator invalidated by erase"
void close() {
  Hall hall;
  for (int n = 0; n < 3; ++n)
    hall.enter(std::make_shared<Guest>(&hall));
  Evening(hall).end();
}
} // namespace keptByAnother
