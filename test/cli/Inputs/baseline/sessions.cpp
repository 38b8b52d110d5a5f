#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace app {

class Sessions {
public:
  void close(int id);
  void expire(int now);
  int &touch(int id, int other);
  void add(int id);
  void count(int id);
  int total();

private:
  std::map<int, int> open_;
  std::unordered_map<int, int> hits_;
  std::map<int, int> counts_;
  std::mutex mutex_;
};

void Sessions::close(int id) {
  open_.erase(id);
}

void Sessions::expire(int now) {
  for (auto it = open_.begin(); it != open_.end(); ++it) {
    if (it->second < now)
      close(it->first);
  }
}

int &Sessions::touch(int id, int other) {
  int &hits = hits_.at(id);
  hits_.clear();
  hits_[other] = 0;
  hits += 1;
  return hits;
}

void Sessions::add(int id) {
  std::lock_guard<std::mutex> guard(mutex_);
  counts_[id] = 1;
}

void Sessions::count(int id) {
  counts_[id] += 1;
}

int Sessions::total() {
  std::lock_guard<std::mutex> guard(mutex_);
  return static_cast<int>(counts_.size());
}

std::unordered_map<std::string, int> positions(const std::vector<std::string> &names) {
  std::unordered_map<std::string, int> result;
  for (std::size_t i = 0; i < names.size(); ++i)
    result[names[i]] = static_cast<int>(i);
  return result;
}

void reset(std::map<int, int> *counters, int key) {
  if (key > 0) {
    counters = nullptr;
    (*counters)[key] = 0;
  }
}

} // namespace app
