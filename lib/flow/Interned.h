// Finds what was interned before: an open hash table of numbers whose things lie elsewhere.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maplint::flow {

/// Mixes one more word into a hash; the constants are those of the 64-bit finaliser of MurmurHash3.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash ^= word + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
  hash ^= hash >> 33U;
  hash *= 0xff51afd7ed558ccdU;
  return hash ^ (hash >> 33U);
}

/// Ids (never 0) by the hash of what they stand for. The table does not see the things themselves:
/// whoever asks says whether an id stands for the thing that is looked for.
class Interned {
public:
  /// The id under `hash` for which `isIt(id)` holds; 0 when there is none.
  template <class Predicate>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, Predicate isIt) const {
    if (slots_.empty())
      return 0;
    for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
      const Slot &slot = slots_[at];
      if (slot.id == 0)
        return 0;
      if (slot.hash == static_cast<std::uint32_t>(hash >> 32U) && isIt(slot.id))
        return slot.id;
    }
  }

  /// Adds an id that find() did not find; `hashOf(id)` tells the hashes of those that are there.
  template <class HashOf>
  void add(std::uint64_t hash, std::uint32_t id, HashOf hashOf) {
    if (2 * (count_ + 1) > slots_.size())
      grow(hashOf);
    place(hash, id);
    ++count_;
  }

private:
  struct Slot {
    std::uint32_t id = 0;
    std::uint32_t hash = 0; ///< the upper half
  };

  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

  void place(std::uint64_t hash, std::uint32_t id) {
    std::size_t at = hash & mask();
    while (slots_[at].id != 0)
      at = (at + 1) & mask();
    slots_[at] = {.id = id, .hash = static_cast<std::uint32_t>(hash >> 32U)};
  }

  template <class HashOf>
  void grow(HashOf hashOf) {
    std::vector<Slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot &slot : old)
      if (slot.id != 0)
        place(hashOf(slot.id), slot.id);
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

} // namespace maplint::flow
