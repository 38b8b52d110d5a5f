#include "lib/driver/Watch.h"

#include "lib/driver/Analysis.h"
#include "lib/driver/Files.h"
#include "lib/driver/Includes.h"
#include "lib/driver/Output.h"
#include "lib/driver/ProgressLine.h"
#include "lib/driver/Publish.h"
#include "lib/driver/WatchedFiles.h"
#include "lib/report/Escape.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <memory>

namespace maplint::driver {
namespace {

/// Gives up when a signal has come, of which it is told later.
class InterruptibleLine final : public ProgressLine {
public:
  using ProgressLine::ProgressLine;

  void endAt(const Interrupts *interrupts) { interrupts_ = interrupts; }

  bool isInterrupted() override { return interrupts_ && interrupts_->isPending(); }

private:
  const Interrupts *interrupts_ = nullptr;
};

/// The name between quotes in `fatal error: 'table.h' file not found`.
llvm::StringRef missingHeader(llvm::StringRef failure) {
  const std::size_t end = failure.find("' file not found");
  if (end == llvm::StringRef::npos)
    return {};
  return failure.take_front(end).rsplit('\'').second;
}

/// One selection of units, as long as what it was made of stays as it is.
class Session {
public:
  /// Analyses all of it, and watches what that is made of.
  Session(const Options &options, Selection selection, const Interrupts *interrupts)
      : options_(options), limits_(limitsFor(options)), selection_(std::move(selection)),
        settings_(settingsFiles(options, selection_)), progress_(options, selection_.root),
        project_(selection_.units, limits_, selection_.whole) {
    progress_.endAt(interrupts);
    project_.tell(progress_);
    project_.keepUnitsApart();
    std::set<std::string> files = settings_;
    for (const Unit &unit : selection_.units)
      files.insert(unit.file);
    files_.add(files); // before they are read
    project_.lower();
    look();
  }

  void endAt(const Interrupts &interrupts) { progress_.endAt(&interrupts); }

  [[nodiscard]] Analysis analysis() { return conclude(options_, selection_, project_); }

  /// An error says that nobody can read the reports any more.
  llvm::Expected<ExitStatus> report(Analysis analysis, Clock::time_point start) {
    auto triage = Triage::open(options_, selection_.root);
    if (!triage) {
      say(llvm::toString(triage.takeError()));
      return ExitStatus::Usage;
    }
    return publish(options_, std::move(analysis), *triage, start);
  }

  std::optional<std::set<std::string>> wait(const Interrupts &interrupts) {
    return files_.wait(interrupts);
  }

  /// Whether the selection itself may be another one now.
  [[nodiscard]] bool isOver(const std::set<std::string> &changed) const {
    return std::ranges::any_of(changed, [&](const auto &file) { return settings_.contains(file); });
  }

  /// Analyses what read a file of `changed`.
  void refresh(const std::set<std::string> &changed) {
    std::vector<std::size_t> affected = project_.readersOf(changed);
    for (const auto &[unit, files] : ofFailed_)
      if (std::ranges::any_of(files, [&](const auto &file) { return changed.contains(file); }))
        affected.push_back(unit);
    project_.refresh(affected);
    look();
  }

  [[nodiscard]] std::string nameOf(const std::string &file) const {
    return relativeTo(selection_.root, file);
  }

private:
  /// Watches what the units have read, and what those that failed may have wanted to.
  void look() {
    const auto contents = project_.program().files();
    std::set<std::string> files = settings_;
    for (const auto &[file, content] : contents)
      files.insert(file);
    ofFailed_.clear();
    IncludeGraph graph(selection_.root);
    for (std::size_t i = 0; i < selection_.units.size(); ++i) {
      files.insert(selection_.units[i].file);
      if (project_.failure(i).empty())
        continue;
      auto wanted = graph.mayRead(selection_.units[i], missingHeader(project_.failure(i)));
      files.insert(wanted.begin(), wanted.end());
      ofFailed_.emplace(i, std::move(wanted));
    }
    files_.expect(contents);
    files_.only(files);
  }

  const Options &options_;
  Limits limits_;
  Selection selection_;
  std::set<std::string> settings_;
  InterruptibleLine progress_;
  Project project_;
  WatchedFiles files_;
  std::map<std::size_t, std::set<std::string>> ofFailed_; ///< by number of the unit
};

llvm::Expected<std::unique_ptr<Session>> begin(const Options &options, const char *argv0,
                                               const Interrupts *interrupts = nullptr) {
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  // A mistake in these shows before the work, not after it.
  if (auto triage = Triage::open(options, selection->root); !triage)
    return triage.takeError();
  return std::make_unique<Session>(options, std::move(*selection), interrupts);
}

/// `a.cpp, b.h and 3 more`
std::string listed(const Session &session, const std::set<std::string> &files) {
  constexpr std::size_t most = 3;
  std::string text;
  std::size_t named = 0;
  for (const std::string &file : files)
    if (named++ < most)
      text += (text.empty() ? "" : ", ") + session.nameOf(file);
  return files.size() <= most ? text
                              : text + " and " + std::to_string(files.size() - most) + " more";
}

/// A new report begins at the top of a terminal.
void clearScreen(const Options &options) {
  if (options.output.empty() && llvm::sys::Process::StandardOutIsDisplayed() && canRedraw())
    llvm::outs() << "\x1b[2J\x1b[H";
}

/// Runs that follow one another; wrong settings in between do not end them.
class Rounds {
public:
  Rounds(const Options &options, const char *argv0, std::unique_ptr<Session> session,
         ExitStatus status)
      : options_(options), argv0_(argv0), session_(std::move(session)), status_(status) {
    session_->endAt(interrupts_);
  }

  llvm::Expected<ExitStatus> run() {
    while (true) {
      if (!options_.quiet)
        say("watching; Ctrl-C ends");
      const auto changed = session_->wait(interrupts_);
      if (!changed)
        return status_;
      auto status = round(*changed, Clock::now());
      if (!status)
        return status.takeError();
      status_ = *status;
    }
  }

private:
  llvm::Expected<ExitStatus> round(const std::set<std::string> &changed, Clock::time_point start) {
    const std::string names = listed(*session_, changed);
    if (session_->isOver(changed)) {
      auto next = begin(options_, argv0_, &interrupts_);
      if (!next) {
        say(llvm::toString(next.takeError()));
        return ExitStatus::Usage;
      }
      session_ = std::move(*next);
    } else {
      session_->refresh(changed);
    }
    Analysis analysis = session_->analysis();
    if (interrupts_.isPending()) // what was given up in the middle says nothing
      return status_;
    clearScreen(options_);
    if (!options_.quiet)
      say("changed: " + names);
    return session_->report(std::move(analysis), start);
  }

  const Options &options_;
  const char *argv0_;
  std::unique_ptr<Session> session_;
  ExitStatus status_;
  Interrupts interrupts_;
};

} // namespace

llvm::Expected<ExitStatus> watch(const Options &options, const char *argv0) {
  const auto start = Clock::now();
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  auto session = begin(options, argv0);
  if (!session)
    return session.takeError();
  auto status = (*session)->report((*session)->analysis(), start);
  if (!status)
    return status.takeError();
  return Rounds(options, argv0, std::move(*session), *status).run();
}

} // namespace maplint::driver
