#include "lib/driver/ProgressLine.h"

#include "lib/driver/Files.h"
#include "lib/driver/Output.h"
#include "lib/report/Escape.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cstdlib>

namespace maplint::driver {
namespace {

using llvm::StringRef;
using std::chrono::milliseconds;

/// What a terminal has that says nothing about itself.
constexpr unsigned usualColumns = 80;

std::size_t widthOf(StringRef text) {
  const int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width < 0 ? text.size() : static_cast<std::size_t>(width);
}

/// The end of `path` that fits, behind three dots when something is missing.
std::string endOf(StringRef path, std::size_t columns) {
  constexpr StringRef dots = "...";
  if (widthOf(path) <= columns)
    return path.str();
  if (columns <= dots.size())
    return {};
  const auto isInsideCharacter = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
  };
  StringRef rest = path;
  while (!rest.empty() &&
         (widthOf(rest) > columns - dots.size() || isInsideCharacter(rest.front())))
    rest = rest.drop_front();
  return dots.str() + rest.str();
}

/// In two digits: `0.34`, `3.4`, `34`.
std::string perSecond(std::size_t done, milliseconds elapsed) {
  const double seconds = static_cast<double>(std::max<std::int64_t>(1, elapsed.count())) / 1000;
  const double rate = static_cast<double>(done) / seconds;
  const int decimals = rate < 1 ? 2 : rate < 10 ? 1 : 0;
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.*f", decimals, rate);
  return text;
}

/// `37 s`, `1 min 37 s`, `2 h 5 min`
std::string duration(milliseconds time) {
  const std::int64_t seconds = (time.count() + 500) / 1000;
  if (seconds < 60)
    return std::to_string(seconds) + " s";
  if (seconds < 3600)
    return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

std::string activity(const ProgressState &state) {
  if (state.isLinking)
    return (state.of == 1 ? "analysing it, " : "analysing them together, ") +
           duration(state.elapsed);
  if (state.done == 0)
    return {};
  const auto left = state.elapsed * static_cast<std::int64_t>(state.of - state.done) /
                    static_cast<std::int64_t>(state.done);
  return perSecond(state.done, state.elapsed) + " files/s, " + duration(left) + " left: ";
}

} // namespace

std::string progressText(const ProgressState &state, unsigned columns, bool colours) {
  const std::string count = "[" + std::to_string(state.done) + "/" + std::to_string(state.of) + "]";
  std::string rest = " " + activity(state);
  const std::size_t taken = count.size() + rest.size();
  if (taken > columns)
    return count.size() > columns ? "" : count;
  if (!state.isLinking)
    rest += endOf(report::escaped(state.file), columns - taken);
  return colours ? "\x1b[1;36m" + count + "\x1b[0m" + rest : count + rest;
}

bool canRedraw() {
  const char *terminal = std::getenv("TERM");
  return llvm::sys::Process::StandardErrIsDisplayed() && terminal && *terminal &&
         StringRef(terminal) != "dumb";
}

ProgressLine::ProgressLine(const Options &options, std::string root)
    : isShown_(!options.quiet && canRedraw()), hasColours_(wantsColoursInMessages(options)),
      root_(std::move(root)) {}

void ProgressLine::readingBegins(std::size_t files) {
  state_ = {.of = files};
  running_.clear();
  start_ = Clock::now();
}

void ProgressLine::fileBegins(const std::string &file) {
  running_.push_back(file);
  draw();
}

/// Not drawn: what follows at once is the beginning of another file or of the link.
void ProgressLine::fileEnds(const std::string &file) {
  ++state_.done;
  if (const auto ended = std::ranges::find(running_, file); ended != running_.end())
    running_.erase(ended);
}

void ProgressLine::linkBegins() {
  state_.isLinking = true;
  state_.done = state_.of;
  start_ = Clock::now();
  draw();
}

/// Between two files there is nothing to tell.
void ProgressLine::waiting() {
  if (state_.isLinking || !running_.empty())
    draw();
}

/// The cursor goes back to the beginning, so that whatever else is printed overwrites the line.
void ProgressLine::draw() {
  if (!isShown_)
    return;
  state_.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
  state_.file = running_.empty() ? std::string() : relativeTo(root_, running_.front());
  unsigned columns = llvm::sys::Process::StandardErrColumns();
  if (columns == 0)
    columns = usualColumns;
  std::string text = progressText(state_, columns - 1, hasColours_);
  if (text == drawn_)
    return;
  llvm::errs() << "\r" << text << "\x1b[K\r";
  drawn_ = std::move(text);
}

void ProgressLine::clear() {
  if (!drawn_.empty())
    llvm::errs() << "\r\x1b[K";
  drawn_.clear();
}

} // namespace maplint::driver
