#include "lib/report/Edits.h"

#include <algorithm>
#include <utility>

namespace maplint::report {
namespace {

std::uint32_t endOf(const Edit &edit) {
  return edit.offset + edit.length;
}

/// Two insertions at one place have no order that is surely meant, so they collide as well.
bool collide(const Edit &a, const Edit &b) {
  if (a.offset == b.offset && (a.length == 0) == (b.length == 0))
    return true;
  return a.offset < endOf(b) && b.offset < endOf(a);
}

bool prefersCarriageReturn(std::string_view text) {
  std::size_t crlf = 0;
  std::size_t lines = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    ++lines;
    crlf += at > 0 && text[at - 1] == '\r';
  }
  return crlf * 2 > lines;
}

void appendReplacement(std::string &out, std::string_view replacement, bool crlf) {
  for (const char c : replacement) {
    if (c == '\n' && crlf && (out.empty() || out.back() != '\r'))
      out += '\r';
    out += c;
  }
}

} // namespace

bool EditPlan::add(const Fix &fix) {
  static const std::vector<Edit> nothing;
  std::vector<const Edit *> fresh;
  for (const Edit &edit : fix.edits) {
    const auto known = edits_.find(edit.file);
    const auto &planned = known == edits_.end() ? nothing : known->second;
    if (std::ranges::find(planned, edit) != planned.end())
      continue; // the same include, declared by two fixes
    if (std::ranges::any_of(planned, [&](const Edit &other) { return collide(edit, other); }))
      return false;
    fresh.push_back(&edit);
  }
  for (const Edit *edit : fresh) {
    auto &planned = edits_[edit->file];
    // What is inserted at a place goes before what replaces the text there.
    const auto place = std::ranges::upper_bound(
        planned, std::pair(edit->offset, edit->length), {},
        [](const Edit &known) { return std::pair(known.offset, known.length); });
    planned.insert(place, *edit);
  }
  return true;
}

bool apply(std::string_view text, const std::vector<Edit> &edits, std::string &result) {
  const bool crlf = prefersCarriageReturn(text);
  result.clear();
  std::uint32_t at = 0;
  for (const Edit &edit : edits) {
    if (edit.offset < at || endOf(edit) > text.size())
      return false;
    result += text.substr(at, edit.offset - at);
    appendReplacement(result, edit.replacement, crlf);
    at = endOf(edit);
  }
  result += text.substr(at);
  return true;
}

std::string withLineEndingsOf(std::string_view text, std::string_view replacement) {
  std::string out;
  appendReplacement(out, replacement, prefersCarriageReturn(text));
  return out;
}

} // namespace maplint::report
