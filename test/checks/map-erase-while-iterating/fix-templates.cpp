// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// A template has one text, and is repaired once for all its instantiations.
#include <map>
#include <string>
#include <unordered_map>

// proof: { std::map<int, int> m{{1, 0}, {2, 1}}; dropIdle(m, 0); show(m); } faults "iterator
//   invalidated by erase"
// proof: { std::map<int, long> m{{1, 0}, {2, 1}}; dropIdle(m, 2); show(m); } clean
template <typename Map>
void dropIdle(Map &sessions, int idle) {
  for (auto it = sessions.begin(); it != sessions.end(); ++it) // expected-note {{starts here}}
    if (it->second == idle)
      sessions.erase(it); // expected-error {{erasing from 'sessions' invalidates the iterator}}
}

// proof: { std::unordered_map<int, int> m{{1, 0}, {5, 1}}; doubled(m); show(m); } faults "iterator
//   invalidated by insertion" unseen: libstdc++ keeps its nodes
template <typename Key>
void doubled(std::unordered_map<Key, int> &m) {
  for (auto &[k, v] : m) // expected-note {{the loop over 'm' starts here}}
    if (v == 0)
      m[k + k] = 1; // expected-error {{inserting into 'm' can invalidate the iterator}}
}

// Nobody runs this.
// proof: { } clean
void instantiate() {
  std::map<int, int> a;
  std::map<int, long> b;
  dropIdle(a, 0);
  dropIdle(b, 0);
  std::unordered_map<int, int> c;
  std::unordered_map<std::string, int> d;
  doubled(c);
  doubled(d);
}
