#include "lib/lsp/Findings.h"

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>

namespace maplint::lsp {
namespace {

namespace json = llvm::json;
namespace protocol = llvm::lsp;

constexpr llvm::StringRef quickFix = "quickfix";
constexpr llvm::StringRef fixAll = "source.fixAll.maplint";

/// Kinds are hierarchical: `source` asks for `source.fixAll` too (LSP 3.17, CodeActionKind).
bool isAskedFor(llvm::StringRef kind, llvm::ArrayRef<std::string> only) {
  return std::ranges::any_of(only, [&](llvm::StringRef asked) {
    return asked.empty() || kind == asked ||
           (kind.starts_with(asked) && kind.drop_front(asked.size()).starts_with("."));
  });
}

bool touch(const protocol::Range &a, const protocol::Range &b) {
  return a.start <= b.end && b.start <= a.end;
}

json::Object withEdits(json::Object action, const json::Object &edits) {
  action["edit"] = json::Object{{"changes", json::Object(edits)}};
  return action;
}

json::Value toJSON(const QuickFix &fix) {
  return json::Object{{"diagnostic", static_cast<std::int64_t>(fix.diagnostic)},
                      {"title", fix.title},
                      {"safe", fix.safe},
                      {"edits", json::Object(fix.edits)}};
}

bool objectAt(const json::Object &from, llvm::StringRef key, json::Object &into) {
  const json::Object *const found = from.getObject(key);
  if (found)
    into = *found;
  return found;
}

bool fromJSON(const json::Value &value, QuickFix &fix, json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("diagnostic", fix.diagnostic) && map.map("title", fix.title) &&
         map.map("safe", fix.safe) && objectAt(*value.getAsObject(), "edits", fix.edits);
}

} // namespace

json::Array Findings::actions(const protocol::Range &range,
                              llvm::ArrayRef<std::string> only) const {
  json::Array actions;
  if (only.empty() || isAskedFor(quickFix, only))
    for (const QuickFix &fix : fixes)
      if (touch(rangeOf(fix.diagnostic), range))
        actions.push_back(
            withEdits(json::Object{{"title", fix.title},
                                   {"kind", quickFix},
                                   {"diagnostics", json::Array{diagnostics[fix.diagnostic]}},
                                   {"isPreferred", fix.safe}},
                      fix.edits));
  if (!allSafe.empty() && isAskedFor(fixAll, only))
    actions.push_back(withEdits(
        json::Object{{"title", "apply all safe fixes of maplint"}, {"kind", fixAll}}, allSafe));
  return actions;
}

std::vector<std::size_t> Findings::touching(const protocol::Range &range) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < diagnostics.size(); ++i)
    if (touch(rangeOf(i), range))
      found.push_back(i);
  return found;
}

llvm::StringRef Findings::checkOf(std::size_t diagnostic) const {
  return diagnostics[diagnostic].getAsObject()->getString("code").value_or("");
}

protocol::Range Findings::rangeOf(std::size_t diagnostic) const {
  protocol::Range range;
  json::Path::Root root;
  if (const json::Value *const value = diagnostics[diagnostic].getAsObject()->get("range"))
    fromJSON(*value, range, root);
  return range;
}

json::Value toJSON(const Findings &findings) {
  json::Array fixes;
  for (const QuickFix &fix : findings.fixes)
    fixes.push_back(toJSON(fix));
  return json::Object{{"diagnostics", json::Array(findings.diagnostics)},
                      {"fixes", std::move(fixes)},
                      {"allSafe", json::Object(findings.allSafe)}};
}

bool fromJSON(const json::Value &value, Findings &findings, json::Path path) {
  const json::Object *const object = value.getAsObject();
  const json::Array *const diagnostics = object ? object->getArray("diagnostics") : nullptr;
  const json::Array *const fixes = object ? object->getArray("fixes") : nullptr;
  if (!diagnostics || !fixes || !objectAt(*object, "allSafe", findings.allSafe))
    return false;
  findings.diagnostics = *diagnostics;
  for (const json::Value &each : *fixes) {
    QuickFix fix;
    if (!fromJSON(each, fix, path) || fix.diagnostic >= findings.diagnostics.size())
      return false;
    findings.fixes.push_back(std::move(fix));
  }
  return std::ranges::all_of(findings.diagnostics,
                             [](const json::Value &each) { return each.getAsObject(); });
}

} // namespace maplint::lsp
