// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The object is made before it is written to.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

using Seats = std::map<int, std::string>;

// proof: reserveFirstRow("a") faults "assignment to entry in nil map"
std::unique_ptr<Seats> reserveFirstRow(const std::string &group) {
  std::unique_ptr<Seats> seats; // expected-note {{'seats' is}}
  seats->emplace(1, group);     // expected-error {{write through 'seats', which is null}}
  return seats;
}

// proof: countDoors() faults "assignment to entry in nil map"
std::shared_ptr<std::unordered_map<std::string, int>> countDoors() {
  std::shared_ptr<std::unordered_map<std::string, int>> doors; // expected-note {{'doors' is}}
  (*doors)["front"] = 1; // expected-error {{write through 'doors', which is null}}
  return doors;
}

// proof: single("a") faults "assignment to entry in nil map"
std::optional<Seats> single(const std::string &guest) {
  std::optional<Seats> seats; // expected-note {{'seats' is}}
  (*seats)[1] = guest;        // expected-error {{write through 'seats', which is}}
  return seats;
}

// proof: { Theatre theatre; theatre.seat("a", 1, "b"); theatre.seat("a", 2, "c"); } faults
//   "assignment to entry in nil map"
class Theatre {
public:
  void seat(const std::string &hall, int number, const std::string &guest) {
    auto &seats = halls_[hall];    // expected-note {{null}}
    seats->emplace(number, guest); // expected-error {{write through 'seats', which may be null}}
  }

private:
  std::map<std::string, std::shared_ptr<Seats>> halls_;
};
