// Positions as the protocol counts them, and byte offsets.

#pragma once

#include "llvm/Support/LSP/Protocol.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace maplint::lsp {

/// What a position's `character` counts (LSP 3.17, PositionEncodingKind).
enum class Encoding : std::uint8_t { Utf8, Utf16 };

/// The lines of a text. They end with `\n`, `\r\n` or `\r` (LSP 3.17, Text Documents).
class LineTable {
public:
  /// `text` must outlive the table.
  LineTable(std::string_view text, Encoding encoding);

  [[nodiscard]] std::size_t size() const { return text_.size(); }

  [[nodiscard]] std::string_view text() const { return text_; }

  /// The position of byte `offset`, which is at most size(). Bytes that are no UTF-8 count one.
  [[nodiscard]] llvm::lsp::Position positionOf(std::size_t offset) const;
  [[nodiscard]] llvm::lsp::Range rangeOf(std::size_t begin, std::size_t end) const;

  /// The byte at `position`. Beyond the end of a line it is that end, beyond the last line the end
  /// of the text; in the middle of a character its beginning.
  [[nodiscard]] std::size_t offsetOf(llvm::lsp::Position position) const;

private:
  [[nodiscard]] std::string_view line(std::size_t number) const;

  std::string_view text_;
  Encoding encoding_;
  std::vector<std::size_t> starts_;
};

} // namespace maplint::lsp
