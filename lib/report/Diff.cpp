#include "lib/report/Edits.h"

#include "lib/report/Escape.h"

#include <algorithm>

namespace maplint::report {
namespace {

using Lines = std::vector<std::string_view>;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// One line of a diff: ' ', '-' or '+'.
struct Row {
  char mark = ' ';
  std::string_view text;
};

/// The next pair of equal lines at or after (a, b), looked for in growing distance. Fixes are small
/// and local, so the first pair that meets is the right one.
std::pair<std::size_t, std::size_t> nextMatch(const Lines &before, const Lines &after,
                                              std::size_t a, std::size_t b) {
  const std::size_t limit = before.size() - a + after.size() - b;
  for (std::size_t distance = 1; distance <= limit; ++distance)
    for (std::size_t removed = 0; removed <= distance; ++removed) {
      const std::size_t added = distance - removed;
      if (a + removed < before.size() && b + added < after.size() &&
          before[a + removed] == after[b + added])
        return {a + removed, b + added};
    }
  return {before.size(), after.size()};
}

std::vector<Row> rows(const Lines &before, const Lines &after) {
  std::vector<Row> all;
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < before.size() || b < after.size()) {
    if (a < before.size() && b < after.size() && before[a] == after[b]) {
      all.push_back({.mark = ' ', .text = before[a++]});
      ++b;
      continue;
    }
    const auto [nextA, nextB] = nextMatch(before, after, a, b);
    for (; a < nextA; ++a)
      all.push_back({.mark = '-', .text = before[a]});
    for (; b < nextB; ++b)
      all.push_back({.mark = '+', .text = after[b]});
  }
  return all;
}

constexpr std::size_t context = 3;

/// First row after the hunk that starts at the changed row `at`.
std::size_t hunkEnd(const std::vector<Row> &all, std::size_t at) {
  std::size_t lastChange = at;
  for (std::size_t i = at; i < all.size() && i <= lastChange + 2 * context; ++i)
    if (all[i].mark != ' ')
      lastChange = i;
  return std::min(lastChange + context + 1, all.size());
}

std::string range(std::size_t first, std::size_t count) {
  return std::to_string(count == 0 ? first - 1 : first) + "," + std::to_string(count);
}

std::string hunk(const std::vector<Row> &all, std::size_t begin, std::size_t end) {
  const auto count = [&](std::size_t from, std::size_t to, char skip) {
    return static_cast<std::size_t>(
        std::count_if(all.begin() + static_cast<std::ptrdiff_t>(from),
                      all.begin() + static_cast<std::ptrdiff_t>(to),
                      [skip](const Row &row) { return row.mark != skip; }));
  };
  std::string text = "@@ -" + range(count(0, begin, '+') + 1, count(begin, end, '+')) + " +" +
                     range(count(0, begin, '-') + 1, count(begin, end, '-')) + " @@\n";
  for (std::size_t i = begin; i < end; ++i) {
    text += all[i].mark;
    text += all[i].text;
    if (!all[i].text.ends_with('\n'))
      text += "\n\\ No newline at end of file\n";
  }
  return text;
}

} // namespace

std::string unifiedDiff(std::string_view file, std::string_view before, std::string_view after) {
  const std::vector<Row> all = rows(split(before), split(after));
  std::string hunks;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].mark == ' ')
      continue;
    const std::size_t begin = i < context ? 0 : i - context;
    const std::size_t end = hunkEnd(all, i);
    hunks += hunk(all, begin, end);
    i = end - 1;
  }
  if (hunks.empty())
    return {};
  const std::string name = escaped(file);
  return "--- a/" + name + "\n+++ b/" + name + "\n" + hunks;
}

} // namespace maplint::report
