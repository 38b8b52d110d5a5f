// RUN: %verify %s
// RUN: %prove %s
// What a class guards, and who gets hold of it all the same.

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

// The lock is gone when the reference arrives.
class Registry {
public:
  static Registry &instance() {
    static Registry registry;
    return registry;
  }

  void add(const std::string &name, int id) {
    std::lock_guard lock(mutex_);
    plugins_[name] = id; // expected-note {{'mutex_'}}
  }

  void remove(const std::string &name) {
    std::lock_guard lock(mutex_);
    plugins_.erase(name);
  }

  std::map<std::string, int> &plugins() {
    std::lock_guard lock(mutex_);
    return plugins_;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> plugins_;
};

// proof: threads {} known("a") | Registry::instance().add("b", 2) faults "concurrent map read and map
//   write"
bool known(const std::string &name) {
  return Registry::instance().plugins().contains(name); // expected-error {{is read here without}}
}

// One method forgot, and a function that has been given the object calls it.
class Filters {
public:
  void add(int file, int filter) {
    mutex_.lock();
    filters_[file] = filter; // expected-note {{'mutex_'}}
    mutex_.unlock();
  }

  bool has(int file) {
    mutex_.lock();
    const bool found = filters_.contains(file);
    mutex_.unlock();
    return found;
  }

  void drop(int file) {
    const auto filter = filters_.find(file);
    if (filter != filters_.end())
      filters_.erase(filter); // expected-error {{'filters_' is written here without 'mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> filters_;
};

// proof: threads { Filters filters; filters.add(1, 1); } compact(filters) | filters.add(2, 2) faults
//   "concurrent map writes"
void compact(Filters &filters) {
  filters.drop(1);
}
