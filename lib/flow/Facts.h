// What the flow analyses found out about a translation unit, in the words that checks use.
//
// Checks never see a control flow graph or a lattice; they walk these lists.

#pragma once

#include "lib/flow/Domain.h"
#include "lib/ir/Ir.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace maplint::flow {

/// An instruction of a function of the unit.
struct At {
  ir::FunctionId function = ir::none;
  ir::BlockId block = 0;
  std::uint32_t index = 0;
  friend auto operator<=>(const At &, const At &) = default;
};

/// A step of how something came about, for the notes of a finding.
struct Step {
  SourceRange range;
  std::string message;
};

/// A lock held at some point.
struct HeldLock {
  PathId mutex = 0;
  bool shared = false;
  SourceRange taken;
  friend auto operator<=>(const HeldLock &, const HeldLock &) = default;
};

/// What a container is known to hold when it is accessed.
enum class Fill : std::uint8_t {
  Unknown,
  Empty,    ///< just made or cleared, no capacity asked for
  Reserved, ///< reserve, rehash, a constructor with a size, or filled by a copy
};

/// One operation on a container, in the function it is written in or, through calls, in a caller.
struct Access {
  At at;           ///< the container operation, or the call that leads to it
  PathId path = 0; ///< the container, in terms of the function `at` stands in
  const model::Container *container = nullptr;
  const model::Operation *operation = nullptr; ///< null for accesses a summary brought
  model::OpKind kind = model::OpKind::Query;
  std::vector<HeldLock> locks;
  std::vector<At> running;   ///< threads this function has started and not joined
  Fill fill = Fill::Unknown; ///< of the container just before the operation
  SymId key = 0;             ///< of an operation on a key
  bool keyPresent = false;   ///< the key is surely there: `[]` finds it, nothing is inserted
  SourceRange range;         ///< of the operation itself, in whichever function it stands
  std::vector<Step> calls;   ///< the calls that lead there, outermost first; empty when direct
};

/// A thread or task that starts.
struct ThreadStart {
  At at;
  ir::SpawnKind kind = ir::SpawnKind::Thread;
  ir::FunctionId entry = ir::none; ///< when its body is in the unit
  SymId callable = 0;
  bool many = false;            ///< a call that starts more than one before it waits
  std::vector<SymId> arguments; ///< of the entry: captures for a lambda follow the parameters
  std::vector<HeldLock> locks;
  /// What lies where the arguments point to.
  std::vector<std::pair<PathId, SymId>> given;
  bool byCallee = false; ///< by a call of the function that starts it and returns while it runs
};

/// Why a pointer to a map is null where it is written through.
struct NullWrite {
  At at;
  SourceRange range;   ///< of the write
  std::string pointer; ///< as the reader would write it: `m`, `cache_`
  enum class Cause : std::uint8_t {
    Assigned,       ///< nullptr, reset(), default-constructed
    TestedNull,     ///< this is the branch where the test said null
    MovedFrom,      ///< a smart pointer whose value was moved away
    MaybeResult,    ///< a call that may return null, unchecked
    Subscript,      ///< operator[] of a map of pointers just made it
    CheckedLater,   ///< dereferenced first, tested afterwards
    Unset,          ///< a member that the constructor leaves as it is
    NeverSet,       ///< a member that nothing ever sets
    StoredMaybe,    ///< the container's values may be null: one was stored unchecked
    MovedContainer, ///< not null: the map's contents were moved away before this write
  } cause = Cause::Assigned;
  std::vector<Step> steps;
  ir::TypeId pointerType = ir::none;
  std::string pointerSpelling; ///< that type as it is written, when that differs
  SourceRange declaration;     ///< of the pointer variable, when it is a local
  bool isElement = false;      ///< one of many: others may have been made already
  bool certain = true;         ///< on every path that reaches the write
};

