// RUN: %verify %s
// RUN: %prove %s
// Containers that keep their elements in an array: insertion moves them, and so may erasure.

#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <boost/container/flat_map.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <string>

// proof: addReverse({{"a", "b"}, {"c", "d"}}) faults "iterator invalidated by insertion"
void addReverse(absl::flat_hash_map<std::string, std::string> &aliases) {
  for (const auto &[from, to] : aliases) // expected-note {{loop over 'aliases' starts here}}
    // Copies: what is made room for first must not lie in the table.
    // expected-error@+1 {{inserting into 'aliases' can invalidate}}
    aliases.try_emplace(std::string(to), std::string(from));
}

// erase() of this container returns nothing, and what it got is gone.
// proof: dropLow({{1, 0.5}, {2, 3.0}}, 1.0) faults "iterator invalidated by erase"
void dropLow(absl::flat_hash_map<int, double> &scores, double limit) {
  // expected-note@+1 {{'scores' starts}}
  for (auto score = scores.begin(); score != scores.end(); ++score)
    if (score->second < limit)
      scores.erase(score); // expected-error {{erasing from 'scores' invalidates the iterator}}
}

// proof: rankParents({{10, 1}, {20, 2}}, 3) faults "iterator invalidated by insertion"
void rankParents(llvm::DenseMap<int, unsigned> &rank, int step) {
  for (auto &entry : rank) // expected-note {{loop over 'rank' starts here}}
    // expected-error@+1 {{inserting into 'rank' can invalidate}}
    rank[entry.first / step] = entry.second + 1;
}

// The post-increment saves a node-based map; here the elements behind the erased one move up.
// proof: dropBlank({{1, ""}, {2, "b"}}) faults "iterator invalidated by erase"
void dropBlank(boost::container::flat_map<int, std::string> &lines) {
  // expected-note@+1 {{loop over 'lines' starts}}
  for (auto line = lines.begin(); line != lines.end();) {
    if (line->second.empty())
      lines.erase(line++); // expected-error {{erasing from 'lines' invalidates the iterator}}
    else
      ++line;
  }
}

// proof: seedNeighbours({{1, 0.9F}, {5, 0.1F}}) faults "iterator invalidated by insertion"
void seedNeighbours(boost::unordered_flat_map<long, float> &heat) {
  // expected-note@+1 {{'heat' starts here}}
  for (auto cell = heat.begin(); cell != heat.end(); ++cell) {
    if (cell->second > 0.5F)
      // expected-error@+1 {{inserting into 'heat' can}}
      heat.emplace(cell->first + 1, cell->second / 2);
  }
}

// proof: dropStale({{"a", 1}, {"b", 5000}}, 5000) faults "iterator invalidated by erase"
void dropStale(QHash<std::string, int> &thumbnails, int now) {
  // expected-note@+1 {{starts here}}
  for (auto shot = thumbnails.begin(); shot != thumbnails.end(); ++shot) {
    if (now - shot.value() > 3600)
      thumbnails.remove(shot.key()); // expected-error {{erasing from 'thumbnails' invalidates}}
  }
}
