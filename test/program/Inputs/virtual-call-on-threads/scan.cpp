#include "job.h"

#include <map>
#include <mutex>
#include <string>

static std::map<std::string, long> sizes;

class Scan : public Job {
public:
  explicit Scan(std::string folder) : folder_(std::move(folder)) {}
  void run() override {
    sizes[folder_] = 1; // expected-error {{'sizes' is written without a lock while another thread may access it [map-concurrent-write]}}
  }

private:
  std::string folder_;
};

std::unique_ptr<Job> scan(std::string folder) { return std::make_unique<Scan>(std::move(folder)); }
