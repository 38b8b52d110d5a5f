// RUN: sh -c '%clangxx -std=c++20 -I %root %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a $(pkg-config --libs absl_flat_hash_map absl_node_hash_map absl_btree absl_raw_hash_set absl_hash) -o %t'
// RUN: %t
// REQUIRES: nightly
// UNSUPPORTED: sanitizer
// Abseil's hash tables and B-trees.

#include "test/invalidation/Observe.h"

#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/node_hash_map.h>

using namespace maplint::observe;

int main() {
  Report report;
  observe<absl::flat_hash_map<int, Tracked>>("absl::flat_hash_map", report);
  observe<absl::node_hash_map<int, Tracked>>("absl::node_hash_map", report);
  observe<absl::btree_map<int, Tracked>>("absl::btree_map", report);
  return report.finish("abseil");
}
