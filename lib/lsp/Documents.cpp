#include "lib/lsp/Documents.h"

#include "lib/driver/Files.h"

#include <algorithm>

namespace maplint::lsp {
namespace {

namespace protocol = llvm::lsp;

void apply(const protocol::TextDocumentContentChangeEvent &change, Encoding encoding,
           std::string &text) {
  if (!change.range) {
    text = change.text;
    return;
  }
  const LineTable lines(text, encoding);
  const std::size_t begin = lines.offsetOf(change.range->start);
  const std::size_t end = std::max(begin, lines.offsetOf(change.range->end));
  text.replace(begin, end - begin, change.text);
}

} // namespace

Document &Documents::open(const protocol::TextDocumentItem &item) {
  Document &document = documents_[item.uri.file().str()];
  document = {.uri = item.uri,
              .path = driver::canonical(item.uri.file()),
              .text = item.text,
              .version = item.version,
              .stamp = ++stamps_};
  return document;
}

Document *Documents::change(const protocol::DidChangeTextDocumentParams &params,
                            Encoding encoding) {
  Document *const document = find(params.textDocument.uri);
  if (!document)
    return nullptr;
  for (const protocol::TextDocumentContentChangeEvent &change : params.contentChanges)
    apply(change, encoding, document->text);
  document->version = params.textDocument.version;
  document->stamp = ++stamps_;
  return document;
}

void Documents::close(const protocol::URIForFile &uri) {
  documents_.erase(uri.file().str());
}

Document *Documents::find(const protocol::URIForFile &uri) {
  const auto known = documents_.find(uri.file().str());
  return known == documents_.end() ? nullptr : &known->second;
}

const Document *Documents::at(const std::string &path) const {
  const auto known = std::ranges::find_if(
      documents_, [&](const auto &entry) { return entry.second.path == path; });
  return known == documents_.end() ? nullptr : &known->second;
}

std::vector<Document *> Documents::all() {
  std::vector<Document *> all;
  all.reserve(documents_.size());
  for (auto &[path, document] : documents_)
    all.push_back(&document);
  return all;
}

driver::Overlay Documents::overlay() const {
  driver::Overlay overlay;
  for (const auto &[name, document] : documents_)
    overlay.insert_or_assign(document.path, document.text);
  return overlay;
}

} // namespace maplint::lsp
