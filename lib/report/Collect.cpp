#include "lib/report/Collect.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace maplint::report {
namespace {

auto place(const Result &result) {
  return std::tie(result.location.file, result.location.begin, result.check, result.location.end,
                  result.message);
}

/// Of equal findings the one that says most comes first; the last parts only make the order total.
auto poverty(const Result &result) {
  return std::make_tuple(-static_cast<int>(result.confidence), ~result.fixes.size(),
                         ~result.trace.size(), std::string_view(result.function));
}

void number(std::vector<Result> &results) {
  std::map<std::string, unsigned> seen;
  for (Result &result : results)
    result.occurrence = ++seen[result.fingerprint];
}

} // namespace

void settle(std::vector<Result> &results) {
  std::ranges::sort(results, [](const Result &a, const Result &b) {
    return place(a) != place(b) ? place(a) < place(b) : poverty(a) < poverty(b);
  });
  const auto same = [](const Result &a, const Result &b) { return place(a) == place(b); };
  const auto rest = std::ranges::unique(results, same);
  results.erase(rest.begin(), rest.end());
  number(results);
}

} // namespace maplint::report
