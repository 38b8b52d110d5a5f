#include "lib/triage/Changes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace maplint::triage {

using llvm::StringRef;

namespace {

/// `"a\303\244\"b"` as git quotes names.
std::string unquoted(StringRef text) {
  std::string name;
  text = text.drop_front().drop_back();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      name += text[at];
      continue;
    }
    unsigned value = 0;
    if (!text.substr(at + 1, 3).getAsInteger(8, value) && value < 256) {
      name += static_cast<char>(value);
      at += 3;
      continue;
    }
    const char c = text[++at];
    name += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return name;
}

/// The name behind `--- ` or `+++ `; a tab and a date may follow it.
std::string nameIn(StringRef text) {
  text = text.rtrim("\r\n");
  if (text.starts_with("\"") && text.size() > 1 && text.ends_with("\""))
    return unquoted(text);
  return text.split('\t').first.str();
}

struct Hunk {
  unsigned oldLines = 1;
  unsigned newStart = 0;
  unsigned newLines = 1;
};

/// `12,3` or `12`
bool readRange(StringRef text, unsigned &start, unsigned &lines) {
  const auto [first, second] = text.split(',');
  lines = 1;
  return !first.getAsInteger(10, start) && (second.empty() || !second.getAsInteger(10, lines)) &&
         start < (1U << 30) && lines < (1U << 30);
}

/// `@@ -1,2 +3,4 @@ what follows`
std::optional<Hunk> hunkIn(StringRef line) {
  Hunk hunk;
  unsigned oldStart = 0;
  if (!line.consume_front("@@ -"))
    return std::nullopt;
  const auto [before, rest] = line.split(" +");
  const auto [after, tail] = rest.split(" @@");
  if (!readRange(before, oldStart, hunk.oldLines) ||
      !readRange(after, hunk.newStart, hunk.newLines) || rest.size() == after.size())
    return std::nullopt;
  return hunk;
}

} // namespace

/// Reads a diff line by line.
class DiffReader {
public:
  explicit DiffReader(StringRef text) : rest_(text) {}

  llvm::Expected<Changes> run() {
    while (next()) {
      if (line_.starts_with("--- "))
        before_ = nameIn(line_.drop_front(4));
      else if (line_.starts_with("+++ "))
        open(nameIn(line_.drop_front(4)));
      else if (line_.starts_with("diff "))
        hasHeader_ = true;
      else if (line_.starts_with("@@@"))
        return failure("a diff of more than two versions");
      else if (line_.starts_with("@@"))
        if (llvm::Error error = hunk())
          return std::move(error);
    }
    if (number_ > 0 && !hasHeader_)
      return failure("no unified diff");
    return std::move(changes_);
  }

private:
  bool next() {
    if (rest_.empty())
      return false;
    std::tie(line_, rest_) = rest_.split('\n');
    ++number_;
    return true;
  }

  [[nodiscard]] llvm::Error failure(const llvm::Twine &what) const {
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   "line " + llvm::Twine(number_) + ": " + what);
  }

  void open(const std::string &name) {
    hasHeader_ = true;
    StringRef file = name;
    const bool isGits = StringRef(before_).starts_with("a/") || before_ == "/dev/null";
    if (isGits)
      file.consume_front("b/");
    file_ = file == "/dev/null" ? "" : file.str();
    isOpen_ = true;
    if (!file_.empty())
      changes_.files_[file_];
  }

  llvm::Error hunk() {
    const std::optional<Hunk> head = hunkIn(line_);
    if (!head)
      return failure("a hunk that begins with nonsense");
    if (!isOpen_)
      return failure("a hunk of no file");
    std::uint64_t old = head->oldLines;
    std::uint64_t fresh = head->newLines;
    unsigned at = head->newLines == 0 ? head->newStart + 1 : head->newStart;
    unsigned removed = 0; ///< lines taken away just before `at`, with nothing new in their place
    bool added = false;   ///< the line before `at` is new
    while (old > 0 || fresh > 0) {
      if (!next())
        return failure("cut short within a hunk");
      // Mail programs strip blanks: an empty line is an empty line of context.
      const char mark = line_.empty() || line_ == "\r" ? ' ' : line_.front();
      if (mark == '\\')
        continue;
      if ((mark != ' ' && mark != '+' && mark != '-') || (mark != '+' && old == 0) ||
          (mark != '-' && fresh == 0))
        return failure("a hunk that is not as long as it says");
      old -= mark == '+' ? 0 : 1;
      fresh -= mark == '-' ? 0 : 1;
      if (mark == '-') {
        removed += added ? 0 : 1;
      } else if (mark == '+') {
        touchLines(at, at);
        removed = 0;
        added = true;
        ++at;
      } else {
        seam(removed, at);
        removed = 0;
        added = false;
        ++at;
      }
    }
    seam(removed, at);
    return llvm::Error::success();
  }

  /// What stood between two lines is gone: both are touched.
  void seam(unsigned removed, unsigned at) {
    if (removed > 0)
      touchLines(at > 1 ? at - 1 : 1, at);
  }

  void touchLines(unsigned first, unsigned last) {
    if (file_.empty())
      return;
    auto &ranges = changes_.files_[file_];
    if (!ranges.empty() && first <= ranges.back().second + 1 && first >= ranges.back().first)
      ranges.back().second = std::max(ranges.back().second, last);
    else
      ranges.emplace_back(first, last);
  }

  StringRef rest_;
  StringRef line_;
  unsigned number_ = 0;
  std::string before_; ///< the name behind `---`
  std::string file_;   ///< empty: deleted
  bool isOpen_ = false;
  bool hasHeader_ = false;
  Changes changes_;
};

llvm::Expected<Changes> Changes::parse(std::string_view diff) {
  return DiffReader(diff).run();
}

bool Changes::touch(const std::string &file, unsigned first, unsigned last) const {
  const auto known = files_.find(file);
  return known != files_.end() && std::ranges::any_of(known->second, [&](const Range &range) {
           return range.first <= last && first <= range.second;
         });
}

std::vector<std::string> Changes::files() const {
  std::vector<std::string> names;
  for (const auto &[file, ranges] : files_)
    names.push_back(file);
  return names;
}

} // namespace maplint::triage
