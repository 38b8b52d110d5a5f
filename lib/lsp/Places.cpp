#include "lib/lsp/Places.h"

#include "lib/driver/Files.h"
#include "lib/report/Columns.h"
#include "lib/report/Uri.h"

namespace maplint::lsp {

std::string Places::pathOf(const std::string &shown) const {
  return shown.starts_with('/') ? shown : root_ + "/" + shown;
}

std::string Places::uriOf(const std::string &path) const {
  const Document *const open = documents_.at(path);
  return open ? open->uri.uri().str() : report::uriOf(path);
}

const LineTable *Places::linesOf(const std::string &path) {
  const auto [known, isNew] = texts_.try_emplace(path);
  Text &text = known->second;
  if (!isNew)
    return text.lines.get();
  if (const Document *const open = documents_.at(path)) {
    text.lines = std::make_unique<LineTable>(open->text, encoding_);
    return text.lines.get();
  }
  auto read = driver::readRegularFile(path);
  if (!read) {
    llvm::consumeError(read.takeError());
    return nullptr;
  }
  text.text = std::move(*read);
  text.lines = std::make_unique<LineTable>(text.text, encoding_);
  return text.lines.get();
}

llvm::lsp::Range Places::rangeOf(const report::Location &location) {
  const LineTable *const lines = linesOf(pathOf(location.file));
  if (lines && location.begin <= location.end && location.end <= lines->size())
    return lines->rangeOf(location.begin, location.end);
  const report::Utf16Range range = report::utf16Range(location);
  const auto at = [](unsigned line, unsigned column) {
    return llvm::lsp::Position(static_cast<int>(line) - 1,
                               column == 0 ? 0 : static_cast<int>(column) - 1);
  };
  return {at(range.line, range.column), at(range.endLine, range.endColumn)};
}

} // namespace maplint::lsp
