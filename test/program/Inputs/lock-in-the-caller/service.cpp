#include "registry.h"

void configure(Registry &registry) {
  std::lock_guard<std::mutex> lock(registry.mutex_);
  registry.put("threads", 4);
  registry.put("retries", 2);
}
