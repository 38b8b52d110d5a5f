// HTML, https://html.spec.whatwg.org/, and Content Security Policy Level 3.

#include "lib/report/Html.h"

#include "lib/report/Escape.h"

#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"

#include <algorithm>
#include <array>
#include <utility>

namespace maplint::report {
namespace {

/// Text between tags or in a quoted attribute.
std::string text(std::string_view words) {
  std::string out;
  for (const char c : escaped(words))
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    default: out += c;
    }
  return out;
}

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

/// Only the one style and the one script of the page; nothing that is loaded from anywhere.
std::string policy() {
  const auto hash = [](std::string_view content) {
    const auto bytes = llvm::SHA256::hash(
        llvm::ArrayRef(reinterpret_cast<const std::uint8_t *>(content.data()), content.size()));
    return "'sha256-" + llvm::encodeBase64(bytes) + "'";
  };
  return "default-src 'none'; script-src " + hash(htmlScript) + "; style-src " + hash(htmlStyle) +
         "; base-uri 'none'; form-action 'none'";
}

std::string summary(const Report &report) {
  std::array<std::size_t, 3> counts{};
  for (const Result &result : report.findings)
    ++counts[static_cast<std::size_t>(result.severity)];
  std::string words;
  for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note})
    if (const std::size_t count = counts[static_cast<std::size_t>(severity)])
      words += (words.empty() ? "" : ", ") + plural(count, name(severity));
  words = (words.empty() ? "No findings" : words) + " in " + plural(report.analysed, "file");
  if (!report.failed.empty())
    words += ", " + std::to_string(report.failed.size()) + " not analysed";
  if (!report.silenced.empty())
    words += ", " + std::to_string(report.silenced.size()) + " silenced";
  if (!report.absent.empty())
    words += ", " + std::to_string(report.absent.size()) + " fixed since the baseline";
  return words;
}

std::string failures(const Report &report) {
  if (report.failed.empty())
    return {};
  std::string out = "<section id=\"failures\">\n<h2>Not analysed</h2>\n<ul>\n";
  for (const FailedFile &failed : report.failed)
    out += "<li><code>" + text(failed.file) + "</code>: " + text(failed.reason) + "</li>\n";
  return out + "</ul>\n</section>\n";
}

std::string place(const Location &at) {
  if (!at.valid())
    return "maplint";
  return "<span class=\"path\">" + text(at.file) + ":</span>" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

std::string steps(const Result &result) {
  std::string out;
  for (const Step &step : result.trace)
    out += "<li><span class=\"place\">" + place(step.location) + "</span> " + text(step.message) +
           "</li>";
  return out.empty() ? out : "<ol class=\"steps\">" + out + "</ol>";
}

std::string fixes(const Result &result) {
  std::string out;
  for (const Fix &fix : result.fixes)
    out += "<p class=\"offer\">" + std::string(name(fix.safety)) +
           " fix: " + text(fix.description) +
           (fix.notApplied.empty() ? "" : ", not applied: " + text(fix.notApplied)) + "</p>";
  return out;
}

/// What is left of a finding in a browser that runs no script, and its entry in the list otherwise.
std::string item(const Result &result) {
  const std::string id = "id=" + text(result.identity());
  const std::string severity(name(result.severity));
  std::string out = "<li id=\"" + id + "\"><a href=\"#" + id + "\"><b class=\"" + severity + "\">" +
                    severity + "</b> " + text(result.message) + "</a><p class=\"where\">" +
                    "<span class=\"place\">" + place(result.location) +
                    "</span> <span class=\"check\">" + text(result.check) + "</span>";
  if (result.confidence != Confidence::High)
    out += " <span>" + std::string(name(result.confidence)) + " confidence</span>";
  if (result.state == BaselineState::Known)
    out += " <span>known</span>";
  return out + "</p>" + steps(result) + fixes(result) + "</li>\n";
}

/// The findings by file, in the order of the report.
std::string items(const Report &report) {
  std::string out;
  const auto &all = report.findings;
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if(begin, all.end(), [&](const Result &result) {
      return result.location.file != begin->location.file;
    });
    out += "<section>\n<h2>" + text(begin->location.file) + " <small>" +
           std::to_string(end - begin) + "</small></h2>\n<ol>\n";
    for (; begin != end; ++begin)
      out += item(*begin);
    out += "</ol>\n</section>\n";
  }
  return out.empty() ? "<p class=\"none\">No findings.</p>\n" : out;
}

std::string title(const Report &report) {
  return "maplint: " +
         (report.findings.empty() ? "no findings" : plural(report.findings.size(), "finding"));
}

/// `page` with each `{{name}}` replaced once: what is put in is not looked at again.
std::string filled(std::string_view page,
                   std::span<const std::pair<std::string_view, std::string>> parts) {
  std::string out;
  while (true) {
    const std::size_t open = page.find("{{");
    out += page.substr(0, open);
    if (open == std::string_view::npos)
      return out;
    const std::size_t close = page.find("}}", open);
    const std::string_view name = page.substr(open + 2, close - open - 2);
    for (const auto &[known, content] : parts)
      if (known == name)
        out += content;
    page.remove_prefix(close + 2);
  }
}

} // namespace

std::string toHtml(const Report &report, std::span<const CheckInfo *const> rules) {
  const std::array<std::pair<std::string_view, std::string>, 9> parts = {{
      {"policy", policy()},
      {"version", text(report.tool.version)},
      {"title", title(report)},
      {"style", std::string(htmlStyle)},
      {"summary", summary(report)},
      {"failures", failures(report)},
      {"findings", items(report)},
      {"data", htmlData(report, rules)},
      {"script", std::string(htmlScript)},
  }};
  return filled(htmlPage, parts);
}

} // namespace maplint::report
