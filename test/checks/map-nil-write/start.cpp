// RUN: %verify %s
// RUN: %prove %s
// A program begins with its globals as they are declared: what main() does first finds them null.
#include <map>
#include <memory>
#include <string>

using Prices = std::map<std::string, int>;

static Prices *prices = nullptr; // expected-note {{'prices' is null from the start of the program}}
static std::unique_ptr<Prices> offers; // expected-note {{'offers' is null from the start of the}}

// proof: enter("pen", 2) faults "assignment to entry in nil map"
void enter(const std::string &what, int price) {
  (*prices)[what] = price; // expected-error {{write through 'prices', which is unset}}
}

// proof: offer("pen", 2) faults "assignment to entry in nil map"
void offer(const std::string &what, int price) {
  offers->emplace(what, price); // expected-error {{write through 'offers', which is unset}}
}

// proof: open() clean
void open() {
  if (!prices)
    prices = new Prices;
  offers = std::make_unique<Prices>();
}

// proof: none: begins as the two above do, which fault
int main() {
  enter("pen", 2); // expected-note {{calling 'enter' leads there}}
  offer("ink", 3); // expected-note {{calling 'offer' leads there}}
  open();
  return prices->empty() ? 1 : 0;
}
