#include "lib/lsp/Client.h"

#include "llvm/ADT/ArrayRef.h"

namespace maplint::lsp {
namespace {

namespace json = llvm::json;

/// The value at the end of a path of keys; null when there is none.
const json::Value *at(const json::Value &value, llvm::ArrayRef<llvm::StringRef> keys) {
  const json::Value *found = &value;
  for (const llvm::StringRef key : keys) {
    const json::Object *const object = found->getAsObject();
    found = object ? object->get(key) : nullptr;
    if (!found)
      return nullptr;
  }
  return found;
}

bool isTrue(const json::Value *value) {
  return value && value->getAsBoolean().value_or(false);
}

bool contains(const json::Value *list, llvm::StringRef wanted) {
  if (const json::Array *const words = list ? list->getAsArray() : nullptr)
    for (const json::Value &word : *words)
      if (word.getAsString() == wanted)
        return true;
  return false;
}

/// The first one in the client's order of preference that we know; all must know UTF-16.
Encoding encodingOf(const json::Value *preferred) {
  if (const json::Array *const names = preferred ? preferred->getAsArray() : nullptr)
    for (const json::Value &name : *names) {
      if (name.getAsString() == "utf-8")
        return Encoding::Utf8;
      if (name.getAsString() == "utf-16")
        return Encoding::Utf16;
    }
  return Encoding::Utf16;
}

} // namespace

Client clientOf(const json::Value &params) {
  const auto capability = [&](std::initializer_list<llvm::StringRef> keys) {
    std::vector<llvm::StringRef> path = {"capabilities"};
    path.insert(path.end(), keys);
    return at(params, path);
  };
  return {.encoding = encodingOf(capability({"general", "positionEncodings"})),
          .related =
              isTrue(capability({"textDocument", "publishDiagnostics", "relatedInformation"})),
          .codeActions =
              capability({"textDocument", "codeAction", "codeActionLiteralSupport"}) != nullptr,
          .markdown = contains(capability({"textDocument", "hover", "contentFormat"}), "markdown"),
          .watching =
              isTrue(capability({"workspace", "didChangeWatchedFiles", "dynamicRegistration"}))};
}

} // namespace maplint::lsp
