// What can be seen of files without reading them.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace maplint::driver {

/// A file that is not there has a stamp like any other.
struct Stamp {
  std::int64_t modified = 0; ///< in nanoseconds
  std::uint64_t size = 0;
  std::uint64_t inode = 0; ///< editors put a new file in the place of the old one

  bool operator==(const Stamp &) const = default;
};

using Stamps = std::map<std::string, Stamp>;

/// The stamps of `files` now.
Stamps stampsOf(const std::set<std::string> &files);

/// The files of `after` that have another stamp in `before`, or none.
std::set<std::string> differing(const Stamps &before, const Stamps &after);

} // namespace maplint::driver
