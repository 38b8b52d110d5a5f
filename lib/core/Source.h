// Where something stands in the analysed sources, without Clang.
//
// A range counts bytes from the start of a file as it lies on disk. Hosts translate it: the command
// line into lines and columns, the clang-tidy module back into a SourceLocation.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maplint {

/// Index into a FileTable. `noFile` marks a range that names no place.
using FileId = std::uint32_t;
inline constexpr FileId noFile = ~FileId{0};

/// Half-open byte range `[begin, end)` of one file.
struct SourceRange {
  FileId file = noFile;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// The range was written inside a macro; it names the expansion and must not be edited.
  bool inMacro = false;

  [[nodiscard]] bool valid() const { return file != noFile; }
  [[nodiscard]] bool contains(const SourceRange &other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  friend auto operator<=>(const SourceRange &, const SourceRange &) = default;
};

/// The files one translation unit read, with their text while it is in memory.
class FileTable {
public:
  struct File {
    std::string path;      ///< as the compiler opened it, made absolute
    std::string_view text; ///< owned by the source manager (or the test); may be empty
  };

  /// Returns the id of `path`, adding it when it is new.
  FileId add(std::string path, std::string_view text);
  /// Gives a file its text, which must stay where it is.
  void setText(FileId id, std::string_view text) { files_[id].text = text; }

  [[nodiscard]] const File &operator[](FileId id) const { return files_[id]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  /// The text of `range`; empty when it is not valid or out of bounds.
  [[nodiscard]] std::string_view text(const SourceRange &range) const;

private:
  std::vector<File> files_;
};

} // namespace maplint
