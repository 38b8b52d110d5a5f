#include "lib/triage/Suppress.h"

#include "lib/triage/Tokens.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace maplint::triage {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos)
    return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

constexpr std::string_view marker = "NOLINT";

/// A marker as it stands in the text.
struct Directive {
  std::string_view kind;   ///< "", "NEXTLINE", "BEGIN" or "END"
  std::string_view checks; ///< "*" without a list
  bool bare = false;
  std::string_view reason;
  unsigned line = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t listBegin = 0;
};

std::string_view kindAt(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= 'A' && text[length] <= 'Z')
    ++length;
  return text.substr(0, length);
}

/// The length of `(...)` at the start of `text`; 0 when there is no such thing.
std::size_t listLength(std::string_view text) {
  if (!text.starts_with('('))
    return 0;
  const std::size_t close = text.find_first_of(")\n");
  return close == std::string_view::npos || text[close] != ')' ? 0 : close + 1;
}

/// What follows a colon at the start of `text`, to the end of the line or of the comment.
std::string_view reasonAt(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  text = trimmed(text.substr(0, text.find("*/")));
  return text.starts_with(':') ? trimmed(text.substr(1)) : std::string_view();
}

Directive directiveAt(std::string_view text, std::size_t at, unsigned line) {
  const std::string_view rest = text.substr(at + marker.size());
  const std::string_view kind = kindAt(rest);
  const std::size_t list = listLength(rest.substr(kind.size()));
  const std::size_t open = at + marker.size() + kind.size();
  return {.kind = kind,
          .checks = list == 0 ? "*" : text.substr(open + 1, list - 2),
          .bare = list == 0,
          .reason = reasonAt(text.substr(open + list)),
          .line = line,
          .begin = static_cast<std::uint32_t>(at),
          .end = static_cast<std::uint32_t>(open + list),
          .listBegin = static_cast<std::uint32_t>(open + 1)};
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
    found.push_back(directiveAt(text, at, line));
  }
  return found;
}

/// Bytes of comments that are part of every build.
class SureComments {
public:
  explicit SureComments(std::string_view text) {
    for (const Token &token : tokensOf(text)) {
      if (token.kind == TokenKind::Directive)
        directive(token.of(text).substr(1));
      else if (token.kind == TokenKind::Comment && depth_ == 0)
        comments_.push_back(token);
      if (token.kind != TokenKind::Comment)
        isFirst_ = false;
    }
  }

  [[nodiscard]] bool contains(std::uint32_t at) const {
    const auto next = std::ranges::upper_bound(comments_, at, {}, &Token::begin);
    return next != comments_.begin() && at < std::prev(next)->end;
  }

private:
  void directive(std::string_view text) {
    const std::string_view words = trimmed(text);
    // A file that begins so has an include guard.
    const bool isGuard = isFirst_ && (words.starts_with("ifndef") || words.starts_with("if !def"));
    if (words.starts_with("if") && !isGuard)
      ++depth_;
    else if (words.starts_with("endif") && depth_ > 0)
      --depth_;
  }

  std::vector<Token> comments_;
  int depth_ = 0;
  bool isFirst_ = true;
};

Suppression suppressionOf(const Directive &directive) {
  return {.globs = Globs(directive.checks, directive.listBegin),
          .bare = directive.bare,
          .reason = std::string(directive.reason),
          .begin = directive.begin,
          .end = directive.end,
          .line = directive.line};
}

} // namespace

// Linear in the text for each star: no exponential patterns.
bool matchesGlob(std::string_view pattern, std::string_view text) {
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

Globs::Globs(std::string_view list, std::uint32_t offset) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find_first_of(",\n"), list.size());
    std::string_view item = trimmed(list.substr(0, comma));
    const auto begin = static_cast<std::uint32_t>(item.data() - list.data());
    const bool positive = !item.starts_with('-');
    const auto length = static_cast<std::uint32_t>(item.size());
    if (!positive)
      item = trimmed(item.substr(1));
    if (!item.empty())
      globs_.push_back({.pattern = std::string(item),
                        .positive = positive,
                        .begin = offset + begin,
                        .end = offset + begin + length});
    const std::size_t taken = std::min(comma + 1, list.size());
    list.remove_prefix(taken);
    offset += static_cast<std::uint32_t>(taken);
  }
}

bool Globs::match(std::string_view id) const {
  bool matched = false;
  for (const SilencedName &glob : globs_)
    if (matchesGlob(glob.pattern, id))
      matched = glob.positive;
  return matched;
}

void Globs::use(std::string_view id) {
  for (SilencedName &glob : globs_)
    glob.used |= matchesGlob(glob.pattern, id);
}

Suppressions::Suppressions(std::string_view text) {
  const std::vector<Directive> found = directives(text);
  if (found.empty())
    return;
  const SureComments comments(text);
  std::vector<std::pair<std::size_t, std::string_view>> open; // number, names
  for (const Directive &directive : found) {
    if (directive.kind == "END") {
      // A block counts only when its ends agree; an unbalanced one silences nothing.
      if (open.empty() || open.back().second != directive.checks)
        continue;
      all_[open.back().first].first = all_[open.back().first].line;
      all_[open.back().first].last = directive.line;
      open.pop_back();
      continue;
    }
    const bool isBlock = directive.kind == "BEGIN";
    const bool isNext = directive.kind == "NEXTLINE";
    if (!isBlock && !isNext && !directive.kind.empty())
      continue;
    Suppression suppression = suppressionOf(directive);
    suppression.unsure = !comments.contains(directive.begin);
    if (isBlock)
      open.emplace_back(all_.size(), directive.checks);
    else
      suppression.first = suppression.last = directive.line + (isNext ? 1 : 0);
    all_.push_back(std::move(suppression));
  }
}

const Suppression *Suppressions::use(std::string_view check, unsigned line, std::uint32_t about) {
  const Suppression *first = nullptr;
  for (Suppression &each : all_) {
    if (line < each.first || each.last < line || each.begin == about || !each.globs.match(check))
      continue;
    each.used = true;
    each.globs.use(check);
    if (!first)
      first = &each;
  }
  return first;
}

} // namespace maplint::triage
