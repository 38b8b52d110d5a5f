// Everything a proof is compiled against, precompiled once.

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <queue>
#include <set>
#include <shared_mutex>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#ifndef PROOF_WITNESS
#include "proof/Pthread.h"
#include "proof/Std.h"
#ifdef _OPENMP
#include "proof/OpenMp.h"
#endif
#endif

#include "proof/Case.h"
#include "proof/Heap.h"
#include "proof/Together.h"
#include "proof/Values.h"
