#include "lib/lsp/Handlers.h"

#include "lib/triage/Rules.h"

#include <algorithm>

namespace maplint::lsp {

namespace json = llvm::json;
namespace protocol = llvm::lsp;

namespace {

/// Typing is never slowed down by this; it only keeps us from starting for each letter.
constexpr std::chrono::milliseconds debounce{200};

} // namespace

bool fromJSON(const json::Value &value, RawParams &params, json::Path) {
  params.value = value;
  return true;
}

bool fromJSON(const json::Value &value, ActionParams &params, json::Path path) {
  json::ObjectMapper map(value, path);
  if (!map || !map.map("textDocument", params.textDocument) || !map.map("range", params.range))
    return false;
  const json::Object *const context = value.getAsObject()->getObject("context");
  if (const json::Array *const only = context ? context->getArray("only") : nullptr)
    for (const json::Value &kind : *only)
      params.only.push_back(kind.getAsString().value_or("").str());
  return true;
}

Handlers::Handlers(const Host &host, protocol::JSONTransport &transport)
    : host_(host), transport_(transport), methods_(transport),
      analyst_(
          {.options = host.options,
           .argv0 = host.argv0,
           .client = client_,
           .documents = documents_,
           .listener = {.found =
                            [this](const Document &document, const Findings &findings) {
                              said_.erase(document.path);
                              publish(document, findings.diagnostics);
                            },
                        .refused = [this](const Document &document,
                                          const Answer &answer) { refused(document, answer); }}}) {
  methods_.method("initialize", this, &Handlers::initialize);
  methods_.method("shutdown", this, &Handlers::shutdown);
  methods_.method("textDocument/codeAction", this, &Handlers::codeAction);
  methods_.method("textDocument/hover", this, &Handlers::hover);
  methods_.notification("initialized", this, &Handlers::initialized);
  methods_.notification("textDocument/didOpen", this, &Handlers::opened);
  methods_.notification("textDocument/didChange", this, &Handlers::changed);
  methods_.notification("textDocument/didSave", this, &Handlers::saved);
  methods_.notification("textDocument/didClose", this, &Handlers::closed);
  methods_.notification("workspace/didChangeWatchedFiles", this, &Handlers::surroundingsChanged);
  methods_.notification("workspace/didChangeConfiguration", this, &Handlers::surroundingsChanged);
}

void Handlers::call(llvm::StringRef method, json::Value params, json::Value id) {
  methods_.onCall(method, std::move(params), std::move(id));
}

void Handlers::notify(llvm::StringRef method, json::Value params) {
  methods_.onNotify(method, std::move(params));
}

void Handlers::initialize(const RawParams &params, Reply reply) {
  client_ = clientOf(params.value);
  const bool utf8 = client_.encoding == Encoding::Utf8;
  reply(json::Object{
      {"serverInfo", json::Object{{"name", "maplint"}, {"version", host_.version}}},
      {"capabilities",
       json::Object{
           {"positionEncoding", utf8 ? "utf-8" : "utf-16"},
           {"textDocumentSync",
            json::Object{{"openClose", true},
                         {"change", static_cast<int>(protocol::TextDocumentSyncKind::Incremental)},
                         {"save", true}}},
           {"hoverProvider", true},
           {"codeActionProvider",
            json::Object{
                {"codeActionKinds", json::Array{"quickfix", "source.fixAll.maplint"}}}}}}});
}

void Handlers::shutdown(const protocol::NoParams &, Reply reply) {
  analyst_.stop();
  reply(nullptr);
}

/// Asks to be told when what every analysis reads has changed. Nothing hangs on the answer.
void Handlers::initialized(const protocol::NoParams &) {
  if (!client_.watching)
    return;
  json::Array watchers;
  for (const char *pattern : {"**/.maplint.yaml", "**/compile_commands.json"})
    watchers.push_back(json::Object{{"globPattern", pattern}});
  json::Object registration{{"id", "settings"},
                            {"method", "workspace/didChangeWatchedFiles"},
                            {"registerOptions", json::Object{{"watchers", std::move(watchers)}}}};
  transport_.call("client/registerCapability",
                  json::Object{{"registrations", json::Array{std::move(registration)}}},
                  "settings");
}

void Handlers::opened(const protocol::DidOpenTextDocumentParams &params) {
  analyst_.again(documents_.open(params.textDocument));
}

void Handlers::changed(const protocol::DidChangeTextDocumentParams &params) {
  if (const Document *const document = documents_.change(params, client_.encoding))
    analyst_.changed(*document, debounce);
}

/// Other documents may include the one that was saved. It comes last, so that it is done first.
void Handlers::saved(const protocol::DidCloseTextDocumentParams &params) {
  const Document *const saved = documents_.find(params.textDocument.uri);
  if (!saved)
    return;
  for (const Document *document : documents_.all())
    if (document != saved)
      analyst_.again(*document);
  analyst_.again(*saved);
}

void Handlers::closed(const protocol::DidCloseTextDocumentParams &params) {
  const Document *const document = documents_.find(params.textDocument.uri);
  if (!document)
    return;
  analyst_.forget(*document);
  said_.erase(document->path);
  publish(*document, {});
  documents_.close(params.textDocument.uri);
}

void Handlers::surroundingsChanged(const protocol::NoParams &) {
  for (const Document *document : documents_.all())
    analyst_.again(*document);
}

void Handlers::codeAction(const ActionParams &params, Reply reply) {
  const Document *const document = documents_.find(params.textDocument.uri);
  const Findings *const findings = document ? analyst_.currentFindings(*document) : nullptr;
  if (!findings || !client_.codeActions)
    return reply(json::Array());
  reply(findings->actions(params.range, params.only));
}

void Handlers::hover(const protocol::TextDocumentPositionParams &params, Reply reply) {
  const Document *const document = documents_.find(params.textDocument.uri);
  const Findings *const findings = document ? analyst_.findings(*document) : nullptr;
  const auto touched = findings ? findings->touching({params.position, params.position})
                                : std::vector<std::size_t>();
  std::string text;
  std::set<llvm::StringRef> explained;
  for (const std::size_t i : touched) {
    const llvm::StringRef id = findings->checkOf(i);
    const CheckInfo *const rule = triage::findRule(std::string_view(id));
    if (rule && explained.insert(id).second)
      text += (text.empty()       ? ""
               : client_.markdown ? "\n---\n\n"
                                  : "\n") +
              host_.explain(*rule, client_.markdown);
  }
  if (text.empty())
    return reply(nullptr);
  protocol::Hover hover(findings->rangeOf(touched.front()));
  hover.contents = {.kind = client_.markdown ? protocol::MarkupKind::Markdown
                                             : protocol::MarkupKind::PlainText,
                    .value = std::move(text)};
  reply(toJSON(hover));
}

void Handlers::publish(const Document &document, const json::Array &diagnostics) {
  transport_.notify("textDocument/publishDiagnostics",
                    json::Object{{"uri", document.uri.uri()},
                                 {"version", document.version},
                                 {"diagnostics", json::Array(diagnostics)}});
}

/// What was found before stays on the screen: code that does not compile is code at work. The
/// reason is in the client's log; a wrong configuration is shown, once.
void Handlers::refused(const Document &document, const Answer &answer) {
  if (answer.misconfigured && alarms_.insert(answer.why).second)
    say("window/showMessage", protocol::MessageType::Error, answer.why);
  if (std::string &last = said_[document.path]; last != answer.why) {
    last = answer.why;
    say("window/logMessage", protocol::MessageType::Info,
        document.path + " is not analysed: " + answer.why);
  }
}

void Handlers::say(llvm::StringRef method, protocol::MessageType type, const std::string &text) {
  transport_.notify(method, json::Object{{"type", static_cast<int>(type)},
                                         {"message", json::fixUTF8("maplint: " + text)}});
}

} // namespace maplint::lsp
