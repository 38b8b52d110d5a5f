// RUN: %clangxx -std=c++20 -I %root %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a -o %t
// RUN: %t
// REQUIRES: nightly
// UNSUPPORTED: sanitizer
// Tessil's hash tables.

#include "test/invalidation/Observe.h"

#include <tsl/hopscotch_map.h>
#include <tsl/ordered_map.h>
#include <tsl/robin_map.h>

using namespace maplint::observe;

/// Values are const behind these iterators; operator[] and find() are what a user has.
int main() {
  Report report;
  observe<tsl::robin_map<int, Tracked>>("tsl::robin_map", report);
  observe<tsl::hopscotch_map<int, Tracked>>("tsl::hopscotch_map", report);
  observe<tsl::ordered_map<int, Tracked>>("tsl::ordered_map", report);
  return report.finish("tsl");
}
