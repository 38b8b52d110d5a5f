#include "lib/lsp/Job.h"

#include "lib/driver/OneFile.h"
#include "lib/lsp/Translate.h"

#include "llvm/Support/raw_ostream.h"

#include <algorithm>

namespace maplint::lsp {
namespace {

namespace json = llvm::json;

std::string written(json::Object object) {
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(std::move(object));
  return text;
}

std::string refusal(llvm::StringRef why, bool misconfigured) {
  return written(json::Object{{"why", json::fixUTF8(why)}, {"misconfigured", misconfigured}});
}

/// Why a report says nothing of the file; empty when it does. One of several compile commands of a
/// file may fail, as on the command line.
std::string whyNothing(const report::Report &report) {
  std::string why;
  for (const report::FailedFile &failed : report.failed)
    if (report.analysed == 0 || failed.file == ".") // the link
      why += (why.empty() ? "" : "; ") + failed.file + ": " + failed.reason;
  return why;
}

} // namespace

std::string answerTo(const Task &task) {
  const driver::FileQuery query{
      .file = task.path, .overlay = task.documents.overlay(), .readBefore = task.readBefore};
  auto answer = driver::analyseFile(task.options, query, task.argv0);
  if (!answer)
    return refusal(llvm::toString(answer.takeError()), /*misconfigured=*/true);
  if (!answer->unknown.empty())
    return refusal(answer->unknown, /*misconfigured=*/false);
  if (const std::string why = whyNothing(answer->report); !why.empty())
    return refusal(why, /*misconfigured=*/false);
  Places places(task.documents, answer->root, task.client.encoding);
  const Findings findings = translate(answer->report, task.path, task.client, places);
  return written(
      json::Object{{"findings", toJSON(findings)}, {"readIn", json::fixUTF8(answer->readIn)}});
}

Answer answerIn(const driver::WorkResult &result) {
  Answer answer{.findings = {}, .readIn = {}, .why = result.failure};
  if (!answer.why.empty())
    return answer;
  auto value = json::parse(result.bytes);
  const json::Object *const object = value ? value->getAsObject() : nullptr;
  if (!value)
    llvm::consumeError(value.takeError());
  if (!object) {
    answer.why = "the analysis has said nothing that makes sense";
    return answer;
  }
  answer.why = object->getString("why").value_or("").str();
  answer.misconfigured = object->getBoolean("misconfigured").value_or(false);
  answer.readIn = object->getString("readIn").value_or("").str();
  json::Path::Root root;
  Findings findings;
  if (const json::Value *told = object->get("findings"); told && fromJSON(*told, findings, root))
    answer.findings = std::move(findings);
  return answer;
}

} // namespace maplint::lsp
