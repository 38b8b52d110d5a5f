// What an observer of a map is told. A map without one pays nothing: see flag::observed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace refmap {

enum class Operation : std::uint8_t { Lookup, Assign, Erase, Clear, Iterate };

inline std::string_view name(Operation operation) {
  switch (operation) {
  case Operation::Lookup: return "lookup";
  case Operation::Assign: return "assign";
  case Operation::Erase: return "erase";
  case Operation::Clear: return "clear";
  case Operation::Iterate: return "iterate";
  }
  return "";
}

enum class GrowthKind : std::uint8_t {
  Bigger, ///< to twice the buckets, because of the entries
  Same,   ///< to a fresh table of the same size, because of the overflow buckets
};

/// The numbers of a map at the time of an event.
struct MapState {
  const void *map; ///< tells maps apart
  std::size_t count;
  std::size_t bytes; ///< see sizeBytes in Inspect.h
  unsigned B;
  std::uint32_t noverflow;
  bool isGrowing;
};

/// An operation that has ended.
struct OperationEvent {
  Operation operation;
  std::uint64_t hash; ///< of the key; 0 if there is none
  std::size_t bucket; ///< where that key belongs; for an iteration, where it begins
  unsigned slot;      ///< for an iteration, the slot it begins with
  bool hadEffect;     ///< the key was found, was new, was removed; the map was not empty
};

/// Overrides what it wants to see. It must not use the map it observes.
class Observer {
public:
  virtual ~Observer() = default;

  virtual void onStart(Operation) {}

  virtual void onOperation(const MapState &, const OperationEvent &) {}

  virtual void onGrowth(const MapState &, GrowthKind) {}

  virtual void onEvacuation(const MapState &, std::size_t /*oldBucket*/) {}

  virtual void onGrowthEnd(const MapState &) {}

  /// Go's runtime would allocate `bytes` here.
  virtual void onAllocation(std::size_t /*bytes*/) {}

  /// The map is no more, or has another observer now.
  virtual void onDetach(const void * /*map*/) {}
};

} // namespace refmap
