// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A function that bears a null does not say that there is one.

#include <map>

struct Registry {
  std::map<int, int> entries;
};

// proof: { Registry registry; Package package; package.registry = &registry; package.add(3);
//   show(registry.entries.size()); } clean
class Package {
public:
  void add(int id) {
    note();
    registry->entries[id] = 1;
  }

  Registry *registry = nullptr;

private:
  void note() {
    if (registry)
      ++noted_;
  }

  int noted_ = 0;
};
