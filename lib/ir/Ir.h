// MapIR: what a function does to containers, pointers, locks and threads, as plain data.
//
// A function is a control flow graph of blocks; a block is a list of instructions in the order of
// evaluation. An instruction may produce a value, named by the instruction's `result`; a value is
// either an rvalue (a pointer, an iterator, a scalar) or a *place* (an lvalue). Nothing here knows
// Clang: tests write IR by hand and one translation unit tells the whole program the same events.

#pragma once

#include "lib/core/Source.h"
#include "lib/model/Model.h"

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace maplint::ir {

using ValueId = std::uint32_t; ///< names a value inside one function; 0 is "none"
using VarId = std::uint32_t;
using BlockId = std::uint32_t;
using LoopId = std::uint32_t;
using TypeId = std::uint32_t;     ///< index into Unit::types
using SymbolId = std::uint32_t;   ///< index into Unit::symbols
using FunctionId = std::uint32_t; ///< index into Unit::functions
inline constexpr std::uint32_t none = ~std::uint32_t{0};

enum class TypeKind : std::uint8_t {
  Other,
  Scalar,        ///< numbers, bools, enums
  Pointer,       ///< T*
  UniquePointer, ///< std::unique_ptr
  SharedPointer, ///< std::shared_ptr
  Optional,      ///< std::optional
  Container,     ///< a map or set of the model
  Sequence,      ///< vector, list, array, string, initializer_list ...: has a size
  Iterator,      ///< iterator of a map or set of the model
  Mutex,
  Guard,  ///< lock_guard, unique_lock, ...
  Thread, ///< thread, jthread, future
  Callable,
  Record,
};

struct Type {
  TypeKind kind = TypeKind::Other;
  const model::Container *container = nullptr; ///< for Container and Iterator
  /// What a pointer or optional points to, what a sequence holds, what a map maps to.
  TypeId pointee = none;
  std::string spelling; ///< as a diagnostic would print it
  SymbolId record = none;
  bool triviallyCopied = false;
  bool isHeap = false; ///< a sequence whose elements stay where they are when it is moved
  bool isView = false; ///< a sequence that points into another: string_view, span

  [[nodiscard]] bool pointerLike() const {
    return kind == TypeKind::Pointer || kind == TypeKind::UniquePointer ||
           kind == TypeKind::SharedPointer || kind == TypeKind::Optional;
  }
};

enum class SymbolKind : std::uint8_t { Field, Global, StaticLocal, Record, Function, External };

/// Something with a name beyond one function.
struct Symbol {
  SymbolKind kind = SymbolKind::Field;
  std::string usr;  ///< the same in every translation unit
  std::string name; ///< as the reader writes it: `cache_`, `ns::table`
  TypeId type = none;
  SymbolId owner = none;     ///< record of a field or static member
  SymbolId guardedBy = none; ///< the mutex that GUARDED_BY(...) names, when it has a name
  SourceRange range;
  bool isPrivate = false;
  bool isThreadLocal = false;
  bool isConst = false;
  bool isReference = false;
  bool hasInitializer = false; ///< in-class, or one at namespace scope that is not null
  bool isInternal = false;     ///< internal linkage: every use is in this unit
  bool inSystemHeader = false;
};

enum class Storage : std::uint8_t { Local, Parameter, Capture };

struct Variable {
  std::string name;
  TypeId type = none;
  Storage storage = Storage::Local;
  bool isReference = false; ///< T& or T&&, or a capture by reference
  bool isRvalueReference = false;
  bool pointsToConst = false;        ///< const T& or const T*
  bool defaultsToNull = false;       ///< a parameter whose default argument is null
  bool isSelf = false;               ///< a capture of the variable that holds the closure itself
  bool isImplicit = false;           ///< __range, __begin, __end of a range-for
  SourceRange range;                 ///< its name in the declaration
  std::vector<std::string> bindings; ///< names of a structured binding
  SourceRange declaration;           ///< the whole declaration statement when it declares only this
};

enum class Op : std::uint8_t {
  // --- rvalues
  Opaque,    ///< operands: what it is computed from; imm 1: a pointer that may be null;
             ///< imm 2: whether it is; or sumOfCounts;
             ///< with an index, equal operands give equal answers
  Integer,   ///< imm
  Null,      ///< nullptr, nullopt, a default-made smart pointer or optional
  NonNull,   ///< new, make_unique, make_shared, address of an object: never null
  Function,  ///< symbol: a function or method named as a value
  Lambda,    ///< index: FunctionId; operands: one a capture, in order of its Capture variables
  Load,      ///< [place]
  Copy,      ///< [value] -> result: joins the arms of a ?: under one name; may be assigned twice
  AddressOf, ///< [place]
  Compare,   ///< imm: ComparePredicate; [a, b]
  Not,       ///< [value]
  And,       ///< [value, value]: && whose value is used
  Or,        ///< [value, value]: || whose value is used
  Truth,     ///< [value]: contextual conversion to bool, has_value()
  Move,      ///< [place]: what std::move(place) yields when a constructor or call consumes it
  Get,       ///< [smart pointer place]: get(); symbol-free
  Release,   ///< [smart pointer place]: release(): yields the pointer, leaves null
  // --- places
  Var,       ///< index: VarId; of a reference variable: what it is bound to
  This,      ///< *this
  Global,    ///< symbol
  Field,     ///< [place], symbol
  Deref,     ///< [value or place of a class with operator* / ->]: pointer, smart pointer, iterator
  Index,     ///< [place, index]: element of an array or sequence
  Temporary, ///< [value]: a materialised temporary
  First,     ///< [place]: .first of an element or pair (iterator.key())
  Second,    ///< [place]: .second of an element or pair (iterator.value())
  // --- effects
  Declare,      ///< index: VarId comes to life; imm 1: default-initialised without a value
  Destroy,      ///< index: VarId goes out of scope, its destructor has run
  Bind,         ///< index: reference VarId; [place]
  Store,        ///< [place, value]
  StoreNull,    ///< [place]: reset(), = nullptr, = nullopt
  Container,    ///< [container place, arguments...], operation, container -> result
  Advance,      ///< [place]; imm & 1: postfix, the result is the old value; imm & 2: backwards
  IteratorNext, ///< [iterator value, n?]: std::next, it + 1: a new position
  Call,   ///< symbol: callee; [receiver place or 0, arguments...]; imm 1: the result is a place
  Invoke, ///< [callable value or place, arguments...]
  Return, ///< [value or place or nothing]
  // --- concurrency
  Lock,   ///< [mutex place...], none if it is not known; index: guard VarId or none; imm:
          ///< LockMode; the result of Try says whether it succeeded
  Unlock, ///< [mutex place]; or index: guard VarId; imm: LockMode
  Relock, ///< index: guard VarId takes its mutex again; imm: LockMode
  Spawn,  ///< [callable, arguments...]; index: VarId of the handle or none; imm: SpawnKind
  Join,   ///< [handle place]: join(), get(), wait()
};

enum class ComparePredicate : std::int64_t { Equal, NotEqual, Less, Other };
enum class LockMode : std::int64_t { Exclusive, Shared, Deferred, Try };
enum class SpawnKind : std::int64_t {
  Thread,
  Async,
  Parallel,
  Posted,
  Section,  ///< a region that one thread runs beside those that run its sister sections
  Task,     ///< a region that runs beside what follows it, until a Join of tasks
  TaskLoop, ///< a region whose iterations run beside each other, in a team
};
/// Bit in the imm of an Advance: `--`, not `++`.
inline constexpr std::int64_t advancesBack = 2;
/// imm of an Opaque: the sum of two integers, the second of which is added to the first.
inline constexpr std::int64_t sumOfCounts = 3;
/// imm of a Join: for OpenMP's tasks alone.
inline constexpr std::int64_t joinsTasks = 1;

struct Instruction {
  Op op = Op::Opaque;
  ValueId result = 0;
  std::vector<ValueId> operands;
  std::uint32_t index = none; ///< VarId, FunctionId (Lambda) or TypeId (Opaque) by op
  SymbolId symbol = none;
  std::int64_t imm = 0;
  std::uint32_t places = 0; ///< of Container, Call, Invoke: bit i set, operand i is a place
  TypeId type = none;       ///< of the result, where flow needs it
  const model::Container *container = nullptr;
  const model::Operation *operation = nullptr;
  SourceRange range;     ///< narrowest range of what the developer wrote
  SourceRange statement; ///< the whole statement when the instruction is one by itself, with `;`
};

enum class LoopKind : std::uint8_t {
  RangeFor,
  For,
  While,
  Do,
  Algorithm, ///< a call that fills a container from a range; no block belongs to it
};

/// How often a loop runs, as far as its shape tells.
struct TripCount {
  enum class Kind : std::uint8_t { Unknown, Constant, Expression } kind = Kind::Unknown;
  std::int64_t constant = 0;
  std::string expression; ///< C++ text that is in scope before the loop: `names.size()`, `n`
};

/// A loop as it is written; fixes and trip counts read it.
struct Loop {
  LoopKind kind = LoopKind::For;
  LoopId parent = none;
  SourceRange range;     ///< the whole statement
  SourceRange header;    ///< `for (...)`
  SourceRange init;      ///< of a For, without `;`
  SourceRange increment; ///< of a For
  SourceRange body;      ///< a compound statement or a single one
  bool bodyIsCompound = false;
  unsigned bodyStatements = 0;    ///< statements directly in the body
  SourceRange rangeExpression;    ///< of a RangeFor: what it iterates over
  SourceRange elementDeclaration; ///< of a RangeFor: `const auto &kv`
  VarId induction = none;         ///< variable the header advances; __begin of a range-for
  VarId element = none;           ///< loop variable of a range-for
  TripCount trip;
};

/// An if statement as it is written.
struct If {
  SourceRange range;
  SourceRange condition;
  SourceRange thenBranch;
  bool thenIsCompound = false;
  unsigned thenStatements = 0; ///< statements directly in the branch
  SourceRange elseBranch;      ///< invalid without one
};

enum class TerminatorKind : std::uint8_t { Jump, Branch, Switch, LoopCondition, Exit };

struct Block {
  std::vector<Instruction> instructions;
  TerminatorKind terminator = TerminatorKind::Jump;
  ValueId condition = 0; ///< of a branch: successors[0] when it holds, [1] when not
  SourceRange conditionRange;
  std::vector<BlockId> successors; ///< `none` marks an edge that cannot be taken
  LoopId loop = none;              ///< innermost loop
};

struct Function {
  SymbolId symbol = none;
  std::string name;                ///< qualified, as a diagnostic prints it
  SymbolId record = none;          ///< class of a method (of the enclosing one for a lambda)
  std::vector<Variable> variables; ///< parameters first, in order; then captures and locals
  std::uint32_t parameters = 0;
  std::uint32_t captures = 0; ///< of a lambda: they follow the parameters
  std::vector<Block> blocks;
  BlockId entry = 0;
  std::vector<Loop> loops;
  std::vector<If> ifs;
  TypeId returnType = none;
  bool returnsReference = false;
  SourceRange range;
  FunctionId parent = none; ///< of a lambda: the function it is written in
  bool isMethod = false;
  bool isConstructor = false;
  bool isDestructor = false;
  bool isStatic = false;
  bool isConst = false;
  bool isVirtual = false;
  bool isPrivate = false;   ///< private method: every caller is a member or a friend
  bool isProtected = false; ///< protected method: derived classes call it too
  bool isInternal = false;  ///< internal linkage: every caller is in this unit
  bool isLambda = false;
  bool locksUnchecked = false; ///< no_thread_safety_analysis: its author answers for its locks
  bool isTemplate = false;     ///< an instantiation: its text must be edited once for all of them
  int cppStandard = 17;        ///< 11, 14, 17, 20, 23: fixes use what it allows
  std::vector<SymbolId> overrides;
};

/// A class whose definition stands in user code.
struct Record {
  SymbolId symbol = none;
  std::vector<SymbolId> fields;
  std::vector<SymbolId> bases;
  std::vector<SymbolId> methods;        ///< user-provided ones
  std::vector<SymbolId> definedMethods; ///< of these, whose body this unit sees
  bool hasFriends = false;
  bool hasUserConstructor = false;
  bool isHandler = false; ///< several threads call its methods: the project's configuration says so
};

/// What one translation unit says.
struct Unit {
  std::string mainFile;
  FileTable files;
  std::vector<Type> types;
  std::vector<Symbol> symbols;
  std::deque<Function> functions;
  std::vector<Record> records;
  std::unordered_map<std::string, SymbolId> symbolByUsr;
  std::unordered_map<SymbolId, FunctionId> functionBySymbol;
  std::unordered_map<SymbolId, std::size_t> recordBySymbol;
  /// Include directives of threads' and locks' headers in user code, at most one a file: what such
  /// a file holds is meant for several threads.
  std::vector<SourceRange> threadHeaders;

  [[nodiscard]] const Symbol *symbol(SymbolId id) const {
    return id == none ? nullptr : &symbols[id];
  }

  [[nodiscard]] const Type *type(TypeId id) const { return id == none ? nullptr : &types[id]; }

  /// The function behind `symbol` when its body is in this unit, else null.
  [[nodiscard]] const Function *body(SymbolId symbol) const;
  /// The class of that name when its definition is in this unit, else null.
  [[nodiscard]] const Record *record(SymbolId symbol) const;
  /// Adds a class, which must not be there yet.
  void add(Record record);
};

std::string_view name(Op op);

/// Visits each instruction of a function, block by block.
template <typename Visit>
void forEach(const Function &function, Visit visit) {
  for (const Block &block : function.blocks)
    for (const Instruction &i : block.instructions)
      visit(i);
}

} // namespace maplint::ir
