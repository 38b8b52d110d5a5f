// The options of an analysis run: one declaration, which the parser, the help, the completions and
// the manual page read.

#pragma once

#include "tools/maplint/CommandLine.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace maplint::tool {

enum class Takes : std::uint8_t { Nothing, Value, OptionalValue };

/// Stores a value. Returns what was expected instead, or an empty string.
using Setter = std::string (*)(CommandLine &, llvm::StringRef);

struct Option {
  llvm::StringRef name; ///< with its dashes
  llvm::StringRef shortName;
  Takes takes;
  llvm::StringRef metavar;
  llvm::StringRef help;
  Setter set;
  std::vector<std::string> (*words)() = nullptr; ///< values, where they can be listed
};

/// `-o, --output=FILE`
std::string spelling(const Option &option);

/// All options, in the order in which the help lists them.
std::span<const Option> optionTable();

} // namespace maplint::tool
