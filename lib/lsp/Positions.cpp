#include "lib/lsp/Positions.h"

#include "lib/report/Columns.h"

#include "llvm/Support/ConvertUTF.h"

#include <algorithm>

namespace maplint::lsp {
namespace {

/// The bytes of the first character of `text`, which is not empty.
std::size_t lengthOfFirst(std::string_view text) {
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  const std::size_t length = llvm::getNumBytesForUTF8(*begin);
  return length <= text.size() && llvm::isLegalUTF8Sequence(begin, begin + length) ? length : 1;
}

/// The byte of `line` behind at most `units` UTF-16 code units.
std::size_t byteBehind(std::string_view line, std::size_t units) {
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t length = lengthOfFirst(line.substr(at));
    const std::size_t width = length == 4 ? 2 : 1; // a surrogate pair
    if (width > units)
      break;
    units -= width;
    at += length;
  }
  return at;
}

} // namespace

LineTable::LineTable(std::string_view text, Encoding encoding)
    : text_(text), encoding_(encoding), starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool isPair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (text[at] == '\n' || (text[at] == '\r' && !isPair))
      starts_.push_back(at + 1);
  }
}

/// Without its end.
std::string_view LineTable::line(std::size_t number) const {
  const std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] : text_.size();
  std::string_view line = text_.substr(starts_[number], end - starts_[number]);
  if (number + 1 < starts_.size()) {
    const bool isPair = line.ends_with("\r\n");
    line.remove_suffix(isPair ? 2 : 1);
  }
  return line;
}

llvm::lsp::Position LineTable::positionOf(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(starts_, offset);
  const auto number = static_cast<std::size_t>(next - starts_.begin()) - 1;
  const std::string_view line = this->line(number);
  const auto byte = static_cast<unsigned>(std::min(offset - starts_[number], line.size()));
  const unsigned character =
      encoding_ == Encoding::Utf8 ? byte : report::utf16Column(line, byte + 1) - 1;
  return {static_cast<int>(number), static_cast<int>(character)};
}

llvm::lsp::Range LineTable::rangeOf(std::size_t begin, std::size_t end) const {
  return {positionOf(begin), positionOf(end)};
}

std::size_t LineTable::offsetOf(llvm::lsp::Position position) const {
  if (position.line < 0)
    return 0;
  const auto number = static_cast<std::size_t>(position.line);
  if (number >= starts_.size())
    return text_.size();
  const std::string_view line = this->line(number);
  const auto character = static_cast<std::size_t>(std::max(position.character, 0));
  if (encoding_ == Encoding::Utf16)
    return starts_[number] + byteBehind(line, character);
  std::size_t byte = std::min(character, line.size());
  while (byte > 0 && byte < line.size() && (line[byte] & 0xC0) == 0x80)
    --byte;
  return starts_[number] + byte;
}

} // namespace maplint::lsp
