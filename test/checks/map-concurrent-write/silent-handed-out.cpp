// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Whoever gets hold of what a class guards takes the lock, or gets a copy.

#include <map>
#include <mutex>
#include <string>

class Registry {
public:
  static Registry &instance() {
    static Registry registry;
    return registry;
  }

  void add(const std::string &name, int id) {
    std::lock_guard lock(mutex);
    plugins_[name] = id;
  }

  void remove(const std::string &name) {
    std::lock_guard lock(mutex);
    plugins_.erase(name);
  }

  std::map<std::string, int> snapshot() {
    std::lock_guard lock(mutex);
    return plugins_;
  }

  std::map<std::string, int> &plugins() { return plugins_; }

  std::mutex mutex; // for those who use plugins()

private:
  std::map<std::string, int> plugins_;
};

// proof: threads {} known("a") | Registry::instance().add("b", 2) | knownBefore("a") clean
bool known(const std::string &name) {
  Registry &registry = Registry::instance();
  std::lock_guard lock(registry.mutex);
  return registry.plugins().contains(name);
}

bool knownBefore(const std::string &name) {
  return Registry::instance().snapshot().contains(name);
}
