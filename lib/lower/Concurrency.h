// Locks and threads of one body: the part of FunctionLowering that knows what
// lib/model/Concurrency.h means in terms of the AST. Locks.cpp, Synchronized.cpp, Callables.cpp,
// Threads.cpp, OpenMp.cpp.

#pragma once

#include "lib/lower/FunctionLowering.h"
#include "lib/model/Concurrency.h"

#include "clang/AST/StmtOpenMP.h"

namespace maplint::lower {

class ConcurrencyLowering {
public:
  explicit ConcurrencyLowering(FunctionLowering &function) : in_(function) {}

  // --- locks (Locks.cpp); the value of the expression, or 0 when it is none of theirs
  ir::ValueId lockMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  ir::ValueId lockFunction(const clang::CallExpr &call, llvm::StringRef name);
  ir::ValueId onceFunction(const clang::CallExpr &call, llvm::StringRef name);
  ir::ValueId guard(const clang::CXXConstructExpr &construct, const clang::VarDecl *variable);
  /// A guard that something else than its own constructor makes holds a lock nobody can name.
  void unknownGuard(const clang::VarDecl &variable, const clang::Stmt &at);
  /// What the function's attributes and parameters say about locks its callers hold.
  void heldAtEntry();

  // --- folly::Synchronized (Synchronized.cpp)
  /// What `*expression` or `expression->` reaches by a lock that it holds or takes; or 0.
  ir::ValueId heldValue(const clang::Expr &expression);
  ir::ValueId synchronizedMethod(const clang::CXXMemberCallExpr &call);
  /// `auto held = cache_.wlock();`: the variable holds the lock while it lives.
  bool holdsValue(const clang::Expr &init, const clang::VarDecl &variable);
  /// Gives back what the full expression has taken for itself.
  void endTemporaryLocks(const clang::Stmt &at);

  // --- threads (Threads.cpp)
  ir::ValueId thread(const clang::CXXConstructExpr &construct, const clang::VarDecl *variable);
  ir::ValueId startingMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  ir::ValueId startingFunction(const clang::CallExpr &call, llvm::StringRef name);

  // --- OpenMP (OpenMp.cpp)
  void directive(const clang::OMPExecutableDirective &directive);

private:
  using Arguments = llvm::ArrayRef<const clang::Expr *>;

  /// What the constructor of a guard was given.
  struct GuardArguments {
    llvm::SmallVector<const clang::Expr *, 2> mutexes;
    model::GuardTag tag = model::GuardTag::None;
    bool fromGuard = false; ///< moved from another guard
  };

  /// A callable with what it is called with.
  struct Callable {
    const clang::Expr *function = nullptr;
    const clang::Expr *receiver = nullptr; ///< written before the function: run(this, &C::f)
    llvm::SmallVector<const clang::Expr *, 4> arguments;
  };

  ir::ValueId place(const clang::Expr &object); ///< of an object or what a pointer names
  ir::ValueId mutexPlace(const clang::Expr &written);
  /// The lock that an attribute of a method names, when the method is called on `object`.
  ir::ValueId declaredLock(const clang::Expr &written, const clang::Expr *object);
  ir::ValueId whetherItLocks(const clang::Expr &guard);
  ir::ValueId reusableGuardMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  ir::ValueId lockOf(const clang::Expr &mutex, model::LockAction action,
                     const clang::CXXMemberCallExpr &call);
  ir::ValueId declaredMethod(const clang::CallExpr &call, const clang::FunctionDecl &callee,
                             const clang::Expr *object);
  [[nodiscard]] static bool isShared(clang::QualType guard);
  void lock(llvm::ArrayRef<ir::ValueId> mutexes, ir::VarId guard, ir::LockMode mode,
            const clang::Stmt &at);
  void unlock(ir::ValueId mutex, ir::VarId guard, const clang::Stmt &at);
  void perform(model::LockAction action, ir::ValueId mutex, ir::VarId guard, const clang::Stmt &at);
  /// Waits for a signal, or gives one: a lock without a name.
  void signal(model::LockAction action, const clang::Stmt &at);
  void relock(ir::VarId guard, bool shared, bool isTry, const clang::Stmt &at);
  GuardArguments guardArguments(const clang::CXXConstructExpr &construct);
  /// `std::unique_lock<std::mutex>(mu_);` declares a guard called mu_ that locks nothing.
  void vexingDeclaration(const clang::CXXConstructExpr &construct, const clang::VarDecl &variable);
  void adoptLock(ir::VarId holder);
  const clang::NamedDecl *hidden(const clang::VarDecl &variable);
  ir::VarId localVariable(const clang::Expr &expression);

  void regions(const clang::OMPExecutableDirective &directive);
  void sections(const clang::OMPExecutableDirective &directive);
  void region(const clang::OMPExecutableDirective &directive, const clang::Stmt &body,
              ir::SpawnKind kind);

  ir::ValueId joinMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  ir::ValueId emplaceThread(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  void adoptThread(const clang::CXXMemberCallExpr &call);
  void post(const clang::CXXMemberCallExpr &call);
  ir::ValueId async(const clang::CallExpr &call, Arguments arguments);
  ir::ValueId team(const clang::CallExpr &call, Arguments arguments);
  ir::ValueId each(const clang::CallExpr &call, Arguments arguments);
  Callable callable(Arguments arguments);
  [[nodiscard]] bool isCallable(const clang::Expr &expression);
  ir::ValueId functionValue(const clang::Expr &expression);
  ir::ValueId argument(const clang::Expr &written, bool &isPlace);
  void spawn(const Callable &callable, ir::SpawnKind kind, ir::VarId handle, const clang::Expr &at);
  ir::SymbolId eventLoop(const clang::Expr &executor);
  ir::SymbolId executor(const clang::Expr &executor);
  void run(const Callable &callable, const clang::Expr &at); ///< here and now
  llvm::SmallVector<ir::ValueId, 6> operands(const Callable &callable, std::uint32_t &places);
  ir::VarId handleOf(const clang::Expr &call);

  [[nodiscard]] std::string className(clang::QualType type);

  FunctionLowering &in_;
};

} // namespace maplint::lower
