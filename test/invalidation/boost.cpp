// RUN: %clangxx -std=c++20 -I %root %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a -o %t
// RUN: %t
// REQUIRES: nightly
// UNSUPPORTED: sanitizer
// Boost.Unordered and Boost.Container.

#include "test/invalidation/Observe.h"

#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/unordered_map.hpp>
#if __has_include(<boost/unordered/unordered_flat_map.hpp>)
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_node_map.hpp>
#endif

using namespace maplint::observe;

int main() {
  Report report;
  observe<boost::unordered_map<int, Tracked>>("boost::unordered_map", report);
  observe<boost::container::flat_map<int, Tracked>>("boost::container::flat_map", report);
  observe<boost::container::map<int, Tracked>>("boost::container::map", report);
#if __has_include(<boost/unordered/unordered_flat_map.hpp>)
  observe<boost::unordered_flat_map<int, Tracked>>("boost::unordered_flat_map", report);
  observe<boost::unordered_node_map<int, Tracked>>("boost::unordered_node_map", report);
#endif
  return report.finish("boost");
}
