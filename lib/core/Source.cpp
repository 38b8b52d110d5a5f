#include "lib/core/Source.h"

#include <algorithm>
#include <utility>

namespace maplint {

FileId FileTable::add(std::string path, std::string_view text) {
  const auto known = std::ranges::find(files_, path, &File::path);
  if (known != files_.end())
    return static_cast<FileId>(known - files_.begin());
  files_.push_back({.path = std::move(path), .text = text});
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view FileTable::text(const SourceRange &range) const {
  if (!range.valid() || range.file >= files_.size())
    return {};
  const std::string_view all = files_[range.file].text;
  if (range.begin > range.end || range.end > all.size())
    return {};
  return all.substr(range.begin, range.end - range.begin);
}

} // namespace maplint
