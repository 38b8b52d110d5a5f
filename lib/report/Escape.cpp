#include "lib/report/Escape.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace maplint::report {
namespace {

/// A decoded character; `length` 0 where the bytes are no UTF-8.
struct Character {
  char32_t code = 0;
  unsigned length = 0;
};

Character decode(std::string_view text) {
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  const unsigned length = llvm::getNumBytesForUTF8(*begin);
  if (length > text.size() || !llvm::isLegalUTF8Sequence(begin, begin + length))
    return {};
  llvm::UTF32 code = 0;
  const auto *from = begin;
  llvm::convertUTF8Sequence(&from, begin + length, &code, llvm::strictConversion);
  return {.code = code, .length = length};
}

bool isControl(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/// Line separators and the marks that turn the direction of text around.
bool isDeceptive(char32_t code) {
  return (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

void appendByte(std::string &out, char byte) {
  out += "\\x";
  out += llvm::toHex(llvm::StringRef(&byte, 1), /*LowerCase=*/true);
}

void appendCharacter(std::string &out, std::string_view bytes, char32_t code) {
  if (code == '\n')
    out += "\\n";
  else if (code == '\t')
    out += "\\t";
  else if (code < 0x80 && isControl(code))
    appendByte(out, static_cast<char>(code));
  else if (isControl(code) || isDeceptive(code))
    out += "\\u{" + llvm::utohexstr(code, /*LowerCase=*/true) + "}";
  else
    out += bytes;
}

} // namespace

std::string escaped(std::string_view text, bool keepTabs) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [code, length] = decode(text);
    if (length == 0)
      appendByte(out, text.front());
    else if (keepTabs && code == '\t')
      out += '\t';
    else
      appendCharacter(out, text.substr(0, length), code);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

std::string escapedPath(std::string_view path) {
  const std::size_t start = path.find_first_not_of(' ');
  const bool isOrder = start != std::string_view::npos && path.substr(start).starts_with("::");
  return (isOrder ? "./" : "") + escaped(path);
}

} // namespace maplint::report
