#include "test/refmap/conformance/GoTypes.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace refmap::conformance {
namespace {

struct Sized {
  TypeInfo info;
  std::size_t align = 1;
};

Sized read(std::string_view text);

std::string_view trim(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
    text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0)
    text.remove_suffix(1);
  return text;
}

Sized pointerLike(std::size_t words) {
  return {.info = {.size = words * pointerBytes, .hasPointers = true}, .align = pointerBytes};
}

Sized interfaceType() {
  return {.info = {.size = 16,
                   .hasPointers = true,
                   .isReflexive = false,
                   .needsKeyUpdate = true,
                   .hashMightPanic = true},
          .align = pointerBytes};
}

/// `uint64`, its short form `u64`, and the other numbers: a letter or word and a number of bits.
Sized number(std::string_view text) {
  static const std::map<std::string, char, std::less<>> words{
      {"int", 'i'}, {"uint", 'i'}, {"float", 'f'}, {"complex", 'c'},
      {"i", 'i'},   {"u", 'i'},    {"f", 'f'},     {"c", 'c'}};
  static const std::map<std::string, std::size_t, std::less<>> plain{
      {"bool", 1}, {"byte", 1}, {"rune", 4}, {"int", 8}, {"uint", 8}, {"uintptr", 8}};
  if (const auto found = plain.find(text); found != plain.end())
    return {.info = {.size = found->second}, .align = found->second};
  const auto digits = std::ranges::find_if(text, [](unsigned char c) { return std::isdigit(c); });
  const auto kind = words.find(text.substr(0, static_cast<std::size_t>(digits - text.begin())));
  std::size_t bits = 0;
  const auto [end, error] = std::from_chars(digits, text.end(), bits);
  if (kind == words.end() || error != std::errc() || end != text.end() || bits % 8 != 0)
    throw std::invalid_argument("unknown Go type '" + std::string(text) + "'");
  const bool exact = kind->second == 'i';
  const std::size_t size = bits / 8;
  return {.info = {.size = size, .isReflexive = exact, .needsKeyUpdate = !exact},
          .align = kind->second == 'c' ? size / 2 : size};
}

void include(TypeInfo &whole, const TypeInfo &part) {
  whole.hasPointers |= part.hasPointers;
  whole.isReflexive &= part.isReflexive;
  whole.needsKeyUpdate |= part.needsKeyUpdate;
  whole.hashMightPanic |= part.hashMightPanic;
}

std::size_t roundTo(std::size_t size, std::size_t align) {
  return (size + align - 1) / align * align;
}

/// The fields between the braces, each `type` or `name type`.
Sized structType(std::string_view fields) {
  Sized whole;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= fields.size(); ++i) {
    if (i != fields.size()) {
      depth += (fields[i] == '{' || fields[i] == '(') - (fields[i] == '}' || fields[i] == ')');
      if (depth != 0 || fields[i] != ';')
        continue;
    }
    std::string_view field = trim(fields.substr(from, i - from));
    from = i + 1;
    if (field.empty())
      continue;
    const std::size_t space = field.find(' ');
    if (space != std::string_view::npos && !field.starts_with("chan ") &&
        field.find_first_of("{([") > space)
      field = trim(field.substr(space));
    const Sized part = read(field);
    whole.info.size = roundTo(whole.info.size, part.align) + part.info.size;
    whole.align = std::max(whole.align, part.align);
    include(whole.info, part.info);
  }
  whole.info.size = roundTo(whole.info.size, whole.align);
  return whole;
}

Sized arrayType(std::string_view text) {
  const std::size_t close = text.find(']');
  std::size_t length = 0;
  std::from_chars(text.data() + 1, text.data() + close, length);
  Sized whole = read(text.substr(close + 1));
  whole.info.size *= length;
  whole.info.hasPointers &= length != 0;
  return whole;
}

Sized read(std::string_view text) {
  text = trim(text);
  if (text == "string")
    return {.info = {.size = 16, .hasPointers = true, .needsKeyUpdate = true},
            .align = pointerBytes};
  if (text.starts_with("interface") || text == "any" || text == "error")
    return interfaceType();
  if (text.starts_with("[]"))
    return pointerLike(3);
  if (text.starts_with("*") || text.starts_with("chan") || text.starts_with("<-chan") ||
      text.starts_with("map[") || text.starts_with("func(") || text == "unsafe.Pointer")
    return pointerLike(1);
  if (text.starts_with("["))
    return arrayType(text);
  if (text.starts_with("struct{") && text.ends_with("}"))
    return structType(text.substr(7, text.size() - 8));
  return number(text);
}

} // namespace

TypeInfo goType(std::string_view text) {
  return read(text).info;
}

} // namespace refmap::conformance
