// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// A template has one text, and is repaired once for all its instantiations.
#include <absl/container/flat_hash_map.h>
#include <map>
#include <string>

// proof: { std::map<int, int> m{{1, 5}}; show(logOut(m, 1)); } faults "iterator invalidated by erase"
template <typename Map>
auto logOut(Map &m, const typename Map::key_type &k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return typename Map::mapped_type() + m.size();
  m.erase(it);                  // expected-note {{erased from here}}
  return it->second + m.size(); // expected-error {{iterator 'it' is used after erasing from 'm'}}
}

// proof: { absl::flat_hash_map<int, int> m; show(both(m, 1, 2)); } faults "reference invalidated by
//   insertion"
template <typename Key>
int both(absl::flat_hash_map<Key, int> &m, Key a, Key b) {
  int &first = m[a]; // expected-note {{obtained here}}
  first += 1;
  m[b] = 2; // expected-note {{inserted into here}}
  first += m.at(b); // expected-error {{reference 'first' is used after inserting into 'm'}}
  return m.at(a);
}

// Nobody runs this.
// proof: { } clean
void instantiate() {
  std::map<int, int> a;
  std::map<long, long> b;
  logOut(a, 1);
  logOut(b, 1);
  absl::flat_hash_map<int, int> c;
  absl::flat_hash_map<long, int> d;
  both(c, 1, 1);
  both(d, 1L, 1L);
}
