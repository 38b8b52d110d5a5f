// What the tests of the C++ face share.

#pragma once

#include "lib/refmap/Face.h"

#include <gtest/gtest.h>

#include <string>

namespace refmap {

/// What `action` dies of, without the place; empty if it ends well.
template <class Action>
std::string faultOf(Action action) {
  const FaultHandlerScope observe(throwFault);
  try {
    action();
  } catch (const FaultError &error) {
    return error.fault().text;
  }
  return "";
}

/// The same with the place: `fault: ... at FILE:LINE`.
template <class Action>
std::string lineOf(Action action) {
  const FaultHandlerScope observe(throwFault);
  try {
    action();
  } catch (const FaultError &error) {
    return error.what();
  }
  return "";
}

/// Chooses how tables grow until the end of the scope.
class SettingsScope {
public:
  explicit SettingsScope(const Settings &chosen) : before_(settings()) { settings() = chosen; }

  ~SettingsScope() { settings() = before_; }

  SettingsScope(const SettingsScope &) = delete;
  SettingsScope &operator=(const SettingsScope &) = delete;

private:
  Settings before_;
};

} // namespace refmap

/// The use of a plain reference or pointer dies in a process of its own.
#define EXPECT_DEAD_REFERENCE(use, cause)                                                          \
  EXPECT_EXIT(                                                                                     \
      {                                                                                            \
        refmap::watchMemory();                                                                     \
        use;                                                                                       \
      },                                                                                           \
      testing::ExitedWithCode(2), "fault: reference invalidated by " cause)
