#include "directory.h"

#include <mutex>

void Directory::load(const std::vector<UserRecord> &records) {
  std::unique_lock lock(mutex_);

  byId_.clear();
  byId_.reserve(records.size());
  for (const UserRecord &record : records)
    byId_.emplace(record.id, record.name);

  byName_.clear();
  for (const UserRecord &record : records)
    byName_.emplace(record.name, record.id);

  groupSizes_.clear();
  for (const UserRecord &record : records)
    ++groupSizes_[record.group];
}

std::optional<int> Directory::idOf(const std::string &name) const {
  std::shared_lock lock(mutex_);
  const auto user = byName_.find(name);
  if (user == byName_.end())
    return std::nullopt;
  return user->second;
}

std::optional<std::string> Directory::nameOf(int id) const {
  std::shared_lock lock(mutex_);
  const auto user = byId_.find(id);
  if (user == byId_.end())
    return std::nullopt;
  return user->second;
}

int Directory::groupSize(const std::string &group) const {
  std::shared_lock lock(mutex_);
  const auto size = groupSizes_.find(group);
  return size == groupSizes_.end() ? 0 : size->second;
}
