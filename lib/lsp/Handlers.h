// What the server does with each message that makes sense in its state.

#pragma once

#include "lib/lsp/Analyst.h"
#include "lib/lsp/Client.h"
#include "lib/lsp/Documents.h"
#include "lib/lsp/Server.h"

#include "llvm/Support/LSP/Protocol.h"
#include "llvm/Support/LSP/Transport.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace maplint::lsp {

/// Params as they came, for messages of which LLVM's structs know too little.
struct RawParams {
  llvm::json::Value value = nullptr;
};

/// The part of CodeActionParams that counts. The diagnostics that the client sends along may come
/// from any server, and are not looked at.
struct ActionParams {
  llvm::lsp::TextDocumentIdentifier textDocument;
  llvm::lsp::Range range;
  std::vector<std::string> only;
};

bool fromJSON(const llvm::json::Value &value, RawParams &params, llvm::json::Path path);
bool fromJSON(const llvm::json::Value &value, ActionParams &params, llvm::json::Path path);

class Handlers {
public:
  /// Everything by reference must outlive the handlers.
  Handlers(const Host &host, llvm::lsp::JSONTransport &transport);

  /// Answers a request, or takes note of a notification.
  void call(llvm::StringRef method, llvm::json::Value params, llvm::json::Value id);
  void notify(llvm::StringRef method, llvm::json::Value params);

  [[nodiscard]] Analyst &analyst() { return analyst_; }

private:
  using Reply = llvm::lsp::Callback<llvm::json::Value>;

  void initialize(const RawParams &params, Reply reply);
  void shutdown(const llvm::lsp::NoParams &params, Reply reply);
  void codeAction(const ActionParams &params, Reply reply);
  void hover(const llvm::lsp::TextDocumentPositionParams &params, Reply reply);

  void initialized(const llvm::lsp::NoParams &params);
  void opened(const llvm::lsp::DidOpenTextDocumentParams &params);
  void changed(const llvm::lsp::DidChangeTextDocumentParams &params);
  void saved(const llvm::lsp::DidCloseTextDocumentParams &params);
  void closed(const llvm::lsp::DidCloseTextDocumentParams &params);
  void surroundingsChanged(const llvm::lsp::NoParams &params);

  void publish(const Document &document, const llvm::json::Array &diagnostics);
  void refused(const Document &document, const Answer &answer);
  void say(llvm::StringRef method, llvm::lsp::MessageType type, const std::string &text);

  const Host &host_;
  llvm::lsp::JSONTransport &transport_;
  llvm::lsp::MessageHandler methods_;
  Client client_;
  Documents documents_;
  Analyst analyst_;
  std::map<std::string, std::string> said_; ///< last reason for silence, by path of the document
  std::set<std::string> alarms_;            ///< that somebody has seen
};

} // namespace maplint::lsp
