#include "lib/lsp/Schedule.h"

#include <algorithm>

namespace maplint::lsp {

void Schedule::ask(const std::string &path, Time due) {
  asked_.insert_or_assign(path, Asked{.due = due, .order = ++orders_});
}

std::optional<std::string> Schedule::take(Time now) {
  auto chosen = asked_.end();
  for (auto each = asked_.begin(); each != asked_.end(); ++each)
    if (each->second.due <= now &&
        (chosen == asked_.end() || each->second.order > chosen->second.order))
      chosen = each;
  if (chosen == asked_.end())
    return std::nullopt;
  std::string path = chosen->first;
  asked_.erase(chosen);
  return path;
}

std::optional<Schedule::Time> Schedule::next() const {
  std::optional<Time> first;
  for (const auto &[path, asked] : asked_)
    first = first ? std::min(*first, asked.due) : asked.due;
  return first;
}

} // namespace maplint::lsp
