#include "lib/fix/Text.h"

#include <cctype>

namespace maplint::fix {

static bool isWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

static bool isSpace(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

std::uint32_t Text::lineStart(std::uint32_t offset) const {
  const std::size_t newline = offset ? text_.rfind('\n', offset - 1) : std::string_view::npos;
  return newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline + 1);
}

std::string Text::indentation(std::uint32_t offset) const {
  const std::uint32_t start = lineStart(offset);
  std::uint32_t end = start;
  while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t'))
    ++end;
  return std::string(text_.substr(start, end - start));
}

/// Skips white space and `//` comments backwards; returns the offset behind what comes before.
static std::uint32_t skipBack(std::string_view text, std::uint32_t offset) {
  while (true) {
    while (offset > 0 && isSpace(text[offset - 1]))
      --offset;
    const std::size_t newline = offset ? text.rfind('\n', offset - 1) : std::string_view::npos;
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t comment = text.substr(line, offset - line).find("//");
    if (comment == std::string_view::npos)
      return offset;
    offset = static_cast<std::uint32_t>(line + comment);
  }
}

std::optional<std::uint32_t> Text::statementStart(std::uint32_t offset) const {
  const std::uint32_t start = lineStart(offset);
  const auto first = static_cast<std::uint32_t>(start + indentation(offset).size());
  if (first > offset)
    return std::nullopt;
  const std::string_view before = text_.substr(first, offset - first);
  if (before.find(';') != std::string_view::npos || before.find('{') != std::string_view::npos)
    return std::nullopt;
  const std::uint32_t previous = skipBack(text_, first);
  if (previous == 0)
    return std::nullopt;
  const char c = text_[previous - 1];
  return c == ';' || c == '{' || c == '}' ? std::optional(first) : std::nullopt;
}

bool Text::blank(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t at = begin; at < end && at < text_.size(); ++at) {
    if (text_[at] == '/' && at + 1 < text_.size() && text_[at + 1] == '/') {
      const std::size_t newline = text_.find('\n', at);
      if (newline == std::string_view::npos)
        return true;
      at = static_cast<std::uint32_t>(newline);
      continue;
    }
    if (!isSpace(text_[at]))
      return false;
  }
  return true;
}

/// The next stand-alone occurrence of `word` at or behind `from`.
static std::size_t findWord(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !isWord(text[at - 1]);
    const std::size_t end = at + word.size();
    if (starts && (end == text.size() || !isWord(text[end])))
      return at;
  }
  return std::string_view::npos;
}

bool mentions(std::string_view text, std::string_view word) {
  return findWord(text, word, 0) != std::string_view::npos;
}

std::string renamed(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = findWord(text, from, 0); at != std::string_view::npos;
       at = findWord(text, from, at + from.size())) {
    result.append(text.substr(done, at - done)).append(to);
    done = at + from.size();
  }
  return result.append(text.substr(done));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isSpace(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back()))
    text.remove_suffix(1);
  return text;
}

} // namespace maplint::fix
