// RUN: %verify %s
// RUN: %prove %s
// Elements that take themselves out of the container they are kept in, and callables in elements.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

// Each room knows the hotel.
namespace roomsKnowTheHotel {
class Hotel;

class Room {
public:
  Room(Hotel &hotel, int number, int guests) : hotel_(hotel), number_(number), guests_(guests) {}

  void checkOut();

private:
  void closeWhenEmpty();

  Hotel &hotel_;
  int number_;
  int guests_;
};

class Hotel {
public:
  void open(int number, int guests) {
    rooms_[number] = std::make_unique<Room>(*this, number, guests);
  }

  // expected-note@+1 {{'rooms_' is erased from here}}
  void close(int number) { rooms_.erase(number); }

  void endOfSeason() {
    for (auto &entry : rooms_) // expected-note {{the loop over 'rooms_' starts here}}
      // expected-error@+1 {{calling 'checkOut' erases from 'rooms_' and invalidates the iterator}}
      entry.second->checkOut();
  }

private:
  std::map<int, std::unique_ptr<Room>> rooms_;
};

// proof: { roomsKnowTheHotel::Hotel hotel; hotel.open(1, 1); hotel.open(2, 1);
//   hotel.endOfSeason(); } faults "iterator invalidated by erase"
void Room::closeWhenEmpty() {
  if (guests_ == 0)
    hotel_.close(number_); // expected-note {{calling 'close' erases from 'rooms_'}}
}

// proof: { roomsKnowTheHotel::Hotel hotel; roomsKnowTheHotel::Room room(hotel, 1, 2);
//   room.checkOut(); } clean
void Room::checkOut() {
  --guests_;
  closeWhenEmpty(); // expected-note {{calling 'closeWhenEmpty' erases from 'rooms_'}}
}
} // namespace roomsKnowTheHotel

// An alarm may set another one, and the table grows.
namespace alarmsSetAlarms {
class Alarms {
public:
  using Action = std::function<void()>;

  void set(int at, Action action) {
    // expected-note@+1 {{'alarms_' is inserted into here}}
    alarms_.emplace(at, Alarm{at, std::move(action)});
  }

  void ring(int now) {
    for (auto &entry : alarms_) // expected-note {{the loop over 'alarms_' starts here}}
      if (entry.second.at <= now)
        // expected-error@+1 {{calling 'the lambda' inserts into 'alarms_' and can invalidate}}
        entry.second.action();
  }

private:
  struct Alarm {
    int at = 0;
    Action action;
  };

  std::unordered_map<int, Alarm> alarms_;
};

// proof: alarmsSetAlarms::snooze(3) faults "iterator invalidated by insertion"
void snooze(int now) {
  Alarms alarms;
  int next = 100;
  // expected-note@+1 {{calling 'set' inserts into 'alarms_'}}
  alarms.set(1, [&alarms, &next] { alarms.set(++next, [] {}); });
  alarms.ring(now);
}
} // namespace alarmsSetAlarms
