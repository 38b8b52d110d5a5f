// What a range visits when the loop changes the map.

#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Rules.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

namespace refmap::conformance {
namespace {

using Model = ChanceMap<std::uint64_t>;

Model filled(Chance &chance, std::uint64_t keys) {
  Model map = makeMap<std::uint64_t>(chance);
  for (std::uint64_t key = 0; key != keys; ++key)
    map.assign(key, key);
  return map;
}

/// What one range saw of keys that were there from the beginning, and of others.
struct Visits {
  std::map<std::uint64_t, int> of;

  int doubles() const {
    int twice = 0;
    for (const auto &[key, count] : of)
      twice += count > 1 ? 1 : 0;
    return twice;
  }

  int missed(std::uint64_t originals, const std::set<std::uint64_t> &deleted = {}) const {
    int missing = 0;
    for (std::uint64_t key = 0; key != originals; ++key)
      missing += of.contains(key) || deleted.contains(key) ? 0 : 1;
    return missing;
  }
};

/// `[{N, Added, Visited, Double, MissOriginal}]`: one new key per visit.
void insertPerVisit(const Question &q) {
  for (const Json &row : q.value) {
    const auto n = row.at("N").get<std::uint64_t>();
    const auto added = row.at("Added").get<std::uint64_t>();
    Chance chance(n);
    Samples visited;
    int doubles = 0;
    int missed = 0;
    for (std::size_t run = 0; run != row.at("Visited").at("n").get<std::size_t>(); ++run) {
      Model map = filled(chance, n);
      Visits visits;
      std::uint64_t next = n;
      for (auto each = map.iterate(); each.next();) {
        ++visits.of[each.key()];
        if (next != n + added)
          map.assign(next++, 1);
      }
      visited.add(static_cast<double>(visits.of.size() - (n - visits.missed(n))) /
                  static_cast<double>(added));
      doubles += visits.doubles();
      missed += visits.missed(n);
    }
    compare("N " + std::to_string(n), row["Visited"], visited, q.report);
    q.report.equal("Double", row.at("Double").get<int>(), doubles);
    q.report.equal("MissOriginal", row.at("MissOriginal").get<int>(), missed);
  }
}

/// `[{N, Grows, PVisited}]`: one key, at the first visit.
void insertAtFirstVisit(const Question &q) {
  constexpr int runs = 4000;
  for (const Json &row : q.value) {
    const auto n = row.at("N").get<std::uint64_t>();
    Chance chance(n);
    double visited = 0;
    bool grows = false;
    for (int run = 0; run != runs; ++run) {
      Model map = filled(chance, n);
      auto each = map.iterate();
      each.next();
      const unsigned B = map.header()->B;
      map.assign(n, n);
      grows = map.header()->B != B;
      while (each.next())
        visited += each.key() == n ? 1 : 0;
    }
    const double p = visited / runs;
    const auto recorded = row.at("PVisited").get<double>();
    q.report.equal("Grows", row.at("Grows").get<bool>(), grows);
    q.report.check(std::abs(p - recorded) <= 6 * std::sqrt(p * (1 - p) / runs) + 0.003,
                   "N " + std::to_string(n) + ": recorded " + std::to_string(recorded) +
                       ", model " + std::to_string(p));
  }
}

/// Deletes other keys during the range, and inserts new ones if `grow`: visits, visits of keys that
/// were deleted before, double visits, keys missed that were never deleted.
void deleteDuring(const Question &q, bool grow) {
  Chance chance(grow ? 11 : 10);
  std::array<std::uint64_t, 4> sums{};
  for (std::uint64_t run = 0; run != q.numbers.at(0); ++run) {
    const std::uint64_t n = 1 + chance.below(300);
    Model map = filled(chance, n);
    std::uint64_t next = n;
    std::set<std::uint64_t> deleted;
    Visits visits;
    for (auto each = map.iterate(); each.next();) {
      ++visits.of[each.key()];
      ++sums[0];
      sums[1] += deleted.contains(each.key()) ? 1 : 0;
      const std::uint64_t victim = chance.below(n);
      if (chance.below(3) == 0) {
        map.erase(victim);
        deleted.insert(victim);
      }
      if (grow && next < 4 * n)
        map.assign(next++, 0);
    }
    sums[2] += static_cast<std::uint64_t>(visits.doubles());
    sums[3] += static_cast<std::uint64_t>(visits.missed(n, deleted));
  }
  q.report.check(sums[0] > 0 && q.value.at(0).get<std::uint64_t>() > 0, "no visits");
  q.answer(Json::array({q.value[0], sums[1], sums[2], sums[3]}));
}

/// Only the key that is visited is deleted, and put back into the slot it leaves.
void readdVisited(const Question &q) {
  Chance chance(12);
  int twice = 0;
  for (std::uint64_t run = 0; run != q.numbers.at(1); ++run) {
    Model map = filled(chance, q.numbers.at(0));
    Visits visits;
    for (auto each = map.iterate(); each.next();) {
      const std::uint64_t key = each.key();
      ++visits.of[key];
      map.erase(key);
      map.assign(key, key);
    }
    twice += visits.doubles();
  }
  q.answer(twice);
}

void valuesAreFresh(const Question &q) {
  Chance chance(13);
  int stale = 0;
  for (int run = 0; run != 200; ++run) {
    const std::uint64_t n = 1 + chance.below(200);
    Model map = filled(chance, n);
    std::map<std::uint64_t, std::uint64_t> current;
    for (std::uint64_t key = 0; key != n; ++key)
      current[key] = key;
    std::uint64_t next = n;
    for (auto each = map.iterate(); each.next();) {
      if (const auto found = current.find(each.key()); found != current.end())
        stale += found->second == each.elem() ? 0 : 1;
      const std::uint64_t key = chance.below(n);
      const std::uint64_t value = chance.next();
      map.assign(key, value);
      current[key] = value;
      if (next < 3 * n)
        map.assign(next++, 0);
    }
  }
  q.answer(stale);
}

void clearAtFirstVisit(const Question &q) {
  Chance chance(14);
  Model map = filled(chance, 100);
  int visits = 0;
  for (auto each = map.iterate(); each.next(); ++visits)
    if (visits == 0)
      map.clear(ClearMode::Go119);
  q.answer(visits);
}

} // namespace

std::vector<Rule> loopRules() {
  return {{"insert one new key per visit", insertPerVisit},
          {"one key inserted at the first visit", insertAtFirstVisit},
          {"delete during range, (\\d+) maps", [](const Question &q) { deleteDuring(q, false); }},
          {"delete \\+ insert \\(growth\\) during range, (\\d+) maps",
           [](const Question &q) { deleteDuring(q, true); }},
          {"delete and re-add the visited key during range \\((\\d+) keys, (\\d+) maps\\)",
           readdVisited},
          {"values updated during range", valuesAreFresh},
          {"clearing inside the first visit", clearAtFirstVisit}};
}

} // namespace refmap::conformance
