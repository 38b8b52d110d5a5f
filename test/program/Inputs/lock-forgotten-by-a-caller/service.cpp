#include "registry.h"

void configure(Registry &registry) {
  std::lock_guard<std::mutex> lock(registry.mutex_);
  registry.put("threads", 4);
}

void reconfigure(Registry &registry) {
  {
    std::lock_guard<std::mutex> lock(registry.mutex_);
    registry.put("threads", 8); // expected-note {{'Registry::put' is called here under 'registry.mutex_'}}
  }
  registry.put("retries", 3); // expected-error {{'values_' is written here without 'registry.mutex_', which guards it}}
}
