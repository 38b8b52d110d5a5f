// RUN: %clangxx -std=c++20 -I %root %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a -o %t
// RUN: %t
// UNSUPPORTED: sanitizer
// The standard library.

#include "test/invalidation/Observe.h"

#include <map>
#include <unordered_map>

using namespace maplint::observe;

int main() {
  Report report;
  observe<std::map<int, Tracked>>("std::map", report);
  observe<std::unordered_map<int, Tracked>>("std::unordered_map", report);
  return report.finish("std");
}
