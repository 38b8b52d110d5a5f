#include "lib/lsp/Analyst.h"

#include <algorithm>

namespace maplint::lsp {
namespace {

using Clock = std::chrono::steady_clock;

/// Whether `findings` hold an edit of the document `uri`.
bool edits(const Findings &findings, llvm::StringRef uri) {
  return findings.allSafe.get(uri) || std::ranges::any_of(findings.fixes, [&](const QuickFix &fix) {
           return fix.edits.get(uri);
         });
}

} // namespace

void Analyst::changed(const Document &document, std::chrono::milliseconds delay) {
  giveUp(document);
  schedule_.ask(document.path, Clock::now() + delay);
}

void Analyst::again(const Document &document) {
  changed(document, std::chrono::milliseconds(0));
}

void Analyst::forget(const Document &document) {
  giveUp(document);
  schedule_.forget(document.path);
  known_.erase(document.path);
}

void Analyst::giveUp(const Document &document) {
  if (running_ != document.path)
    return;
  background_.stop();
  running_.clear();
}

void Analyst::stop() {
  background_.stop();
  schedule_ = {};
}

const Findings *Analyst::findings(const Document &document) const {
  const auto known = known_.find(document.path);
  return known == known_.end() || !known->second.analysed ? nullptr : &known->second.findings;
}

const Findings *Analyst::currentFindings(const Document &document) const {
  const Findings *const findings = this->findings(document);
  if (!findings)
    return nullptr;
  const Stamps &then = known_.at(document.path).stamps;
  for (const Document *open : setup_.documents.all()) {
    const auto stamp = then.find(open->path);
    const bool same = stamp != then.end() && stamp->second == open->stamp;
    if (!same && (open->path == document.path || edits(*findings, open->uri.uri())))
      return nullptr;
  }
  return findings;
}

Analyst::Stamps Analyst::stamps() const {
  Stamps stamps;
  for (const Document *open : setup_.documents.all())
    stamps.insert_or_assign(open->path, open->stamp);
  return stamps;
}

void Analyst::start() {
  if (background_.isRunning())
    return;
  const auto path = schedule_.take(Clock::now());
  if (!path)
    return;
  const Document *const document = setup_.documents.at(*path);
  if (!document)
    return;
  running_ = *path;
  runningStamps_ = stamps();
  const Task task{.options = setup_.options,
                  .argv0 = setup_.argv0,
                  .client = setup_.client,
                  .documents = setup_.documents,
                  .path = *path,
                  .readBefore = known_[*path].readIn};
  // This child does what the command does, which has no limits: its own children have them. Several
  // times theirs keeps an accident from taking the machine down.
  const driver::Limits limits{.memoryMiB = setup_.options.memoryMiB * 8,
                              .showErrors = setup_.options.verbose};
  const std::string failure = background_.start(limits, [&] { return answerTo(task); });
  if (!failure.empty())
    setup_.listener.refused(*document, {.findings = {}, .readIn = {}, .why = failure});
}

void Analyst::read() {
  const auto result = background_.read();
  if (!result)
    return;
  const Document *const document = setup_.documents.at(running_);
  running_.clear();
  if (!document)
    return;
  Answer answer = answerIn(*result);
  if (!answer.findings)
    return setup_.listener.refused(*document, answer);
  Known &known = known_[document->path];
  known = {.findings = std::move(*answer.findings),
           .stamps = runningStamps_,
           .readIn = std::move(answer.readIn),
           .analysed = true};
  setup_.listener.found(*document, known.findings);
}

int Analyst::wait() const {
  const auto next = schedule_.next();
  if (!next || background_.isRunning())
    return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now());
  return static_cast<int>(std::clamp<long>(left.count(), 0, 60000));
}

} // namespace maplint::lsp
