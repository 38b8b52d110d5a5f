#include "lib/driver/YamlReader.h"

#include "lib/triage/Nearest.h"

#include "llvm/ADT/SmallString.h"

namespace maplint::driver {

YamlReader::YamlReader(llvm::StringRef text, llvm::StringRef file)
    : file_(file), stream_(text, sources_, /*ShowColors=*/false) {
  sources_.setDiagHandler(
      [](const llvm::SMDiagnostic &diagnostic, void *self) {
        static_cast<YamlReader *>(self)->keep(diagnostic.getLineNo(), diagnostic.getColumnNo() + 1,
                                              diagnostic.getMessage());
      },
      this);
}

void YamlReader::keep(unsigned line, unsigned column, const llvm::Twine &message) {
  if (failed())
    return;
  error_ =
      (file_ + ":" + llvm::Twine(line) + ":" + llvm::Twine(column) + ": error: " + message).str();
}

unsigned YamlReader::lineOf(const Node &node) const {
  const llvm::SMLoc start = node.getSourceRange().Start;
  return start.isValid() ? sources_.getLineAndColumn(start).first : 1;
}

void YamlReader::fail(const Node &node, const llvm::Twine &message) {
  const llvm::SMLoc start = node.getSourceRange().Start;
  const auto [line, column] =
      start.isValid() ? sources_.getLineAndColumn(start) : std::pair<unsigned, unsigned>(1, 1);
  keep(line, column, message);
}

void YamlReader::failUnknown(const Node &node, llvm::StringRef what, llvm::StringRef given,
                             const Names &known) {
  const std::string meant = triage::nearest(std::string_view(given), known);
  fail(node, "unknown " + what + " '" + given + "'" +
                 (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
}

std::optional<std::string> YamlReader::text(Node &node, llvm::StringRef what) {
  auto *const scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&node);
  llvm::SmallString<64> storage;
  if (scalar) {
    const llvm::StringRef value = scalar->getValue(storage);
    if (!value.empty())
      return value.str();
  }
  fail(node, what + " must be a word");
  return std::nullopt;
}

std::optional<std::int64_t> YamlReader::number(Node &node, llvm::StringRef what) {
  auto *const scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&node);
  std::int64_t value = 0;
  if (scalar && !scalar->getRawValue().trim().getAsInteger(10, value))
    return value;
  fail(node, what + " must be a whole number");
  return std::nullopt;
}

std::optional<bool> YamlReader::flag(Node &node, llvm::StringRef what) {
  auto *const scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&node);
  const llvm::StringRef given =
      scalar ? scalar->getRawValue().trim() : ""; // blanks before a comment
  if (given == "true" || given == "false")
    return given == "true";
  fail(node, what + " must be true or false");
  return std::nullopt;
}

} // namespace maplint::driver
