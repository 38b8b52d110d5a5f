#pragma once
#include <memory>
#include <vector>

class Job {
public:
  virtual ~Job() = default;
  virtual void run() = 0;
};

// Runs each job on a thread of its own.
void runAll(std::vector<std::unique_ptr<Job>> &jobs);
