#include "lib/report/Collect.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"

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

/// Re-indenting or re-wrapping a line does not make it another line.
std::string normalised(std::string_view line) {
  std::string words;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r';
    if (!blank)
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  if (!words.empty() && words.back() == ' ')
    words.pop_back();
  return words;
}

void number(std::vector<Result> &results) {
  std::map<std::string, unsigned> seen;
  for (Result &result : results) {
    result.fingerprint = fingerprint(result);
    const unsigned nth = ++seen[result.fingerprint];
    if (nth > 1)
      result.fingerprint += "-" + std::to_string(nth);
  }
}

} // namespace

std::string fingerprint(const Result &result) {
  llvm::BLAKE3 hash;
  for (const std::string &part :
       {result.check, result.function, normalised(result.location.excerpt), result.message}) {
    hash.update(part);
    hash.update(llvm::StringRef("\0", 1)); // "ab" + "c" is not "a" + "bc"
  }
  const auto digest = hash.final<16>();
  return llvm::toHex(digest, /*LowerCase=*/true);
}

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
