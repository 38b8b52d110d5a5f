// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Loops that step on after an erasure, and never from the end.
#include <iterator>
#include <map>
#include <set>

// Compared with the end before the step.
// proof: dropOdd({{1, 1}, {2, 2}, {3, 3}}) clean
void dropOdd(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it) {
    if (it->second % 2) {
      it = m.erase(it);
      if (it == m.end())
        break;
    }
  }
}

// The step is taken only when nothing was erased.
// proof: dropEven({{1, 1}, {2, 2}, {3, 3}}) clean
void dropEven(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second % 2 == 0)
      it = m.erase(it);
    else
      ++it;
  }
}

// `continue` leads to a test, not to a step.
// proof: dropSmall({1, 5, 2}, 3) clean
void dropSmall(std::set<int> &s, int limit) {
  auto it = s.begin();
  while (it != s.end()) {
    if (*it < limit) {
      it = s.erase(it);
      continue;
    }
    ++it;
  }
}

// The last element stays.
// proof: mergeInto({{1, 1}, {2, 1}, {3, 2}}) clean
void mergeInto(std::map<int, int> &m) {
  if (m.empty())
    return;
  const auto last = std::prev(m.end());
  for (auto it = m.begin(); it != last && it != m.end(); ++it)
    if (it->second == 0 && it != last)
      it = m.erase(it);
}

// One element goes, and the loop with it.
// proof: dropFirst({1, 2, 3}, 2) clean
void dropFirst(std::set<int> &s, int what) {
  for (auto it = s.begin(); it != s.end(); ++it)
    if (*it == what) {
      it = s.erase(it);
      break;
    }
}

// Backwards: there is an element in front, or the loop ends.
// proof: dropBackwards({1, 2, 3}, 2) clean
void dropBackwards(std::set<int> &s, int what) {
  auto it = s.end();
  while (it != s.begin()) {
    --it;
    if (*it == what)
      it = s.erase(it);
  }
}

// Compared by the loop after `continue`; the call in between may come back here and insert.
class Appendices {
public:
  // proof: { Appendices all; all.add(1); all.add(7); all.load(true); } clean
  bool load(bool wanted) {
    auto it = entries_.begin();
    while (it != entries_.end()) {
      if (wanted && it->second == 0) {
        it = entries_.erase(it);
        continue;
      }
      if (!resolve(it->first, it->second))
        it = entries_.erase(it);
      else
        ++it;
    }
    return true;
  }
  void add(int id) { entries_[id] = id % 2; }

private:
  bool resolve(int id, int depth) {
    if (id == 7 && depth > 7) {
      entries_.emplace(id, depth);
      return load(true);
    }
    return depth > 0;
  }

  std::map<int, int> entries_;
};
