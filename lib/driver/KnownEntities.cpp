#include "lib/driver/KnownEntities.h"

#include <sys/mman.h>

namespace maplint::driver {

// 64 MiB of addresses; pages that are never touched cost nothing.
static constexpr std::size_t capacity = std::size_t{1} << 23;

KnownEntities::KnownEntities() {
  void *memory = mmap(nullptr, capacity * sizeof(*slots_), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory != MAP_FAILED)
    slots_ = static_cast<std::atomic<std::uint64_t> *>(memory);
}

KnownEntities::~KnownEntities() {
  if (slots_)
    munmap(slots_, capacity * sizeof(*slots_));
}

void KnownEntities::insert(std::uint64_t hash) {
  if (!slots_ || used_ > capacity / 2 || hash == 0)
    return;
  for (std::size_t at = hash % capacity;; at = (at + 1) % capacity) {
    const std::uint64_t found = slots_[at].load(std::memory_order_relaxed);
    if (found == hash)
      return;
    if (found != 0)
      continue;
    slots_[at].store(hash, std::memory_order_relaxed);
    ++used_;
    return;
  }
}

bool KnownEntities::contains(std::uint64_t hash) const {
  if (!slots_)
    return false;
  for (std::size_t at = hash % capacity;; at = (at + 1) % capacity) {
    const std::uint64_t found = slots_[at].load(std::memory_order_relaxed);
    if (found == hash || found == 0)
      return found == hash;
  }
}

} // namespace maplint::driver
