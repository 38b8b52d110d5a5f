#include "lib/core/Check.h"

#include <algorithm>

namespace maplint {

std::string_view name(Severity severity) {
  switch (severity) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "error";
}

std::string_view name(Confidence confidence) {
  switch (confidence) {
  case Confidence::Low:
    return "low";
  case Confidence::Medium:
    return "medium";
  case Confidence::High:
    return "high";
  }
  return "high";
}

std::string_view name(ThreadEvent::Kind kind) {
  switch (kind) {
  case ThreadEvent::Kind::Start:
    return "start";
  case ThreadEvent::Kind::Spawn:
    return "spawn";
  case ThreadEvent::Kind::Call:
    return "call";
  case ThreadEvent::Kind::Acquire:
    return "acquire";
  case ThreadEvent::Kind::AcquireShared:
    return "acquire-shared";
  case ThreadEvent::Kind::Release:
    return "release";
  case ThreadEvent::Kind::Read:
    return "read";
  case ThreadEvent::Kind::Write:
    return "write";
  }
  return "start";
}

std::string_view name(FixSafety safety) { return safety == FixSafety::Safe ? "safe" : "suggested"; }

CheckOptions::CheckOptions(const CheckInfo &info) : info_(&info) {
  for (const OptionInfo &option : info.options)
    values_.emplace(option.name, option.fallback);
}

bool CheckOptions::set(std::string_view option, std::int64_t value) {
  const auto known = std::ranges::find(info_->options, option, &OptionInfo::name);
  if (known == info_->options.end() || value < known->min || value > known->max)
    return false;
  values_[std::string(option)] = value;
  return true;
}

std::int64_t CheckOptions::get(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? 0 : found->second;
}

const Check *findCheck(std::string_view id) {
  const auto all = allChecks();
  const auto found = std::ranges::find_if(all, [&](const Check *c) { return c->info.id == id; });
  return found == all.end() ? nullptr : *found;
}

} // namespace maplint
