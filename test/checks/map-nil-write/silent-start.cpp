// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Globals that somebody has set when main() writes through them, or may have set before it began.
#include <map>
#include <memory>
#include <string>

using Prices = std::map<std::string, int>;

static Prices *first = nullptr;
static Prices *early = nullptr;
static Prices *onCall = nullptr;
static Prices standard;
static Prices *set = &standard;

struct Early {
  Early() { early = new Prices; }
};
static Early isMadeBeforeMain;

// proof: { open(); enterFirst("pen", 2); } clean
void enterFirst(const std::string &what, int price) {
  (*first)[what] = price;
}

// proof: enterEarly("pen", 2) clean
void enterEarly(const std::string &what, int price) {
  (*early)[what] = price;
}

// proof: enterSet("pen", 2) clean
void enterSet(const std::string &what, int price) {
  (*set)[what] = price;
}

// Made by whoever comes first.
// proof: enterOnCall("pen", 2) clean
void enterOnCall(const std::string &what, int price) {
  if (!onCall)
    onCall = new Prices;
  (*onCall)[what] = price;
}

// proof: open() clean
void open() {
  first = new Prices;
}

// proof: main() clean
int main() {
  open();
  enterFirst("pen", 2);
  enterEarly("pen", 2);
  enterSet("pen", 2);
  enterOnCall("pen", 2);
  return first->empty() ? 1 : 0;
}
