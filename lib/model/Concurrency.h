// What locks and what starts threads: mutexes, guards and starters as data. Plain data; neither
// Clang nor LLVM.
//
// Names are qualified without inline namespaces and template arguments. A class that no table knows
// but that is called like a lock is taken for one of unknown kind: what happens while it lives is
// not known to be unguarded.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maplint::model {

/// What a class is to the locks and threads of a program.
enum class Role : std::uint8_t {
  None,
  Mutex,
  Guard,  ///< locks in its constructor, unlocks in its destructor
  Thread, ///< a handle that is joined: thread, future
  Pool,   ///< runs what is posted to it on several threads; join() waits for all of it
};

Role role(std::string_view qualifiedName);
/// The name users write: without the versioned namespaces that oneTBB hides its classes in.
std::string publicName(std::string_view qualifiedName);
/// True when a table names the class; else its role is a guess by its name.
bool isKnown(std::string_view qualifiedName);

/// What a call does to the lock it is made on or with.
enum class LockAction : std::uint8_t {
  Lock,
  LockShared,
  TryLock,
  TryLockShared,
  Unlock,
  Assert, ///< says that the caller holds it
};

/// The meaning of `method` of a mutex; every library's own words are in one list, because none of
/// them gives another's word a different meaning.
std::optional<LockAction> mutexMethod(std::string_view method);
/// The meaning of `method` of a guard; Lock takes it again in the mode of the guard.
std::optional<LockAction> guardMethod(std::string_view method);
/// The meaning of a C function whose first argument points to the lock.
std::optional<LockAction> lockFunction(std::string_view name);
/// `std::lock`, `boost::lock`: locks each of its arguments.
bool locksAll(std::string_view qualifiedName);
/// `std::call_once(flag, callable, arguments...)` and the like: one thread runs the callable, and
/// who comes later waits for it ([thread.once.callonce], pthread_once in POSIX).
bool runsOnce(std::string_view qualifiedName);

/// What `method` of a semaphore, latch, barrier or notification does: who has waited (Lock) is let
/// in by somebody else, and what he is kept apart from no name tells; Unlock lets another one in.
std::optional<LockAction> signal(std::string_view qualifiedClass, std::string_view method);
/// The same of a C function: sem_wait, pthread_barrier_wait.
std::optional<LockAction> signalFunction(std::string_view name);

/// True when the guard takes its mutex shared.
bool isSharedGuard(std::string_view qualifiedName);

/// The tag types of guard constructors.
enum class GuardTag : std::uint8_t { None, Defer, Adopt, Try };
GuardTag guardTag(std::string_view qualifiedName);

/// How the callable runs.
enum class Start : std::uint8_t {
  Thread,   ///< on a thread of its own until its handle is joined
  Async,    ///< as Thread; its handle joins when it is destroyed
  Parallel, ///< on several threads at once; all are done when the call returns
  Each,     ///< each callable once, beside the others; all are done when the call returns
  Posted,   ///< later, on whatever thread serves the executor
};

/// A function that runs a callable elsewhere.
struct Starter {
  std::string_view name;
  Start start = Start::Thread;
  int callable = 0; ///< position of the callable; -1: any argument that is one
  int handle = -1;  ///< position of the argument that points to the handle; -1: the result
};

/// The starter called `qualifiedName`, for free and static functions and for methods; or null.
const Starter *starter(std::string_view qualifiedName);
/// True for classes whose posted handlers run on the threads that call its run(), and no others.
bool isEventLoop(std::string_view qualifiedClass);
/// True when constructing the class starts a thread that runs the first argument.
bool startsThread(std::string_view qualifiedClass);
/// True when destroying the handle waits for the thread.
bool joinsWhenDestroyed(std::string_view qualifiedClass);
/// True for virtual methods that a library runs on a thread of its own, once an object.
bool runsOnThread(std::string_view qualifiedMethod);
/// Waits for what the handle or pool has started.
bool isJoin(std::string_view method);
/// True for methods of any class that hand a callable to an executor, by the words libraries and
/// projects use: post, enqueue, runInLoop.
bool posts(std::string_view method);
/// True for headers that a file includes because it deals with threads or locks.
bool isThreadHeader(std::string_view header);
/// True for a parallel execution policy's class; `seq` is not one.
bool isParallelPolicy(std::string_view qualifiedClass);

} // namespace maplint::model
