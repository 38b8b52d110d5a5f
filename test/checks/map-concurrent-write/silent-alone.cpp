// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Methods without a lock in a class whose other methods take one, called only while the program has
// one thread: main() is in sight, and so are all their calls.

#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Routes {
public:
  // Called by main() before the threads start.
  void add(const std::string &name, int target) { routes_[name] = target; }

  // Called by a function that main() calls before the threads start.
  void addDefault(int target) { routes_.emplace("", target); }

  // Called by main() behind the join.
  void print() const {
    for (const auto &[name, target] : routes_)
      std::printf("%s %d\n", name.c_str(), target);
  }

  // Called by main() behind the call of a function that starts threads and joins them.
  void prune() { routes_.erase("-"); }

  int find(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = routes_.find(name);
    return found == routes_.end() ? -1 : found->second;
  }

  void move(const std::string &name, int target) {
    std::lock_guard<std::mutex> lock(mutex_);
    routes_[name] = target;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> routes_;
};

static void fill(Routes &routes) {
  for (int i = 0; i < 3; ++i)
    routes.addDefault(i);
}

static void moveAll(Routes &routes) {
  std::thread other([&routes] { routes.move("-", 1); });
  routes.move("a", 2);
  other.join();
}

// proof: main() clean
int main() {
  Routes routes;
  routes.add("a", 1);
  fill(routes);
  moveAll(routes);
  routes.prune();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&routes, i] { routes.move("a", i); });
  routes.find("a");
  for (auto &thread : threads)
    thread.join();
  routes.print();
  return 0;
}
