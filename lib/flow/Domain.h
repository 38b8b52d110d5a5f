// Access paths and symbolic values, hash-consed: equal ids mean equal things.
//
// A *path* is a memory location: a base (variable, `*this`, global, what an unknown pointer points
// to) and steps (field, element of a container under a key, first, second, index). A *symbol* is a
// value: the initial value of a path, a constant, an address of a path, an iterator into a
// container at a position, or something an instruction made that nothing more is known about.

#pragma once

#include "lib/flow/Interned.h"
#include "lib/ir/Ir.h"

#include <cstdint>
#include <initializer_list>
#include <memory_resource>
#include <span>
#include <string>
#include <vector>

namespace maplint::flow {

using PathId = std::uint32_t; ///< 0 is "unknown"
using SymId = std::uint32_t;  ///< 0 is "unknown", never equal to anything

enum class PathKind : std::uint8_t {
  Var,     ///< a: FunctionId, b: VarId
  This,    ///< *this of whatever function is looked at
  Global,  ///< a: SymbolId (globals, statics)
  Pointee, ///< a: SymId of the pointer
  Temp,    ///< a: FunctionId, b: ValueId
  Field,   ///< a: SymbolId
  Element, ///< a: SymId of key or position; of a map or set
  First,
  Second,
  Index, ///< a: SymId; element of an array or sequence
};

struct Path {
  PathKind kind = PathKind::This;
  PathId parent = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

enum class SymKind : std::uint8_t {
  Initial,  ///< a: PathId; the value the path held when the function began
  Integer,  ///< a, b: the constant
  Null,     ///< a: FunctionId, b: sequence number of the instruction that made it
  Fresh,    ///< a: FunctionId, b: sequence number; unknown but the same wherever it is copied
  NonNull,  ///< a, b as Fresh; known not to be null
  Address,  ///< a: PathId; pointer or reference to it
  Iterator, ///< a: PathId of the container, b: SymId of the position
  Lambda,   ///< a: FunctionId; operands: captured values, references as Address
  Function, ///< a: SymbolId
  Derived,  ///< computed from `operands` by instruction (a, b)
  Compare,  ///< a: ComparePredicate; operands: the two sides
  Not,      ///< operands[0]
  Truth,    ///< operands[0]: is it non-null, non-zero
  Both,     ///< operands[0] && operands[1]
  Either,   ///< operands[0] || operands[1]
  Pair,     ///< operands[0], operands[1]: (iterator, inserted), (first, last)
  Stale,    ///< a former value of a loop's fresh symbol; equal to nothing
};

struct Sym {
  SymKind kind = SymKind::Fresh;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::span<const SymId> operands; ///< owned by the domain
  std::uint8_t depth = 0;
};

/// Position of every `end()`: no element stands there.
inline constexpr std::uint32_t endPosition = ~std::uint32_t{0} - 1;

/// In place of a function: a derived value that stands for the answer to a question about its
/// operand, whoever asks.
inline constexpr std::uint32_t askedFunction = ~std::uint32_t{0} - 3;

/// In place of the instruction that made a null: nothing did, the pointer was left unset.
inline constexpr std::uint32_t neverMade = ~std::uint32_t{0};

/// Position of what may be any of the elements: all that is known of what a sequence holds.
inline constexpr std::uint32_t anyPosition = ~std::uint32_t{0} - 2;

/// The instruction with that number, as the symbols of `function` name what made them; null for the
/// end of a block, which has a number too. `where` is told the block.
const ir::Instruction *instructionAt(const ir::Function &function, std::uint32_t sequence,
                                     const ir::Block **where = nullptr);

/// The tables of all paths and symbols of one translation unit.
class Domain {
public:
  explicit Domain(const ir::Unit &unit);

  PathId path(PathKind kind, PathId parent = 0, std::uint32_t a = 0, std::uint32_t b = 0);
  /// Interns a symbol. Returns 0 when it would be nested too deeply.
  SymId sym(SymKind kind, std::uint32_t a, std::uint32_t b, std::span<const SymId> operands);

  SymId sym(SymKind kind, std::uint32_t a = 0, std::uint32_t b = 0,
            std::initializer_list<SymId> operands = {}) {
    return sym(kind, a, b, std::span(operands.begin(), operands.size()));
  }

  [[nodiscard]] const Path &operator[](PathId id) const { return paths_[id]; }

  [[nodiscard]] const Sym &symbol(SymId id) const { return syms_[id]; }

  /// True for the position of an `end()`.
  [[nodiscard]] bool isEnd(SymId position) const {
    return symbol(position).kind == SymKind::Fresh && symbol(position).a == endPosition;
  }

  [[nodiscard]] std::size_t pathCount() const { return paths_.size(); }

  /// True when `path` is `prefix` or lies below it.
  [[nodiscard]] bool isWithin(PathId path, PathId prefix) const;
  /// True when one of the path's steps is of that kind.
  [[nodiscard]] bool leadsThrough(PathId path, PathKind kind) const;
  /// The first step, whose kind is Var, This, Global, Pointee or Temp.
  [[nodiscard]] PathId root(PathId path) const;
  /// True when the value or any path inside it lies below `prefix`: it was read from there.
  [[nodiscard]] bool mentions(SymId sym, PathId prefix) const;
  [[nodiscard]] bool pathMentions(PathId path, PathId prefix) const;
  /// True when the symbol is, or is built from, the fresh value of instruction (function,
  /// sequence).
  [[nodiscard]] bool builtFrom(SymId sym, std::uint32_t function, std::uint32_t sequence) const;
  /// `path` with its step `from` replaced by `to`; `path` itself when it does not lie within
  /// `from`.
  PathId rebased(PathId path, PathId from, PathId to);
  /// The same for the paths that a handle (an iterator, an address) names.
  SymId rebasedHandle(SymId sym, PathId from, PathId to);
  /// The last field or global that `path` leads through; none when it has none.
  [[nodiscard]] ir::SymbolId lastSymbol(PathId path) const;
  [[nodiscard]] bool pathBuiltFrom(PathId path, std::uint32_t function,
                                   std::uint32_t sequence) const;

  /// As the reader writes it: `cache_`, `it->second`, `registry.entries_`, `(*m)`; empty when it
  /// cannot be written.
  [[nodiscard]] std::string text(PathId path) const;
  [[nodiscard]] std::string symText(SymId sym) const;

private:
  [[nodiscard]] std::uint8_t depth(PathId path) const;
  [[nodiscard]] std::uint8_t depth(const Sym &sym) const;

  const ir::Unit *unit_;
  std::vector<Path> paths_;
  std::vector<std::uint8_t> pathDepth_;
  std::vector<Sym> syms_;
  std::pmr::monotonic_buffer_resource operands_; ///< of all symbols
  Interned pathIds_;
  Interned symIds_;
};

} // namespace maplint::flow
