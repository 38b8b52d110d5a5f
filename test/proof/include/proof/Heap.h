// Objects on the heap whose end is noticed, as an element's is: a fixture's class declares operator
// new and operator delete, and its given code defines them with these.

#pragma once

#include <cstddef>
#include <cstdlib>

#ifndef PROOF_WITNESS
#include "lib/refmap/face/Quarantine.h"
#endif

namespace proof {

#ifdef PROOF_WITNESS

inline void *newObject(std::size_t bytes) {
  return std::malloc(bytes);
}

inline void deleteObject(void *object, std::size_t) {
  std::free(object);
}

#else

inline void *newObject(std::size_t bytes) {
  return refmap::face::Quarantine::instance().take(bytes);
}

inline void deleteObject(void *object, std::size_t bytes) {
  refmap::face::Quarantine::instance().close(object, bytes, {refmap::face::Cause::Destruction});
}

#endif

} // namespace proof
