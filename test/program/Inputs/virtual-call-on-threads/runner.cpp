#include "job.h"

#include <thread>

void runAll(std::vector<std::unique_ptr<Job>> &jobs) {
  std::vector<std::thread> threads;
  for (const auto &job : jobs)
    // expected-note@+2 {{more than one thread that uses it starts here}}
    // expected-note@+1 {{'Scan::run' is called here}}
    threads.emplace_back([&job] { job->run(); });
  for (std::thread &thread : threads)
    thread.join();
}
