// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Room for the repair: loops that are the body of an if, classes that have no way to reserve.
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// The body of the if gets braces.
// proof: maybe(numbers(100), true) grows 4 -> 0
std::unordered_set<int> maybe(const std::vector<int> &values, bool wanted) {
  std::unordered_set<int> result;
  if (wanted)
    for (const int value : values) // expected-note {{reserve room for}}
      result.insert(value); // expected-warning {{'result' grows}}
  return result;
}

// The class that adds is told how many there will be.
class Names {
public:
  // Each name once.
  void add(const std::string &name) { names_.insert(name); } // expected-note {{inserted here}}
  std::size_t size() const { return names_.size(); }

private:
  std::unordered_set<std::string> names_;
};

// proof: countNames(words(100)) grows 4 -> 0
std::size_t countNames(const std::vector<std::string> &all) {
  Names names;
  for (const std::string &name : all) // expected-note {{the number is known before this loop}}
    // expected-warning@+1 {{inserts 'all.size()' elements, and 'Names' offers no way to reserve}}
    names.add(name);
  return names.size();
}

// Here the method has several lines.
class Ages {
public:
  void set(const std::string &name, int age) {
    ages_.emplace(name, age); // expected-note {{inserted here}}
  }

  std::size_t size() const { return ages_.size(); }

private:
  std::unordered_map<std::string, int> ages_;
};

// proof: enter(words(100), true) grows 4 -> 0
std::size_t enter(const std::vector<std::string> &all, bool wanted) {
  Ages ages;
  if (wanted)
    for (const auto &name : all) // expected-note {{the number is known before this loop}}
      // expected-warning@+1 {{'Ages' offers no way to reserve}}
      ages.set(name, 1);
  return ages.size();
}
