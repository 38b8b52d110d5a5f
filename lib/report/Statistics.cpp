#include "lib/report/Statistics.h"

#include "lib/report/Escape.h"

#include <algorithm>
#include <utility>

namespace maplint::report {
namespace {

constexpr std::size_t shownRows = 20;

/// `  1234.5`: milliseconds.
std::string milliseconds(std::uint64_t micros) {
  const std::uint64_t tenths = (micros + 50) / 100;
  std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  return text.size() < 10 ? std::string(10 - text.size(), ' ') + text : text;
}

std::string row(std::size_t findings, std::uint64_t micros, const std::string &name) {
  const std::string count = std::to_string(findings);
  return std::string(count.size() < 8 ? 8 - count.size() : 0, ' ') + count + milliseconds(micros) +
         "  " + name + "\n";
}

std::string table(const std::string &title, std::vector<Cost> costs) {
  std::ranges::sort(costs, {}, [](const Cost &cost) { return std::pair(~cost.micros, cost.name); });
  std::string text = "findings   time/ms  " + title + "\n";
  Cost rest;
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (i < shownRows || costs.size() == shownRows + 1) {
      text += row(costs[i].findings, costs[i].micros, escaped(costs[i].name));
    } else {
      rest.findings += costs[i].findings;
      rest.micros += costs[i].micros;
    }
  if (costs.size() > shownRows + 1)
    text += row(rest.findings, rest.micros,
                "(" + std::to_string(costs.size() - shownRows) + " others)");
  return text;
}

} // namespace

std::string statisticsTable(const Statistics &statistics) {
  return table("check", statistics.checks) + "\n" + table("file", statistics.files) + "\n" +
         row(0, statistics.flowMicros, "all files together, before the checks").replace(7, 1, " ");
}

} // namespace maplint::report
