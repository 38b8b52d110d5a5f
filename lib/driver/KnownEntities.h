// Which entities the parent has received, for children to see.

#pragma once

#include <atomic>
#include <cstdint>

namespace maplint::driver {

/// A set of hashes in memory that forked children share. The parent alone writes; a child that
/// looks while it does may miss the newest ones, which costs a repetition and nothing else. A full
/// set takes no more.
class KnownEntities {
public:
  KnownEntities();
  ~KnownEntities();
  KnownEntities(const KnownEntities &) = delete;
  KnownEntities &operator=(const KnownEntities &) = delete;

  void insert(std::uint64_t hash);
  [[nodiscard]] bool contains(std::uint64_t hash) const;

private:
  std::atomic<std::uint64_t> *slots_ = nullptr; ///< open addressing; 0 is free
  std::size_t used_ = 0;
};

} // namespace maplint::driver
