// RUN: %verify %s
// RUN: %prove %s
// operator[] of a map of pointers makes a null pointer for a key it has not seen.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

using Shelf = std::unordered_map<std::string, int>;

class Library {
public:
  // proof: { Library library; library.put("a", "b"); } faults "assignment to entry in nil map"
  void put(const std::string &room, const std::string &title) {
    // expected-note@+2 {{null}}
    // expected-error@+1 {{which may be null}}
    (*shelves_[room])[title] += 1;
  }

  // proof: { Library library; library.putIn("a", "b"); } faults "assignment to entry in nil map"
  void putIn(const std::string &room, const std::string &title) {
    auto &shelf = shelves_[room]; // expected-note {{null}}
    shelf->emplace(title, 1);     // expected-error {{write through 'shelf', which may be null}}
  }

private:
  std::map<std::string, std::shared_ptr<Shelf>> shelves_;
};

// One method knows that operator[] may have made the pointer, the other does not look.
// proof: { Diaries diaries; diaries.note("a", "b"); } faults "assignment to entry in nil map"
class Diaries {
public:
  void open(const std::string &owner) {
    auto &diary = diaries_[owner];
    if (!diary) // expected-note {{is checked for null first}}
      diary = std::make_unique<Shelf>();
    diary->emplace("opened", 1);
  }

  void note(const std::string &owner, const std::string &what) {
    // expected-note@+2 {{operator[] makes a null value}}
    // expected-error@+1 {{write through 'diaries_[owner]', which may be null}}
    diaries_[owner]->emplace(what, 1);
  }

private:
  std::unordered_map<std::string, std::unique_ptr<Shelf>> diaries_;
};
