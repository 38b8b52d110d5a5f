// The file of a baseline: reading what somebody may have edited or merged badly, and writing it.

#include "lib/report/Escape.h"
#include "lib/triage/Baseline.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

namespace maplint::triage {
namespace {

using Json = nlohmann::ordered_json;

constexpr int version = 1;
constexpr unsigned largestCount = 1000000;

llvm::Error failure(const llvm::Twine &what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), what);
}

template <typename Enum>
std::optional<Enum> named(std::string_view word) {
  for (int i = 0; i < 3; ++i)
    if (name(static_cast<Enum>(i)) == word)
      return static_cast<Enum>(i);
  return std::nullopt;
}

bool isFingerprint(const std::string &text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Reads one entry. The first thing that is wrong is kept.
class EntryReader {
public:
  explicit EntryReader(const Json &entry) : entry_(entry) {}

  BaselineEntry read() {
    static constexpr std::array keys = {"file",        "check",    "function",
                                        "message",     "severity", "confidence",
                                        "fingerprint", "count",    "reason"};
    if (!entry_.is_object()) {
      wrong = "is not an object";
      return {};
    }
    for (const auto &[key, value] : entry_.items())
      if (std::ranges::find(keys, key) == keys.end())
        keep("has an unknown key '" + key + "'");
    BaselineEntry entry{.file = text("file", false),
                        .check = text("check", false),
                        .function = text("function", true),
                        .message = text("message", true),
                        .severity = word<Severity>("severity"),
                        .confidence = word<Confidence>("confidence"),
                        .fingerprint = text("fingerprint", false),
                        .count = count(),
                        .reason = text("reason", true)};
    if (!isFingerprint(entry.fingerprint))
      keep("has a fingerprint that is none");
    return entry;
  }

  std::string wrong;

private:
  void keep(const std::string &what) {
    if (wrong.empty())
      wrong = what;
  }

  std::string text(const char *key, bool mayBeEmpty) {
    const auto found = entry_.find(key);
    if (found == entry_.end() || !found->is_string() ||
        (!mayBeEmpty && found->get_ref<const std::string &>().empty())) {
      keep(std::string("has no ") + key);
      return {};
    }
    return found->get<std::string>();
  }

  template <typename Enum>
  Enum word(const char *key) {
    const auto value = named<Enum>(text(key, true));
    if (!value)
      keep(std::string("has no ") + key);
    return value.value_or(Enum{});
  }

  unsigned count() {
    const auto found = entry_.find("count");
    if (found == entry_.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() < 1 ||
        found->get<std::uint64_t>() > largestCount) {
      keep("has no count");
      return 1;
    }
    return found->get<unsigned>();
  }

  const Json &entry_;
};

llvm::Expected<Baseline> entriesOf(const Json &list) {
  Baseline baseline;
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    EntryReader reader(list[i]);
    BaselineEntry entry = reader.read();
    if (reader.wrong.empty() && !seen.emplace(entry.file, entry.fingerprint).second)
      reader.wrong = "repeats one of the same file and fingerprint";
    if (!reader.wrong.empty())
      return failure("entry " + llvm::Twine(i + 1) + " " + reader.wrong);
    baseline.entries.push_back(std::move(entry));
  }
  return baseline;
}

std::size_t lineOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  return static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
}

} // namespace

llvm::Expected<Baseline> parseBaseline(std::string_view text) {
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error &error) {
    return failure("line " + llvm::Twine(lineOf(text, error.byte)) + ": no JSON");
  } catch (const Json::out_of_range &) {
    return failure("a number that is too large");
  }
  if (!document.is_object() || !document.contains("maplint_baseline"))
    return failure("not a baseline of maplint");
  if (document["maplint_baseline"] != version)
    return failure("made by another version of maplint");
  if (document.size() != 2 || !document.contains("entries") || !document["entries"].is_array())
    return failure("has no list of entries, or more than that");
  return entriesOf(document["entries"]);
}

std::string textOf(Baseline baseline) {
  std::ranges::sort(baseline.entries, {}, [](const BaselineEntry &entry) {
    return std::tie(entry.file, entry.check, entry.function, entry.fingerprint);
  });
  Json entries = Json::array();
  for (const BaselineEntry &entry : baseline.entries)
    entries.push_back({{"file", entry.file},
                       {"check", entry.check},
                       {"function", report::escaped(entry.function)},
                       {"message", report::escaped(entry.message)},
                       {"severity", name(entry.severity)},
                       {"confidence", name(entry.confidence)},
                       {"fingerprint", entry.fingerprint},
                       {"count", entry.count},
                       {"reason", entry.reason}});
  const Json document = {{"maplint_baseline", version}, {"entries", std::move(entries)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace maplint::triage
