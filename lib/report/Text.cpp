#include "lib/report/Text.h"

#include "lib/report/Escape.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>
#include <array>

namespace maplint::report {
namespace {

constexpr std::size_t tabWidth = 8;
constexpr std::size_t longestExcerpt = 400; ///< generated lines can be megabytes

struct Paint {
  bool on;

  std::string operator()(std::string_view code, std::string_view text) const {
    if (!on)
      return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
};

constexpr std::string_view bold = "1";
constexpr std::string_view green = "1;32";

std::string_view colourOf(std::string_view level) {
  if (level == "error")
    return "1;31";
  return level == "warning" ? "1;35" : "1;36";
}

std::size_t width(const std::string &text) {
  const int columns = llvm::sys::unicode::columnWidthUTF8(text);
  return columns < 0 ? text.size() : static_cast<std::size_t>(columns);
}

/// Source as it is shown: escaped, tabs expanded to where a terminal would jump.
std::string shown(std::string_view source, std::size_t startColumn) {
  std::string out;
  std::size_t column = startColumn;
  while (!source.empty()) {
    const std::size_t tab = std::min(source.find('\t'), source.size());
    const std::string part = escaped(source.substr(0, tab));
    out += part;
    column += width(part);
    source.remove_prefix(tab);
    if (source.empty())
      break;
    const std::size_t blanks = tabWidth - column % tabWidth;
    out.append(blanks, ' ');
    column += blanks;
    source.remove_prefix(1);
  }
  return out;
}

/// The part of the line that the range marks; at least one column.
std::string underline(const Location &at) {
  const std::string_view line = at.excerpt;
  const std::size_t from = std::min<std::size_t>(at.column - 1, line.size());
  const std::size_t last = at.endLine == at.line ? at.endColumn - 1 : line.size();
  const std::size_t to = std::clamp(last, from, line.size());
  const std::size_t start = width(shown(line.substr(0, from), 0));
  const std::size_t length = width(shown(line.substr(from, to - from), start));
  return std::string(start, ' ') + "^" + std::string(length > 1 ? length - 1 : 0, '~');
}

class Writer {
public:
  explicit Writer(bool colours) : paint_{colours} {}

  void finding(const Result &result) {
    head(result.location, name(result.severity), result.message, " [" + result.check + "]");
    for (const Step &step : result.trace)
      head(step.location, "note", step.message, "");
    for (const Fix &fix : result.fixes)
      suggestion(fix);
    if (result.state == BaselineState::Known)
      out += "      = known" + (result.reason.empty() ? "" : ": " + escaped(result.reason)) + "\n";
  }

  void absent(const Result &result) {
    out += paint_(bold, escapedPath(result.location.file) + ":") +
           " fixed: " + escaped(result.message) + " [" + escaped(result.check) + "]\n";
  }

  std::string out;

private:
  void head(const Location &at, std::string_view level, std::string_view message,
            std::string_view tail) {
    if (at.valid())
      out += paint_(bold, escapedPath(at.file) + ":" + std::to_string(at.line) + ":" +
                              std::to_string(at.column) + ":") +
             " ";
    else
      out += paint_(bold, "maplint:") + " ";
    const std::string said = escaped(message) + std::string(tail);
    out += paint_(colourOf(level), std::string(level) + ":") + " " +
           (level == "note" ? said : paint_(bold, said)) + "\n";
    if (at.valid() && at.excerpt.size() <= longestExcerpt)
      excerpt(at);
  }

  void excerpt(const Location &at) {
    const std::string line = std::to_string(at.line);
    const std::string margin(line.size() < 5 ? 5 - line.size() : 0, ' ');
    out += margin + line + " | " + shown(at.excerpt, 0) + "\n";
    out +=
        std::string(margin.size() + line.size(), ' ') + " | " + paint_(green, underline(at)) + "\n";
  }

  void suggestion(const Fix &fix) {
    const std::string option = fix.safety == FixSafety::Safe ? "--fix" : "--fix=suggested";
    out += "      = " + std::string(name(fix.safety)) + " fix (" + option +
           "): " + escaped(fix.description) + "\n";
    if (!fix.notApplied.empty())
      out += "      = not applied: " + escaped(fix.notApplied) + "\n";
  }

  Paint paint_;
};

std::string plural(std::size_t count, const std::string &noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string summary(const Report &report) {
  std::array<std::size_t, 3> counts{};
  for (const Result &result : report.findings)
    ++counts[static_cast<std::size_t>(result.severity)];
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note})
    if (const std::size_t count = counts[static_cast<std::size_t>(severity)])
      parts.push_back(plural(count, std::string(name(severity))));
  std::string text = parts.empty() ? "no findings" : llvm::join(parts, ", ");
  text += " in " + plural(report.analysed, "file");
  const auto known = static_cast<std::size_t>(std::ranges::count(
      report.silenced, BaselineState::Known, [](const Result &result) { return result.state; }));
  for (const auto &[count, what] :
       {std::pair(report.silenced.size() - known, " silenced"), std::pair(known, " known"),
        std::pair(report.absent.size(), " fixed since the baseline")})
    if (count > 0)
      text += "; " + std::to_string(count) + what;
  if (!report.failed.empty())
    text += "; " + plural(report.failed.size(), "file") + " could not be analysed";
  return text + "\n";
}

} // namespace

std::string toText(const Report &report, TextStyle style) {
  Writer writer(style.colours);
  for (const Result &result : report.findings)
    writer.finding(result);
  if (style.absent)
    for (const Result &result : report.absent)
      writer.absent(result);
  if (style.summary)
    writer.out += summary(report);
  return writer.out;
}

} // namespace maplint::report
