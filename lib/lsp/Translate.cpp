#include "lib/lsp/Translate.h"

#include "lib/report/Edits.h"

#include <algorithm>
#include <optional>

namespace maplint::lsp {
namespace {

namespace json = llvm::json;
namespace protocol = llvm::lsp;

protocol::DiagnosticSeverity severityOf(Severity severity) {
  switch (severity) {
  case Severity::Error: return protocol::DiagnosticSeverity::Error;
  case Severity::Warning: return protocol::DiagnosticSeverity::Warning;
  case Severity::Note: return protocol::DiagnosticSeverity::Information;
  }
  return protocol::DiagnosticSeverity::Warning;
}

class Translator {
public:
  Translator(const Client &client, Places &places) : client_(client), places_(places) {}

  void add(const report::Result &result) {
    findings_.diagnostics.push_back(diagnosticOf(result));
    const report::Fix *firstSafe = nullptr;
    for (const report::Fix &fix : result.fixes) {
      auto edits = editsOf(fix.edits);
      if (!edits)
        continue;
      const bool safe = fix.safety == FixSafety::Safe;
      firstSafe = safe && !firstSafe ? &fix : firstSafe;
      findings_.fixes.push_back({.diagnostic = findings_.diagnostics.size() - 1,
                                 .title = titleOf(fix),
                                 .safe = safe,
                                 .edits = std::move(*edits)});
    }
    if (firstSafe)
      all_.add(*firstSafe);
  }

  Findings take() {
    for (const auto &[file, edits] : all_.edits())
      if (auto ofFile = editsOf(edits))
        for (auto &[uri, list] : *ofFile)
          findings_.allSafe[uri] = std::move(list);
    return std::move(findings_);
  }

private:
  json::Value diagnosticOf(const report::Result &result) {
    protocol::Diagnostic diagnostic;
    diagnostic.range = places_.rangeOf(result.location);
    diagnostic.severity = severityOf(result.severity);
    diagnostic.source = "maplint";
    diagnostic.message = json::fixUTF8(messageOf(result));
    json::Value value = toJSON(diagnostic);
    json::Object &object = *value.getAsObject();
    object["code"] = result.check; // LLVM's struct does not know it
    if (json::Array related = relatedTo(result); !related.empty())
      object["relatedInformation"] = std::move(related);
    return value;
  }

  /// Steps that the client cannot show elsewhere follow the message, as clangd does it.
  std::string messageOf(const report::Result &result) const {
    std::string message = result.message;
    for (const report::Step &step : result.trace)
      if (!step.location.valid())
        message += "\n\nnote: " + step.message;
      else if (!client_.related)
        message += "\n\n" + step.location.file + ":" + std::to_string(step.location.line) + ":" +
                   std::to_string(step.location.column) + ": note: " + step.message;
    return message;
  }

  json::Array relatedTo(const report::Result &result) {
    json::Array related;
    for (const report::Step &step : result.trace) {
      if (!step.location.valid() || !client_.related)
        continue;
      const std::string uri = places_.uriOf(places_.pathOf(step.location.file));
      related.push_back(json::Object{
          {"location", json::Object{{"uri", uri}, {"range", places_.rangeOf(step.location)}}},
          {"message", json::fixUTF8(step.message)}});
    }
    return related;
  }

  static std::string titleOf(const report::Fix &fix) {
    const bool safe = fix.safety == FixSafety::Safe;
    return json::fixUTF8(fix.description + (safe ? "" : " (suggested: needs a look)"));
  }

  /// As `changes` of a WorkspaceEdit. Nothing when one of them cannot be told.
  std::optional<json::Object> editsOf(const std::vector<report::Edit> &edits) {
    json::Object changes;
    for (const report::Edit &edit : edits) {
      const std::string path = places_.pathOf(edit.file);
      const LineTable *const lines = places_.linesOf(path);
      const std::size_t end = std::size_t{edit.offset} + edit.length;
      if (!lines || end > lines->size() || !json::isUTF8(edit.replacement))
        return std::nullopt;
      json::Value &list = changes.try_emplace(places_.uriOf(path), json::Array()).first->second;
      list.getAsArray()->push_back(toJSON(protocol::TextEdit{
          .range = lines->rangeOf(edit.offset, end),
          .newText = report::withLineEndingsOf(lines->text(), edit.replacement)}));
    }
    return changes;
  }

  const Client &client_;
  Places &places_;
  Findings findings_;
  report::EditPlan all_;
};

} // namespace

Findings translate(const report::Report &report, const std::string &path, const Client &client,
                   Places &places) {
  Translator translator(client, places);
  for (const report::Result &result : report.findings)
    if (places.pathOf(result.location.file) == path)
      translator.add(result);
  return translator.take();
}

} // namespace maplint::lsp
