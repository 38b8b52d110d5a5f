// The files that are open in the editor, with their texts as they stand there.

#pragma once

#include "lib/driver/GuardedFileSystem.h"
#include "lib/lsp/Positions.h"

#include "llvm/Support/LSP/Protocol.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace maplint::lsp {

/// A text that is open.
struct Document {
  llvm::lsp::URIForFile uri; ///< as the client writes it
  std::string path;          ///< canonical
  std::string text;
  std::int64_t version = 0; ///< the client's
  std::uint64_t stamp = 0;  ///< no other text of any document has it
};

class Documents {
public:
  /// Takes a document in, or takes it in anew.
  Document &open(const llvm::lsp::TextDocumentItem &item);
  /// Applies changes one after the other. Null for a document that is not open.
  Document *change(const llvm::lsp::DidChangeTextDocumentParams &params, Encoding encoding);
  void close(const llvm::lsp::URIForFile &uri);
  [[nodiscard]] Document *find(const llvm::lsp::URIForFile &uri);

  /// The document with the canonical path `path`.
  [[nodiscard]] const Document *at(const std::string &path) const;

  [[nodiscard]] std::vector<Document *> all();

  /// All texts.
  [[nodiscard]] driver::Overlay overlay() const;

private:
  std::map<std::string, Document> documents_; ///< by path as the client names it
  std::uint64_t stamps_ = 0;
};

} // namespace maplint::lsp
