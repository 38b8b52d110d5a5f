// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Loops that clear or grow what they go over.

#include <boost/container/flat_map.hpp>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

// proof: panicReset({{"login", 9}, {"mail", 1}}, 5) faults "iterator invalidated by clear"
void panicReset(std::unordered_map<std::string, int> &failures, int threshold) {
  for (const auto &entry : failures) { // expected-note {{loop over 'failures' starts here}}
    if (entry.second > threshold)
      failures.clear(); // expected-error {{clearing 'failures' invalidates the iterator}}
  }
}

// proof: stopAt({1, 2, 3}, 2) faults "iterator invalidated by clear"
int stopAt(std::set<int> &steps, int last) {
  int done = 0;
  for (auto step = steps.begin(); step != steps.end(); ++step) { // expected-note {{starts here}}
    if (*step == last) {
      ++done;
      steps.clear(); // expected-error {{clearing 'steps' invalidates the iterator}}
    }
  }
  return done;
}

// What is added is not gone over, as nobody could tell before.
// proof: addPlurals({{"cat", 1}, {"dog", 2}}) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
void addPlurals(std::unordered_map<std::string, int> &frequency) {
  for (const auto &[word, count] : frequency) // expected-note {{loop over 'frequency' starts here}}
    if (word.back() != 's')
      frequency[word + "s"] = count; // expected-error {{inserting into 'frequency' can invalidate}}
}

static int intern(std::unordered_map<std::string, int> &symbols, const std::string &name) {
  return symbols.emplace(name, 7).first->second; // expected-note {{inserted into here}}
}

// proof: mangle({{"f", 1}, {"g", 2}}) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
int mangle(std::unordered_map<std::string, int> &symbols) {
  int sum = 0;
  for (auto symbol : symbols) // expected-note {{loop over 'symbols' starts here}}
    if (symbol.second < 5)
      // expected-error@+1 {{calling 'intern' inserts into}}
      sum += intern(symbols, "_" + symbol.first);
  return sum;
}

// The post-increment saves a node-based map; here the elements behind the erased one move up.
// proof: dropBlank({{1, ""}, {2, "b"}, {3, ""}}) faults "iterator invalidated by erase"
void dropBlank(boost::container::flat_map<int, std::string> &lines) {
  for (auto line = lines.begin(); line != lines.end();) { // expected-note {{'lines' starts}}
    if (line->second.empty())
      lines.erase(line++); // expected-error {{erasing from 'lines' invalidates the iterator}}
    else
      ++line;
  }
}
