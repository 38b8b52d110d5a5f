#include "lib/report/Suppress.h"

#include <algorithm>

namespace maplint::report {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos)
    return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

/// `*` stands for any characters. Linear in the text for each star: no exponential patterns.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

constexpr std::string_view marker = "NOLINT";

/// A marker as it stands in the text.
struct Directive {
  std::string_view kind;   ///< "", "NEXTLINE", "BEGIN" or "END"
  std::string_view checks; ///< "*" without a list
  unsigned line = 0;
};

std::string_view kindAt(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= 'A' && text[length] <= 'Z')
    ++length;
  return text.substr(0, length);
}

/// What stands in parentheses at the start of `text`; everything when nothing does.
std::string_view checksAt(std::string_view text) {
  if (!text.starts_with('('))
    return "*";
  const std::size_t close = text.find_first_of(")\n");
  if (close == std::string_view::npos || text[close] != ')')
    return "*";
  return text.substr(1, close - 1);
}

std::vector<Directive> directives(std::string_view text) {
  std::vector<Directive> found;
  unsigned line = 1;
  std::size_t counted = 0;
  for (std::size_t at = text.find(marker); at != std::string_view::npos;
       at = text.find(marker, at + marker.size())) {
    line += static_cast<unsigned>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                             text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const std::string_view rest = text.substr(at + marker.size());
    const std::string_view kind = kindAt(rest);
    found.push_back({.kind = kind, .checks = checksAt(rest.substr(kind.size())), .line = line});
  }
  return found;
}

} // namespace

Globs::Globs(std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find_first_of(",\n"), list.size());
    std::string_view item = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    const bool positive = !item.starts_with('-');
    if (!positive)
      item = trimmed(item.substr(1));
    if (!item.empty())
      globs_.push_back({.pattern = std::string(item), .positive = positive});
  }
}

bool Globs::match(std::string_view id) const {
  bool matched = false;
  for (const Glob &glob : globs_)
    if (matches(glob.pattern, id))
      matched = glob.positive;
  return matched;
}

Suppressions::Suppressions(std::string_view text) {
  std::vector<Directive> open;
  for (const Directive &directive : directives(text)) {
    const Globs globs(directive.checks);
    if (directive.kind.empty()) {
      spans_.push_back({.first = directive.line, .last = directive.line, .globs = globs});
    } else if (directive.kind == "NEXTLINE") {
      spans_.push_back({.first = directive.line + 1, .last = directive.line + 1, .globs = globs});
    } else if (directive.kind == "BEGIN") {
      open.push_back(directive);
    } else if (directive.kind == "END" && !open.empty() && open.back().checks == directive.checks) {
      // A block counts only when its ends agree; an unbalanced one silences nothing.
      spans_.push_back({.first = open.back().line, .last = directive.line, .globs = globs});
      open.pop_back();
    }
  }
}

bool Suppressions::silences(std::string_view check, unsigned line) const {
  return std::ranges::any_of(spans_, [&](const Span &span) {
    return span.first <= line && line <= span.last && span.globs.match(check);
  });
}

} // namespace maplint::report
