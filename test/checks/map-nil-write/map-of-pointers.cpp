// RUN: %verify %s
// operator[] of a map of pointers makes a null pointer for a key it has not seen.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

using Shelf = std::unordered_map<std::string, int>;

class Library {
public:
  void put(const std::string &room, const std::string &title) {
    // expected-note@+2 {{null}}
    // expected-error@+1 {{which may be null}}
    (*shelves_[room])[title] += 1;
  }

  void putIn(const std::string &room, const std::string &title) {
    auto &shelf = shelves_[room]; // expected-note {{null}}
    shelf->emplace(title, 1);     // expected-error {{write through 'shelf', which may be null}}
  }

private:
  std::map<std::string, std::shared_ptr<Shelf>> shelves_;
};
