// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A call that says by a number whether it erased.

#include <map>
#include <string>

using Ages = std::map<std::string, int>;

static int dropOld(Ages &ages, const std::string &name, int age) {
  if (age > 99) {
    ages.erase(name);
    return -1;
  }
  return 0;
}

// proof: ({{"a", 120}, {"b", 3}}, "a") clean
int birthday(Ages &ages, const std::string &name) {
  const auto found = ages.find(name);
  if (found == ages.end())
    return 0;
  if (dropOld(ages, name, found->second) < 0)
    return 0;
  return ++found->second;
}
