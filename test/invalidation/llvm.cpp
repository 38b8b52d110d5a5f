// RUN: %clangxx -std=c++20 -I %root -I %llvm-include %s %build/lib/libmaplint_model.a %build/lib/libmaplint_core.a -L %llvm-include/../lib -lLLVM -o %t
// RUN: %t
// UNSUPPORTED: sanitizer
// LLVM's maps of the ADT library.

#include "test/invalidation/Observe.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>

using namespace maplint::observe;

int main() {
  Report report;
  observe<llvm::DenseMap<int, Tracked>>("llvm::DenseMap", report);
  observe<llvm::MapVector<int, Tracked>>("llvm::MapVector", report);
  return report.finish("llvm");
}
