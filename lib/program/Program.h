// The facts of many translation units, and the one unit they make together.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/program/Facts.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace maplint::program {

/// A user's file that some unit read.
struct KnownFile {
  std::string hash;     ///< of its content
  bool differs = false; ///< the units that read it did not read the same
};

/// The whole program's MapIR with what it points to. Movable, not copyable: `unit` points into it.
struct Merged {
  ir::Unit unit;
  std::unique_ptr<const model::Model> model;
  std::deque<model::Container> containers; ///< those of projects' own configurations
  std::deque<std::string> names;           ///< storage of their names
};

/// Collects facts. The order in which they come makes no difference to what merge() gives.
class Program {
public:
  /// `root` is put before relative paths, which facts that travel have; empty: they stay.
  explicit Program(std::string root = {}) : root_(std::move(root)) {}

  /// Takes the facts of one unit, or new facts of unit `instead`. Returns what is wrong with them,
  /// or an empty string; when something is wrong nothing was taken.
  std::string add(std::string_view bytes, std::size_t instead = newUnit);

  [[nodiscard]] std::size_t units() const { return units_.size(); }

  [[nodiscard]] const std::string &mainFile(std::size_t unit) const {
    return strings_[units_[unit].mainFile];
  }

  /// Whether unit `unit` read any of the files in `paths`, a map or set of paths.
  template <typename Paths>
  [[nodiscard]] bool reads(std::size_t unit, const Paths &paths) const {
    for (const auto &[path, hash] : units_[unit].files)
      if (paths.contains(strings_[path]))
        return true;
    return false;
  }

  /// The hashes that the last add() brought.
  [[nodiscard]] const std::vector<std::uint64_t> &fresh() const { return fresh_; }

  /// The user's files by path, as all units together know them.
  [[nodiscard]] std::map<std::string, KnownFile> files() const;
  /// The first unit in order of their main files that read each of files(): who answers for it.
  [[nodiscard]] std::map<std::string, std::size_t> readers() const;
  /// The text of the content with that hash, when some facts carried it, else null.
  [[nodiscard]] const std::string *text(const std::string &hash) const;

  /// Everything as one unit, or only unit number `only` with what it knew by itself. Returns what
  /// is wrong when an entity is damaged or missing.
  std::string merge(Merged &into, std::size_t only = allUnits) const;

  static constexpr std::size_t newUnit = ~std::size_t{0};
  static constexpr std::size_t allUnits = ~std::size_t{0};

private:
  using StringId = std::uint32_t;

  struct Entity {
    EntityKind kind = EntityKind::Type;
    std::string bytes;
  };

public:
  /// What one unit consists of. For users a token: see contents().
  struct Contents {
    StringId mainFile = 0;
    std::vector<std::pair<StringId, StringId>> files; ///< path, hash of the content
    std::vector<std::uint64_t> records;
    std::vector<std::uint64_t> groups;
    /// See ir::Unit::threadHeaders: file, begin, end.
    std::vector<std::tuple<StringId, std::uint32_t, std::uint32_t>> threadHeaders;
  };

  /// What the units consist of, to come back to with restore(); what was added stays known.
  [[nodiscard]] const std::vector<Contents> &contents() const { return units_; }

  void restore(std::vector<Contents> contents) { units_ = std::move(contents); }

private:
  friend class Merger;

  StringId intern(std::string_view text);
  [[nodiscard]] std::string absolute(std::string_view path) const;

  std::string root_;
  std::unordered_map<std::uint64_t, Entity> entities_;
  std::vector<Contents> units_;
  std::deque<std::string> strings_; ///< paths and hashes, each once
  std::unordered_map<std::string_view, StringId> stringIds_;
  std::map<std::string, std::string> texts_; ///< by hash
  std::vector<std::uint64_t> fresh_;
};

} // namespace maplint::program
