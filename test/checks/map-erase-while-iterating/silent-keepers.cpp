// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Elements and callbacks that refer to their keeper, and do no harm.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// The loop has gone on before the element takes itself out.
namespace goneOnBefore {
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

  void close(int number) { rooms_.erase(number); }

  void endOfSeason() {
    for (auto it = rooms_.begin(); it != rooms_.end();) {
      Room &room = *it->second;
      ++it;
      room.checkOut();
    }
  }

private:
  std::map<int, std::unique_ptr<Room>> rooms_;
};

// proof: { goneOnBefore::Hotel hotel; goneOnBefore::Room room(hotel, 1); room.checkOut(); } clean
void Room::checkOut() {
  hotel_.close(number_);
}

// proof: goneOnBefore::season() clean
void season() {
  Hotel hotel;
  hotel.open(1);
  hotel.open(2);
  hotel.endOfSeason();
}
} // namespace goneOnBefore

// The object it refers to is another one of that class: it was given it, and does not keep it.
namespace anotherOne {
class Shelf;

class Book {
public:
  explicit Book(int id) : id_(id) {}

  void moveFrom(Shelf &from);

private:
  int id_;
};

class Shelf {
public:
  void add(int id) { books_[id] = std::make_unique<Book>(id); }

  void drop(int id) { books_.erase(id); }

  void takeAllFrom(Shelf &other) {
    for (auto &entry : books_)
      entry.second->moveFrom(other);
  }

private:
  std::map<int, std::unique_ptr<Book>> books_;
};

// proof: { anotherOne::Shelf shelf; anotherOne::Book book(1); book.moveFrom(shelf); } clean
void Book::moveFrom(Shelf &from) {
  from.drop(id_);
}

// proof: anotherOne::tidy() clean
void tidy() {
  Shelf a;
  Shelf b;
  a.add(1);
  b.add(1);
  a.takeAllFrom(b);
}
} // namespace anotherOne

// While somebody is told, who leaves is only marked; a counter says that somebody is.
namespace markedWhileTold {
class Hub {
public:
  struct Listener {
    virtual ~Listener() = default;
    virtual void heard(Hub &hub) = 0;
  };

  int join(Listener *listener) {
    listeners_[++last_] = listener;
    return last_;
  }

  void leave(int ticket) {
    if (depth_ == 0)
      listeners_.erase(ticket);
    else
      listeners_[ticket] = nullptr;
  }

  void tell() {
    ++depth_;
    for (auto &entry : listeners_)
      if (entry.second)
        entry.second->heard(*this);
    --depth_;
  }

private:
  std::map<int, Listener *> listeners_;
  int last_ = 0;
  int depth_ = 0;
};

struct Once : Hub::Listener {
  void heard(Hub &hub) override { hub.leave(ticket); }

  int ticket = 0;
};

// proof: markedWhileTold::once() clean
void once() {
  Hub hub;
  Once listener;
  listener.ticket = hub.join(&listener);
  hub.tell();
}
} // namespace markedWhileTold

// The same counter, compared the other way round.
namespace deferredWhileRinging {
class Alarms {
public:
  void cancel(int id) {
    if (ringing_ > 0)
      cancelled_.push_back(id);
    else
      alarms_.erase(id);
  }

  void add(int id, std::function<void(int)> action) { alarms_.emplace(id, std::move(action)); }

  void ring() {
    ++ringing_;
    for (auto &entry : alarms_)
      entry.second(entry.first);
    --ringing_;
    for (int id : cancelled_)
      alarms_.erase(id);
    cancelled_.clear();
  }

private:
  std::map<int, std::function<void(int)>> alarms_;
  std::vector<int> cancelled_;
  int ringing_ = 0;
};

// proof: deferredWhileRinging::day() clean
void day() {
  Alarms alarms;
  alarms.add(1, [&alarms](int id) { alarms.cancel(id); });
  alarms.add(2, [](int) {});
  alarms.ring();
}
} // namespace deferredWhileRinging
