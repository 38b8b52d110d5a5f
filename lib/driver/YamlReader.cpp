#include "lib/driver/YamlReader.h"

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

void YamlReader::fail(const Node &node, const llvm::Twine &message) {
  const llvm::SMLoc start = node.getSourceRange().Start;
  const auto [line, column] =
      start.isValid() ? sources_.getLineAndColumn(start) : std::pair<unsigned, unsigned>(1, 1);
  keep(line, column, message);
}

/// The name that `given` was perhaps meant to be.
static std::string nearest(llvm::StringRef given, const std::vector<std::string> &known) {
  std::string best;
  // More than a third of the letters wrong is another word.
  unsigned least = static_cast<unsigned>(given.size()) / 3 + 1;
  for (const std::string &name : known) {
    const unsigned distance = given.edit_distance(name, /*AllowReplacements=*/true, least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

void YamlReader::failUnknown(const Node &node, llvm::StringRef what, llvm::StringRef given,
                             const Names &known) {
  const std::string meant = nearest(given, known);
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
  if (scalar && !scalar->getRawValue().getAsInteger(10, value))
    return value;
  fail(node, what + " must be a whole number");
  return std::nullopt;
}

} // namespace maplint::driver
