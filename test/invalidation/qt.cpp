// RUN: sh -c '%clangxx -std=c++20 -I %root -fPIC $(pkg-config --cflags Qt5Core) %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a $(pkg-config --libs Qt5Core) -o %t'
// RUN: %t
// REQUIRES: nightly
// UNSUPPORTED: sanitizer
// Qt's hash and map.

#include "test/invalidation/Observe.h"

#include <QHash>
#include <QMap>

using namespace maplint::observe;

int main() {
  Report report;
  observe<QHash<int, Tracked>>("QHash", report);
  observe<QMap<int, Tracked>>("QMap", report);
  return report.finish("qt");
}
