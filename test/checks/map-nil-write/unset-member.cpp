// RUN: %verify %s
// RUN: %prove %s
// A constructor that has nothing else to do leaves the pointer as it finds it, and another one sets
// it.
#include <map>
#include <string>

using Sizes = std::map<std::string, int>;

// The one without arguments forgets the table.
namespace forgetsTheTable {
class Theme {
public:
  Theme() : owner_("default") {} // expected-note {{this constructor can leave 'sizes_' unset}}
  explicit Theme(const std::string &owner) : owner_(owner) { sizes_ = new Sizes; }
  Theme(const Theme &) = delete;

  // proof: { forgetsTheTable::Theme theme("guest"); theme.set("cursor", 24); } clean
  // proof: forgetsTheTable::start() faults "assignment to entry in nil map"
  void set(const std::string &what, int size) {
    (*sizes_)[owner_ + what] = size; // expected-error {{write through 'sizes_', which is unset}}
  }

private:
  std::string owner_;
  Sizes *sizes_;
};

// proof: none: does what set() does, which faults
void start() {
  Theme theme;
  theme.set("cursor", 24); // expected-note {{leads there}}
}
} // namespace forgetsTheTable

// So does the one that takes another argument.
namespace takesAnotherArgument {
class Meter {
public:
  explicit Meter(int unit) : unit_(unit) {} // expected-note {{can leave 'seen_' unset}}
  Meter(int unit, Sizes *seen) : unit_(unit), seen_(seen) {}

  // proof: { Sizes sizes; takesAnotherArgument::Meter meter(1, &sizes); meter.see("a"); } clean
  // proof: takesAnotherArgument::measure() faults "assignment to entry in nil map"
  void see(const std::string &what) {
    seen_->emplace(what, unit_); // expected-error {{write through 'seen_', which is unset}}
  }

private:
  int unit_;
  Sizes *seen_;
};

// proof: none: does what see() does, which faults
void measure() {
  Meter meter(3);
  meter.see("a"); // expected-note {{leads there}}
}
} // namespace takesAnotherArgument
