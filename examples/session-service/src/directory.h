// Who may log in. Read by every request, replaced as a whole from time to time.

#pragma once

#include <cstddef>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct UserRecord {
  int id = 0;
  std::string name;
  std::string group;
};

class Directory {
public:
  /// Replaces what was known by `records`.
  void load(const std::vector<UserRecord> &records);

  std::optional<int> idOf(const std::string &name) const;
  std::optional<std::string> nameOf(int id) const;
  int groupSize(const std::string &group) const;

private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<int, std::string> byId_;
  std::unordered_map<std::string, int> byName_;
  std::unordered_map<std::string, int> groupSizes_;
};
