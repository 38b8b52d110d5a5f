// Calls that run at the same time.

#pragma once

#include <thread>
#include <vector>

#ifndef PROOF_WITNESS
#include "lib/refmap/Thread.h"
#endif

namespace proof {

#ifdef PROOF_WITNESS
using Thread = std::thread;
#else
using Thread = refmap::thread;
#endif

/// Each on a thread of its own; returns when all are done.
template <class... Calls>
void together(Calls... calls) {
  std::vector<Thread> threads;
  (threads.emplace_back(calls), ...);
  for (Thread &thread : threads)
    thread.join();
}

} // namespace proof
