// Looking at the source around a place that is to be edited.

#pragma once

#include "lib/core/Finding.h"
#include "lib/core/Source.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace maplint::fix {

/// The text of one file and the questions a fix asks about it.
class Text {
public:
  Text(const FileTable &files, FileId file) : file_(file), text_(files[file].text) {}

  [[nodiscard]] std::string_view of(const SourceRange &range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  [[nodiscard]] std::string_view between(std::uint32_t begin, std::uint32_t end) const {
    return begin < end && end <= text_.size() ? text_.substr(begin, end - begin)
                                              : std::string_view();
  }

  /// All of the file from `offset` on.
  [[nodiscard]] std::string_view from(std::uint32_t offset) const {
    return text_.substr(std::min<std::size_t>(offset, text_.size()));
  }

  /// The white space in front of the line that `offset` is on.
  [[nodiscard]] std::string indentation(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t lineStart(std::uint32_t offset) const;
  /// Where the statement around `offset` starts, when it starts its line and stands directly in a
  /// block, so that another one can be put in front of it.
  [[nodiscard]] std::optional<std::uint32_t> statementStart(std::uint32_t offset) const;
  /// True when only white space and comments stand between the two offsets.
  [[nodiscard]] bool blank(std::uint32_t begin, std::uint32_t end) const;

  [[nodiscard]] Edit replace(std::uint32_t begin, std::uint32_t end, std::string with) const {
    return {.range = {.file = file_, .begin = begin, .end = end}, .replacement = std::move(with)};
  }

  [[nodiscard]] Edit insert(std::uint32_t at, std::string what) const {
    return replace(at, at, std::move(what));
  }

private:
  FileId file_;
  std::string_view text_;
};

/// True when `word` stands in `text` as an identifier of its own.
bool mentions(std::string_view text, std::string_view word);
/// `text` with each identifier `from` replaced by `to`.
std::string renamed(std::string_view text, std::string_view from, std::string_view to);
std::string_view trimmed(std::string_view text);

} // namespace maplint::fix
