// What one translation unit tells the whole program: its MapIR, cut into entities that mean the
// same in every unit.
//
//   ir::Unit --encode--> bytes --Program::add, merge--> the ir::Unit of the whole program
//
// An entity is a type, a symbol, a class or a function with its lambdas. It refers to others by the
// hash of their content, never by a unit's own numbers: a function of a header that a hundred units
// include is one entity, is sent once and analysed once.

#pragma once

#include "lib/ir/Ir.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
#include <map>
#include <string>

namespace maplint::program {

/// Changes whenever the bytes of the same unit do; facts of another version are refused.
inline constexpr std::uint64_t formatVersion = 5;
inline constexpr std::string_view formatMagic = "maplint facts\n";

enum class EntityKind : std::uint8_t { Type, Symbol, Record, Group, Container };

/// What goes into the facts beside the IR.
struct FactsInput {
  /// The user's files that were read, by the path that is written, with the hash of their content.
  const std::map<std::string, std::string> &files;
  /// The path that is written for a path of the unit's file table; the same on every machine when
  /// the facts are to travel.
  llvm::function_ref<std::string(const std::string &)> pathOf;
  /// True for the hash of an entity that the receiver has already: only the hash is written.
  llvm::function_ref<bool(std::uint64_t)> isKnown;
  /// The texts of `files`, by path, when the facts must do without the sources.
  const std::map<std::string, std::string> *texts = nullptr;
};

/// The facts of `unit`. The same unit gives the same bytes, wherever and in whatever order its
/// declarations were met, as long as `isKnown` says the same.
std::string encode(const ir::Unit &unit, const FactsInput &input);

} // namespace maplint::program
