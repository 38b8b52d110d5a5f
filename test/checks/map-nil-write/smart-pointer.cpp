// RUN: %verify %s
// RUN: %prove %s
// Owners of a map that hold none: default-constructed, emptied, or moved away.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

using Rooms = std::map<int, std::string>;

// proof: openHotel(1) faults "assignment to entry in nil map"
void openHotel(int room) {
  std::unique_ptr<Rooms> rooms;  // expected-note {{'rooms' is}}
  rooms->emplace(room, "empty"); // expected-error {{write through 'rooms', which is null}}
}

// proof: closeHotel(std::make_shared<Rooms>(), 1) faults "assignment to entry in nil map"
void closeHotel(std::shared_ptr<Rooms> rooms, int room) {
  rooms.reset();           // expected-note {{'rooms' is set to null here}}
  (*rooms)[room] = "shut"; // expected-error {{write through 'rooms', which is null}}
}

// proof: handOver(std::make_unique<Rooms>()) faults "assignment to entry in nil map"
std::unique_ptr<Rooms> handOver(std::unique_ptr<Rooms> rooms) {
  auto result = std::move(rooms); // expected-note {{'rooms' is moved from here}}
  rooms->insert({0, "lobby"});    // expected-error {{write through 'rooms', which is null}}
  return result;
}

// proof: firstGuest(1, "a") faults "assignment to entry in nil map"
void firstGuest(int room, const std::string &guest) {
  std::optional<Rooms> rooms;          // expected-note {{'rooms' is}}
  rooms->insert_or_assign(room, guest); // expected-error {{write through 'rooms', which is}}
}

// The release leaves the owner empty.
// proof: giveAway(std::make_unique<Rooms>()) faults "assignment to entry in nil map"
Rooms *giveAway(std::unique_ptr<Rooms> rooms) {
  Rooms *raw = rooms.release(); // expected-note {{'rooms' is set to null here}}
  rooms->erase(13);             // expected-error {{write through 'rooms', which is null}}
  return raw;
}

// A member that only one of the methods fills.
// proof: { Reception reception; reception.open(); reception.close(); } faults "assignment to entry
//   in nil map"
class Reception {
public:
  void open() { rooms_ = std::make_unique<Rooms>(); }

  void close() {
    rooms_ = nullptr;           // expected-note {{'rooms_' is set to null here}}
    (*rooms_)[0] = "caretaker"; // expected-error {{write through 'rooms_', which is null}}
  }

private:
  std::unique_ptr<Rooms> rooms_;
};

// A lambda took the owner with it.
// proof: later(std::make_unique<Rooms>()) faults "assignment to entry in nil map"
int later(std::unique_ptr<Rooms> rooms) {
  auto task = [owned = std::move(rooms)] { // expected-note {{'rooms' is moved from here}}
    return static_cast<int>(owned->size());
  };
  rooms->try_emplace(1, "late"); // expected-error {{write through 'rooms', which is null}}
  return task();
}
