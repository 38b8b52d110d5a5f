#include "tools/maplint/Describe.h"

#include "lib/triage/Rules.h"
#include "tools/maplint/CheckPages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace maplint::tool {
namespace {

std::string_view name(FixKind kind) {
  switch (kind) {
  case FixKind::None: return "none";
  case FixKind::Sometimes: return "sometimes";
  case FixKind::Always: return "always";
  }
  return "none";
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool isBlank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

/// Examples are indented in the source of the check, and begin and end with an empty line.
std::string dedented(std::string_view text, std::string_view indent) {
  std::vector<std::string_view> lines = linesOf(text);
  while (!lines.empty() && isBlank(lines.front()))
    lines.erase(lines.begin());
  while (!lines.empty() && isBlank(lines.back()))
    lines.pop_back();
  std::size_t margin = std::string_view::npos;
  for (const std::string_view line : lines)
    if (!isBlank(line))
      margin = std::min(margin, line.find_first_not_of(' '));
  std::string out;
  for (const std::string_view line : lines) {
    if (!isBlank(line))
      out.append(indent).append(line.substr(margin));
    out += '\n';
  }
  return out;
}

/// `text` in lines of at most `columns`.
std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos)
      break;
    text.remove_prefix(start);
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const bool breaks = column > 0 && column + 1 + end > columns;
    if (column > 0)
      out += breaks ? '\n' : ' ';
    out += text.substr(0, end);
    column = (breaks || column == 0 ? 0 : column + 1) + end;
    text.remove_prefix(end);
  }
  return out + "\n";
}

/// A shape that gets no fix as an item of a list, in lines of at most 100 columns.
std::string bullet(const Unfixed &unfixed) {
  const std::string text =
      wrapped(std::string(unfixed.shape) + ": " + std::string(unfixed.why) + ".", 98);
  std::string out;
  for (const std::string_view line : linesOf(text))
    out.append(out.empty() ? "- " : "  ").append(line).append("\n");
  return out;
}

std::string optionRange(const OptionInfo &option) {
  return std::to_string(option.min) + " to " + std::to_string(option.max) + ", default " +
         std::to_string(option.fallback);
}

std::string head(const CheckInfo &info) {
  return "# " + std::string(info.id) + "\n\n" + std::string(info.summary) +
         "\n\n| severity | fix | since |\n| --- | --- | --- |\n| " +
         std::string(maplint::name(info.severity)) + " | " + std::string(name(info.fix)) + " | " +
         std::string(info.since) + " |\n\n" + wrapped(info.why, 100);
}

std::string examples(const CheckInfo &info) {
  return "\n## Wrong\n\n```cpp\n" + dedented(info.bad, "") + "```\n\n## Right\n\n```cpp\n" +
         dedented(info.good, "") + "```\n";
}

std::string options(const CheckInfo &info) {
  if (info.options.empty())
    return {};
  std::string out = "\n## Options\n\n| name | value | meaning |\n| --- | --- | --- |\n";
  for (const OptionInfo &option : info.options)
    out += "| `" + std::string(option.name) + "` | " + optionRange(option) + " | " +
           std::string(option.help) + " |\n";
  return out;
}

/// Shapes that are found and not repaired.
std::string unfixed(const CheckInfo &info) {
  std::string out = info.unfixed.empty() ? "" : "\n## Left to the reader\n\nThese get no fix:\n\n";
  for (const Unfixed &each : info.unfixed)
    out += bullet(each);
  return out;
}

std::string silencing(const CheckInfo &info) {
  const std::string id(info.id);
  return "\n## Silencing it\n\n`// NOLINT(" + id + "): reason` on the line, or `NOLINTNEXTLINE(" +
         id + ")` on the line before.\n";
}

} // namespace

std::string listText() {
  std::size_t widest = 0;
  for (const CheckInfo *rule : triage::allRules())
    widest = std::max(widest, rule->id.size());
  std::string out;
  for (const CheckInfo *rule : triage::allRules()) {
    std::string id(rule->id);
    std::string severity(maplint::name(rule->severity));
    id.resize(widest + 2, ' ');
    severity.resize(9, ' ');
    out += id + severity + std::string(rule->summary) + "\n";
  }
  return out;
}

std::string explainText(const CheckInfo &info) {
  std::string out = std::string(info.id) + ": " + std::string(info.summary) + "\n";
  out += "severity " + std::string(maplint::name(info.severity)) + ", fix " +
         std::string(name(info.fix)) + ", since " + std::string(info.since) + "\n\n";
  out += wrapped(info.why, 80);
  out += "\nwrong:\n\n" + dedented(info.bad, "  ") + "\nright:\n\n" + dedented(info.good, "  ");
  if (!info.options.empty())
    out += "\noptions:\n\n";
  for (const OptionInfo &option : info.options)
    out += "  " + std::string(option.name) + " (" + optionRange(option) + ")\n      " +
           std::string(option.help) + "\n";
  return out;
}

std::string explainJson(const CheckInfo &info) {
  nlohmann::ordered_json options = nlohmann::ordered_json::array();
  for (const OptionInfo &option : info.options)
    options.push_back({{"name", option.name},
                       {"default", option.fallback},
                       {"min", option.min},
                       {"max", option.max},
                       {"help", option.help}});
  const nlohmann::ordered_json document = {{"id", info.id},
                                           {"summary", info.summary},
                                           {"why", info.why},
                                           {"bad", dedented(info.bad, "")},
                                           {"good", dedented(info.good, "")},
                                           {"severity", maplint::name(info.severity)},
                                           {"fix", name(info.fix)},
                                           {"options", std::move(options)},
                                           {"since", info.since}};
  return document.dump(2) + "\n";
}

std::string explainMarkdown(const CheckInfo &info) {
  const std::string id(info.id);
  const std::string source = findCheck(info.id) ? "checks/" + id : "lib/triage/Rules";
  const auto section = [&](const std::string &heading) {
    const std::string_view text = pageSection(info.id, heading);
    return text.empty() ? "" : "\n## " + heading + "\n\n" + std::string(text) + "\n";
  };
  return "<!-- Generated by `maplint docs` from " + source + ".cpp and tools/maplint/pages/" + id +
         ".md; do not edit. -->\n" + head(info) + section("What happens at run time") +
         examples(info) + section("What maplint says") + section("The fix") + unfixed(info) +
         options(info) + section("When it stays silent") + section("Limits") + silencing(info);
}

std::string explanation(const CheckInfo &info) {
  return head(info) + examples(info) + options(info) + unfixed(info) + silencing(info);
}

} // namespace maplint::tool
