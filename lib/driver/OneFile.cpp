#include "lib/driver/OneFile.h"

#include "lib/driver/Analysis.h"
#include "lib/driver/Database.h"
#include "lib/driver/Files.h"
#include "lib/driver/Includes.h"
#include "lib/driver/Settings.h"

#include "llvm/Support/Path.h"

namespace maplint::driver {
namespace {

namespace path = llvm::sys::path;

/// The configuration is asked first: it may be wrong where a compile command is just missing.
llvm::Error checkSettings(const Options &options, const std::string &file) {
  auto book = SettingsBook::open(options);
  if (!book)
    return book.takeError();
  return book->of(file).takeError();
}

/// `options` for the sources `files` and nothing else.
Options naming(const Options &options, std::vector<std::string> files) {
  Options named = options;
  named.files = std::move(files);
  return named;
}

/// Looks for a source that includes a header.
class Includers {
public:
  Includers(const std::string &header, const std::string &root)
      : header_(header), graph_(within(header, root)) {}

  /// Whether `unit` may include the header. What only a preprocessor could tell counts as no.
  bool operator()(const Unit &unit) {
    bool seen = false;
    graph_.reaches(unit, [&](const std::string &file) {
      seen = seen || file == header_;
      return seen;
    });
    return seen;
  }

private:
  static std::string within(const std::string &header, const std::string &root) {
    llvm::StringRef folder = root;
    while (!isBelow(header, folder))
      folder = path::parent_path(folder);
    return folder.str();
  }

  const std::string &header_;
  IncludeGraph graph_;
};

/// All units of the project of `header`.
llvm::Expected<Selection> wholeProject(const Options &options, const std::string &header,
                                       const char *argv0) {
  auto database = options.buildDirectory ? Database::load(*options.buildDirectory)
                                         : Database::find(path::parent_path(header));
  if (!database)
    return database.takeError();
  Options whole = naming(options, {});
  whole.buildDirectory = database->path();
  return select(whole, argv0);
}

/// Leaves the unit of `selection` that includes `header`, one of the same name before all others;
/// false when none does.
bool keepIncluder(Selection &selection, const std::string &header) {
  Includers includes(header, selection.root);
  for (const bool namesake : {true, false})
    for (const Unit &unit : selection.units)
      if ((path::stem(unit.file) == path::stem(header)) == namesake && includes(unit)) {
        selection.units = {Unit(unit)};
        selection.whole = false;
        return true;
      }
  return false;
}

/// The unit of `query.file`, or one that includes it.
llvm::Expected<Selection> selectFor(const Options &options, const FileQuery &query,
                                    const char *argv0) {
  auto selection = select(naming(options, {query.file}), argv0);
  if (selection || options.flags)
    return selection;
  if (!query.readBefore.empty()) {
    auto again = select(naming(options, {query.readBefore}), argv0);
    if (again && keepIncluder(*again, query.file)) {
      llvm::consumeError(selection.takeError());
      return again;
    }
    llvm::consumeError(again.takeError());
  }
  auto all = wholeProject(options, query.file, argv0);
  if (all && keepIncluder(*all, query.file)) {
    llvm::consumeError(selection.takeError());
    return all;
  }
  llvm::consumeError(all.takeError());
  return selection;
}

} // namespace

llvm::Expected<FileAnswer> analyseFile(const Options &options, const FileQuery &query,
                                       const char *argv0) {
  FileAnswer answer;
  if (llvm::Error error = checkSettings(options, query.file))
    return std::move(error);
  auto selection = selectFor(options, query, argv0);
  if (!selection) {
    answer.unknown = llvm::toString(selection.takeError());
    return answer;
  }
  auto triage = Triage::open(options, selection->root);
  if (!triage)
    return triage.takeError();
  auto analysis = analyse(options, *selection, &*triage, query.overlay);
  if (!analysis)
    return analysis.takeError();
  triage->apply(analysis->report, analysis->looked);
  answer.report = std::move(analysis->report);
  answer.root = analysis->root;
  answer.readIn = selection->units.front().file;
  return answer;
}

} // namespace maplint::driver
