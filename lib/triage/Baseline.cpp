#include "lib/triage/Baseline.h"

#include "lib/report/Uri.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace maplint::triage {
namespace {

using Key = std::pair<std::string, std::string>; ///< file, fingerprint

Key keyOf(const report::Result &finding) {
  return {report::uriOf(finding.location.file), finding.fingerprint};
}

/// The entries with the number of findings that each may still answer for.
class Pool {
public:
  explicit Pool(const Baseline &baseline) : baseline_(baseline) {
    for (std::size_t i = 0; i < baseline.entries.size(); ++i) {
      const BaselineEntry &entry = baseline.entries[i];
      left_.push_back(entry.count);
      byKey_.emplace(Key(entry.file, entry.fingerprint), i);
      byFingerprint_.emplace(entry.fingerprint, i);
    }
  }

  /// The entry of the finding's own file, or null.
  const BaselineEntry *takeHere(const report::Result &finding) {
    const auto known = byKey_.find(keyOf(finding));
    return known == byKey_.end() ? nullptr : take(known->second);
  }

  /// One of another file whose own findings are fewer than they were.
  const BaselineEntry *takeElsewhere(const report::Result &finding,
                                     const std::function<bool(const BaselineEntry &)> &looked) {
    const auto [first, last] = byFingerprint_.equal_range(finding.fingerprint);
    for (auto at = first; at != last; ++at)
      if (looked(baseline_.entries[at->second]))
        if (const BaselineEntry *entry = take(at->second))
          return entry;
    return nullptr;
  }

  [[nodiscard]] unsigned left(std::size_t i) const { return left_[i]; }

private:
  const BaselineEntry *take(std::size_t i) {
    if (left_[i] == 0)
      return nullptr;
    --left_[i];
    return &baseline_.entries[i];
  }

  const Baseline &baseline_;
  std::vector<unsigned> left_;
  std::map<Key, std::size_t> byKey_;
  std::multimap<std::string, std::size_t> byFingerprint_;
};

BaselineEntry entryOf(const report::Result &finding) {
  return {.file = report::uriOf(finding.location.file),
          .check = finding.check,
          .function = finding.function,
          .message = finding.message,
          .severity = finding.severity,
          .confidence = finding.confidence,
          .fingerprint = finding.fingerprint,
          .count = 0,
          .reason = finding.reason};
}

} // namespace

Comparison compare(const Baseline &baseline, std::vector<report::Result> &findings,
                   const std::function<bool(const BaselineEntry &)> &looked) {
  Pool pool(baseline);
  const auto mark = [](report::Result &finding, const BaselineEntry *entry) {
    finding.state = entry ? report::BaselineState::Known : report::BaselineState::New;
    finding.reason = entry ? entry->reason : "";
  };
  for (report::Result &finding : findings)
    mark(finding, pool.takeHere(finding));
  for (report::Result &finding : findings)
    if (finding.state == report::BaselineState::New)
      mark(finding, pool.takeElsewhere(finding, looked));
  Comparison comparison;
  for (std::size_t i = 0; i < baseline.entries.size(); ++i)
    if (pool.left(i) > 0 && looked(baseline.entries[i])) {
      comparison.fixed.push_back(baseline.entries[i]);
      comparison.fixed.back().count = pool.left(i);
    }
  return comparison;
}

Baseline baselineOf(const std::vector<report::Result> &findings, const Baseline &before,
                    const std::function<bool(const BaselineEntry &)> &keeps,
                    const std::string &reason) {
  std::map<Key, BaselineEntry> entries;
  for (const BaselineEntry &entry : before.entries)
    if (keeps(entry))
      entries.emplace(Key(entry.file, entry.fingerprint), entry);
  const std::map<Key, BaselineEntry> kept = entries;
  for (const report::Result &finding : findings) {
    if (kept.contains(keyOf(finding)))
      continue;
    BaselineEntry &entry = entries.try_emplace(keyOf(finding), entryOf(finding)).first->second;
    ++entry.count;
    if (entry.reason.empty() && finding.state != report::BaselineState::Known)
      entry.reason = reason;
  }
  Baseline baseline;
  for (auto &[key, entry] : entries)
    baseline.entries.push_back(std::move(entry));
  return baseline;
}

} // namespace maplint::triage
