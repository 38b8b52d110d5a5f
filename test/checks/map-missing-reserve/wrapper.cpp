// RUN: %verify %s
// RUN: %prove %s
// A class around the container adds one element a call, and has no way to make room.

#include <cstddef>
#include <cstring>
#include <string>
#include <unordered_set>
#include <vector>

class Names {
public:
  void add(const std::string &name) { names_.insert(name); } // expected-note {{inserted here}}
  std::size_t size() const { return names_.size(); }

private:
  std::unordered_set<std::string> names_;
};

// proof: countNames(words(100)) grows 4
std::size_t countNames(const std::vector<std::string> &all) {
  Names names;
  for (const std::string &name : all) // expected-note {{the number is known before this loop}}
    // expected-warning@+1 {{inserts 'all.size()' elements, and 'Names' offers no way to reserve}}
    names.add(name);
  return names.size();
}

// It tells whether the key was new, and nobody wants to know.
class Visited {
public:
  bool set(std::size_t id) { return ids_.insert(id).second; } // expected-note {{inserted here}}
  bool get(std::size_t id) const { return ids_.count(id) != 0; }

private:
  std::unordered_set<std::size_t> ids_;
};

// proof: { std::vector<std::size_t> ids; for (std::size_t i = 0; i < 100; ++i) ids.push_back(i);
//   show(visitAll(ids)); } grows 4
bool visitAll(const std::vector<std::size_t> &ids) {
  Visited visited;
  for (std::size_t i = 0; i < ids.size(); ++i) // expected-note {{the number is known before}}
    // expected-warning@+1 {{inserts 'ids.size()' elements, and 'Visited' offers no way to}}
    visited.set(ids[i]);
  return visited.get(1);
}

// Nobody knows the number, but loops in loops make it large.
class Words {
public:
  void add(const char *word) {
    words_.insert(word); // expected-warning {{'words_' grows step by step while 'fill' fills it}}
  }

private:
  std::unordered_set<std::string> words_;
};

// proof: { Words all; std::vector<std::string> blobs; for (int i = 0; i < 100; ++i)
//   blobs.push_back("a" + std::to_string(i) + std::string(1, 0)); std::vector<const char *>
//   pointers; for (const auto &blob : blobs) pointers.push_back(blob.data()); fill(all, pointers);
//   } grows 4
void fill(Words &words, const std::vector<const char *> &blobs) {
  for (const char *blob : blobs)
    // expected-note@+1 {{the inner loop stands here}}
    for (const char *p = blob; *p != '\0'; p += std::strlen(p) + 1)
      words.add(p);
}
