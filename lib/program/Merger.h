// How the entities of a program become one ir::Unit.

#pragma once

#include "lib/program/Program.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace maplint::program {

/// Builds the unit. Whatever decides between equals does so by content, never by order of arrival.
class Merger {
public:
  Merger(const Program &program, Merged &into, std::size_t only)
      : program_(program), into_(into), unit_(into.unit), only_(only) {}

  std::string run();

  ir::TypeId type(std::uint64_t hash);
  ir::SymbolId symbol(std::uint64_t hash);
  const model::Container *container(std::uint64_t hash);
  FileId file(std::string_view path);
  std::string_view store(std::string_view text);

  /// The lambdas of the group that is being read stand at this id and the next ones.
  [[nodiscard]] ir::FunctionId groupBegin() const { return groupBegin_; }

  [[nodiscard]] ir::FunctionId groupEnd() const { return groupEnd_; }

private:
  /// What tells a function from all others: where its body stands and what it is called.
  struct Place {
    std::string file;
    std::uint32_t offset = 0;
    std::string usr;
    friend auto operator<=>(const Place &, const Place &) = default;
  };

  [[nodiscard]] const std::string *bytes(std::uint64_t hash, EntityKind kind) const;
  bool collect();
  void addThreadHeaders();
  bool readGroup(std::uint64_t hash, const Place &place);
  bool readRecords();
  std::string chosenIdentity(const ir::Symbol &symbol) const;
  ir::SymbolId add(ir::Symbol symbol, const std::string &identity);

  const Program &program_;
  Merged &into_;
  ir::Unit &unit_;
  std::size_t only_;
  std::map<Place, std::uint64_t> groups_; ///< of the variants of one body the least hash
  std::set<std::uint64_t> records_;
  std::map<std::string, std::set<std::string>> definedIn_; ///< USR of a function: files
  std::map<std::string, FileId, std::less<>> files_;
  std::unordered_map<std::uint64_t, ir::TypeId> types_;
  /// By hash and, for a function that several files define, the file that names it.
  std::map<std::pair<std::uint64_t, std::string>, ir::SymbolId> symbols_;
  std::unordered_map<std::uint64_t, bool> ambiguous_;
  std::unordered_map<std::uint64_t, const model::Container *> containers_;
  std::string context_; ///< file of the group that is being read
  ir::FunctionId groupBegin_ = 0;
  ir::FunctionId groupEnd_ = 0;
  bool damaged_ = false;
};

} // namespace maplint::program