/// An iterator, reference or pointer into a container that is used after it died.
struct InvalidUse {
  enum class Handle : std::uint8_t { Iterator, Reference, Pointer } handle = Handle::Iterator;
  At use;
  At invalidation; ///< the operation, or the call that performs it
  SourceRange useRange;
  SourceRange invalidationRange;
  SourceRange originRange; ///< where the handle was taken
  std::string holder;      ///< variable that holds it; empty for a temporary
  ir::VarId holderVar = ir::none;
  PathId path = 0; ///< the container
  const model::Container *container = nullptr;
  model::OpKind kind = model::OpKind::EraseKey; ///< what invalidated
  model::Dies dies = model::Dies::TheErased;
  bool onGrowth = false;
  /// The use is the loop's own advance or test, and the invalidation stands inside that loop.
  ir::LoopId continuedLoop = ir::none;
  bool keyFromElement = false; ///< the erased key was read from the element itself
  bool certainElement = true;  ///< the erased element is surely the one the handle names
  std::vector<Step> calls;     ///< calls that lead to the invalidation inside a callee
  /// Not sure that it is the same object: a callback's own, or a member left behind by another
  /// call.
  bool isGuess = false;
  bool isKept = false;        ///< the handle lies in a sequence, with others that died with it
  bool isOwned = false;       ///< not the element: what it owned
  bool isPastEnd = false;     ///< not dead: what erase returned, which may be the end
  bool inAlgorithm = false;   ///< the use is inside the standard algorithm called at useRange
  SourceRange leftBehind;     ///< the method after which the member's handle is dead
  std::vector<Step> useCalls; ///< calls that lead to the use inside a callee

  /// What invalidates as the function of the use has it: the operation, or the call that leads to
  /// it.
  [[nodiscard]] const SourceRange &place() const {
    return calls.empty() ? invalidationRange : calls.front().range;
  }
};

/// A handle that was taken under a lock and is used after that lock was released: whoever takes the
/// lock next may erase what it names.
struct Lapse {
  At use;
  SourceRange useRange;
  SourceRange originRange; ///< where the handle was taken
  SourceRange released;    ///< where the lock was given back, or the call that had done so
  std::string holder;      ///< variable that holds it; empty for a temporary
  PathId path = 0;         ///< the container
  HeldLock lock;
};

/// A value that is put into a container or a field, and may be null.
struct NullStore {
  PathId path = 0; ///< where: the element's or field's path
  At at;
  SourceRange range;
  std::vector<Step> steps;
};

/// A look whether operator[] of a container of pointers has just made a null one.
struct SubscriptTest {
  At at;
  PathId container = 0;
  SourceRange range;
};

/// A pointer that was written through without anybody having looked whether it is null, and that
/// came from a place others set: a field or the value of a container.
struct UncheckedWrite {
  At at;
  SourceRange range;
  PathId pointer = 0;
  bool subscripted = false; ///< operator[] of the container just before may have made it
  SourceRange made;         ///< that operator[]
  std::string holder;       ///< reference variable that names it, if any
};

/// The facts of one translation unit.
class UnitFacts {
public:
  UnitFacts(const ir::Unit &unit, std::shared_ptr<Domain> domain)
      : unit_(&unit), domain_(std::move(domain)) {}

  [[nodiscard]] const ir::Unit &unit() const { return *unit_; }

  [[nodiscard]] const Domain &domain() const { return *domain_; }

  [[nodiscard]] std::shared_ptr<Domain> domainPointer() const { return domain_; }

  /// The same tables for analyses that add terms of their own: ids that exist keep their meaning.
  [[nodiscard]] Domain &terms() const { return *domain_; }

  /// Adds what was found in some function; `reachable` stays as it is.
  void append(UnitFacts found);

  [[nodiscard]] const ir::Function &function(const At &at) const {
    return unit_->functions[at.function];
  }

  [[nodiscard]] const ir::Instruction &instruction(const At &at) const {
    return function(at).blocks[at.block].instructions[at.index];
  }

  [[nodiscard]] std::string_view text(const SourceRange &range) const {
    return unit_->files.text(range);
  }

  std::vector<Access> accesses; ///< written in the function itself, every function
  std::vector<ThreadStart> threads;
  std::vector<NullWrite> nullWrites;
  std::vector<InvalidUse> invalidUses;
  std::vector<Lapse> lapses;
  std::vector<NullStore> nullStores;
  std::vector<UncheckedWrite> uncheckedWrites;
  std::vector<SubscriptTest> subscriptTests;
  /// Field -> the closures and functions that somebody puts into it, to be called later.
  std::map<ir::SymbolId, std::set<ir::FunctionId>> callbacks;
  /// By FunctionId: all accesses of a function and its callees, in its own terms.
  std::vector<std::vector<Access>> reachable;

private:
  const ir::Unit *unit_;
  std::shared_ptr<Domain> domain_;
};

} // namespace maplint::flow
