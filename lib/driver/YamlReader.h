// Reads files of settings that people write, and says where they are wrong.

#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace maplint::driver {

/// Walks the nodes of one file. YAML nodes are parsed while they are walked, each once and in
/// order. The first thing that is wrong is kept; what follows it is not looked at.
class YamlReader {
public:
  /// `text` stands in `file` and must outlive the reader.
  YamlReader(llvm::StringRef text, llvm::StringRef file);
  YamlReader(const YamlReader &) = delete;
  YamlReader &operator=(const YamlReader &) = delete;

protected:
  using Node = llvm::yaml::Node;
  using Names = std::vector<std::string>;

  /// Walks the whole file, a mapping called `what`. One of comments alone says nothing, and that is
  /// fine.
  template <class Each>
  void document(llvm::StringRef what, Each each);
  /// Calls `each(key, key node, value node)` for the entries of a mapping.
  template <class Each>
  void mapping(Node &node, llvm::StringRef what, Each each);
  /// Calls `each(node)` for the elements of a list.
  template <class Each>
  void list(Node &node, llvm::StringRef what, Each each);
  std::optional<std::string> text(Node &node, llvm::StringRef what);
  std::optional<std::int64_t> number(Node &node, llvm::StringRef what);

  std::optional<bool> flag(Node &node, llvm::StringRef what);

  void fail(const Node &node, const llvm::Twine &message);
  /// Says which of `known` was perhaps meant.
  void failUnknown(const Node &node, llvm::StringRef what, llvm::StringRef given,
                   const Names &known);

  /// The line of the file in which `node` begins.
  [[nodiscard]] unsigned lineOf(const Node &node) const;

  [[nodiscard]] bool failed() const { return !error_.empty(); }

  /// What is wrong: `FILE:LINE:COL: error: ...`.
  [[nodiscard]] const std::string &error() const { return error_; }

  [[nodiscard]] const std::string &file() const { return file_; }

private:
  void keep(unsigned line, unsigned column, const llvm::Twine &message);

  std::string file_;
  llvm::SourceMgr sources_;
  llvm::yaml::Stream stream_;
  std::string error_;
};

template <class Each>
void YamlReader::document(llvm::StringRef what, Each each) {
  auto document = stream_.begin();
  Node *const root = document == stream_.end() ? nullptr : document->getRoot();
  if (root && !llvm::isa<llvm::yaml::NullNode>(root))
    mapping(*root, what, each);
  if (stream_.failed())
    keep(1, 1, "not a YAML file");
}

template <class Each>
void YamlReader::mapping(Node &node, llvm::StringRef what, Each each) {
  auto *const map = llvm::dyn_cast<llvm::yaml::MappingNode>(&node);
  if (!map)
    return fail(node, what + " must be a mapping of names to values");
  std::set<std::string> seen;
  for (llvm::yaml::KeyValueNode &entry : *map) {
    Node *const key = entry.getKey();
    const std::optional<std::string> name = key ? text(*key, "a key") : std::nullopt;
    if (!name)
      return;
    if (!seen.insert(*name).second)
      return fail(*key, "key '" + *name + "' is given twice");
    if (Node *const value = entry.getValue())
      each(*name, *key, *value);
    if (failed())
      return;
  }
}

template <class Each>
void YamlReader::list(Node &node, llvm::StringRef what, Each each) {
  auto *const sequence = llvm::dyn_cast<llvm::yaml::SequenceNode>(&node);
  if (!sequence)
    return fail(node, what + " must be a list");
  for (Node &element : *sequence) {
    each(element);
    if (failed())
      return;
  }
}

} // namespace maplint::driver
