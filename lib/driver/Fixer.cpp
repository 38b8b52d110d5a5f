#include "lib/driver/Fixer.h"

#include "lib/driver/Files.h"
#include "lib/report/Collect.h"
#include "lib/triage/Rules.h"

#include <algorithm>
#include <tuple>

#include <sys/stat.h>
#include <unistd.h>

namespace maplint::driver {
namespace {

/// A finding by what it says: where it stands changes with every edit.
using Key = std::tuple<std::string, std::string, std::string>;

Key keyOf(const report::Result &result) {
  return {result.check, result.function, result.message};
}

std::multiset<Key> keysOf(const std::vector<report::Result> &results) {
  std::multiset<Key> keys;
  for (const report::Result &result : results)
    keys.insert(keyOf(result));
  return keys;
}

void removeOne(std::multiset<Key> &keys, const Key &key) {
  if (const auto at = keys.find(key); at != keys.end())
    keys.erase(at);
}

const report::Fix *chooseFix(const report::Result &result, FixMode mode) {
  for (const report::Fix &fix : result.fixes)
    if (fix.safety == FixSafety::Safe || mode == FixMode::Suggested)
      return &fix;
  return nullptr;
}

bool isWritable(const std::string &file) {
  struct stat known {};

  // The superuser may write anything, but a file without any write bit is meant to stay as it is.
  return stat(file.c_str(), &known) == 0 && (known.st_mode & 0222) != 0 &&
         access(file.c_str(), W_OK) == 0;
}

} // namespace

/// What is wrong with the results after the fixes of `group`: a finding of it that is still there,
/// or a new one.
std::string Fixer::judge(const Group &group, const std::vector<report::Result> &before,
                         const std::vector<report::Result> &after) {
  std::multiset<Key> allowed = keysOf(before);
  for (const Candidate *candidate : group)
    removeOne(allowed, keyOf(candidate->result));
  for (const report::Result &result : after) {
    if (triage::isSuppressionRule(result.check))
      continue; // that a comment is not needed any more speaks for the fix
    if (allowed.contains(keyOf(result))) {
      removeOne(allowed, keyOf(result));
      continue;
    }
    const bool remains = std::ranges::any_of(group, [&](const Candidate *candidate) {
      return keyOf(candidate->result) == keyOf(result);
    });
    return remains ? "the finding is still there with the fix applied"
                   : "with the fix applied there is another finding: " + result.message;
  }
  return {};
}

void Fixer::collect(const std::vector<report::Result> &results) {
  for (const report::Result &result : results) {
    const report::Fix *const fix =
        setup_.wants && !setup_.wants(result) ? nullptr : chooseFix(result, setup_.mode);
    if (fix)
      candidates_.push_back({.result = result, .fix = *fix, .refused = {}});
  }
}

/// Reads `file` once and makes sure that it is what was analysed. Returns what is wrong.
std::string Fixer::load(const std::string &file) {
  if (originals_.contains(file))
    return {};
  if (!isBelow(file, setup_.root))
    return file + " lies outside the project root " + setup_.root;
  const std::string shown = relativeTo(setup_.root, file);
  if (!isWritable(file))
    return shown + " is read-only";
  auto text = readRegularFile(file);
  if (!text)
    return llvm::toString(text.takeError());
  const auto analysed = files_.find(file);
  if (analysed == files_.end() || analysed->second.hash != contentHash(*text))
    return shown + " has changed since it was analysed";
  originals_.emplace(file, std::move(*text));
  return {};
}

std::string Fixer::whyNot(const report::Fix &fix) {
  for (const report::Edit &edit : fix.edits)
    if (std::string why = load(edit.file); !why.empty())
      return why;
  return {};
}

Overlay Fixer::overlayFor(const Group &group) const {
  report::EditPlan plan;
  for (const Group *part : {&accepted_, &group})
    for (const Candidate *candidate : *part)
      plan.add(candidate->fix);
  Overlay overlay;
  for (const auto &[file, edits] : plan.edits()) {
    std::string text;
    if (report::apply(originals_.at(file), edits, text))
      overlay.emplace(file, std::move(text));
  }
  return overlay;
}

/// Lowers everything that reads a file of the group once more, and links. Returns why the group
/// must not be applied; otherwise takes the new results over.
std::string Fixer::verify(const Group &group, LinkOutcome &outcome) {
  const Overlay overlay = overlayFor(group);
  auto before = setup_.project.contents();
  if (const std::string why = setup_.project.lowerAgain(overlay); !why.empty())
    return "the fixed code cannot be analysed: " + relativeTo(setup_.root, why);
  LinkOutcome fresh = setup_.project.link(overlay);
  std::string why = fresh.failure;
  if (why.empty())
    why = judge(group, outcome.results, fresh.results);
  if (!why.empty()) {
    setup_.project.restore(std::move(before));
    return why;
  }
  outcome.results = std::move(fresh.results);
  outcome.silenced = std::move(fresh.silenced);
  return {};
}

/// Takes as much of `group` as proves right: the whole, or what remains after halving.
void Fixer::accept(const Group &group, LinkOutcome &outcome) {
  if (group.empty())
    return;
  const std::string why = verify(group, outcome);
  if (why.empty()) {
    accepted_.insert(accepted_.end(), group.begin(), group.end());
    return;
  }
  if (group.size() == 1) {
    group.front()->refused = why;
    return;
  }
  const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
  accept(Group(group.begin(), middle), outcome);
  accept(Group(middle, group.end()), outcome);
}

/// Tells the reader of each finding why its fix was not applied.
void Fixer::explain(std::vector<report::Result> &results) const {
  for (const Candidate &candidate : candidates_) {
    if (candidate.refused.empty())
      continue;
    for (report::Result &result : results)
      if (keyOf(result) == keyOf(candidate.result))
        for (report::Fix &fix : result.fixes)
          if (fix.description == candidate.fix.description)
            fix.notApplied = candidate.refused;
  }
}

void Fixer::run(LinkOutcome &outcome) {
  files_ = setup_.project.program().files();
  collect(outcome.results);
  report::EditPlan plan;
  Group group;
  for (Candidate &candidate : candidates_) {
    candidate.refused = whyNot(candidate.fix);
    if (candidate.refused.empty() && !plan.add(candidate.fix))
      candidate.refused = "it overlaps the fix of an earlier finding; run again";
    if (candidate.refused.empty())
      group.push_back(&candidate);
  }
  accept(group, outcome);
  texts_ = overlayFor({});
  explain(outcome.results);
}

std::string Fixer::diff() const {
  std::string all;
  for (const auto &[file, text] : texts_) {
    all += report::unifiedDiff(relativeTo(setup_.root, file), originals_.at(file), text);
  }
  return all;
}

llvm::Error Fixer::write() const {
  // Several maplints at work on one project take turns; the lock is on the directory itself, so
  // nothing is left behind.
  const DirectoryLock lock(setup_.root);
  for (const auto &[file, text] : texts_) {
    auto now = readRegularFile(file);
    if (!now)
      return now.takeError();
    if (*now != originals_.at(file))
      return usageError(file + ": changed since it was analysed; nothing is written to it");
    if (llvm::Error error = writeAtomically(file, text))
      return usageError(file + ": cannot be written: " + llvm::toString(std::move(error)));
  }
  return llvm::Error::success();
}

} // namespace maplint::driver
