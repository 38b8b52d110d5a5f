#include "worker.h"

#include <mutex>

class Context {
public:
  void allow(int cpu) {
    std::lock_guard<std::mutex> lock(optionMutex_);
    allowed_.insert(cpu); // expected-note {{'allowed_' is written here under 'optionMutex_'}}
  }
  void forbid(int cpu) {
    std::lock_guard<std::mutex> lock(optionMutex_);
    allowed_.erase(cpu);
  }
  // Whoever copies it cannot know the lock: the one who hands it over has to take it.
  void place(Worker &worker) {
    worker.pin(1, allowed_); // expected-error {{'allowed_' is read here without 'optionMutex_', which guards its writes [map-concurrent-write]}}
  }
  void placeOnOne(Worker &worker, int cpu) { worker.pin(1, {cpu}); }
  void placeInTurn(Worker &worker) {
    std::lock_guard<std::mutex> lock(optionMutex_);
    worker.pin(1, allowed_);
  }

private:
  std::mutex optionMutex_;
  std::set<int> allowed_;
};

void place(Context &context, Worker &worker) { context.place(worker); }
