// Locks and guards that no table knows: classes of a project, recognised by what they do.

#pragma once

#include "lib/model/Concurrency.h"

#include "clang/AST/DeclCXX.h"

namespace maplint::lower {

/// What `record` is to locks and threads: by the model's tables, by Clang's capability attributes,
/// or by its shape. A guard locks in a constructor that takes something and unlocks in its
/// destructor; a mutex has the two methods of one ([thread.req.lockable.basic]).
model::Role roleOf(const clang::CXXRecordDecl &record);

/// True when a guard of this class lets others hold the lock too.
bool guardsShared(const clang::CXXRecordDecl &record);

/// True when the class has methods that lock and unlock it.
bool isLockable(const clang::CXXRecordDecl &record);

/// A method of a class that keeps threads and a queue of things to call: it takes one of these.
bool queuesWork(const clang::CXXMethodDecl &method);

/// What calling `function` does to a lock, by its capability attributes; `of` is the lock as the
/// attribute names it, null for the object itself.
struct DeclaredAction {
  model::LockAction action = model::LockAction::Lock;
  llvm::SmallVector<const clang::Expr *, 2> of;
};
std::optional<DeclaredAction> declaredAction(const clang::FunctionDecl &function);

} // namespace maplint::lower
