// What of Clang's driver and compiler instance maplint uses, the same for every LLVM version.

#pragma once

#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <string>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
} // namespace clang

namespace maplint::driver {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// True when Clang's driver knows the option `word`, which may hold a value.
bool isDriverOption(const std::string &word);

/// Asks Clang's driver what `arguments` mean. Null after any error, which `errors` is told.
std::shared_ptr<clang::CompilerInvocation> makeInvocation(llvm::ArrayRef<std::string> arguments,
                                                          const FileSystem &files,
                                                          clang::DiagnosticConsumer &errors);

/// A compiler that is ready to execute an action. It is never freed: its memory is the process's.
clang::CompilerInstance &makeCompiler(std::shared_ptr<clang::CompilerInvocation> invocation,
                                      FileSystem files, clang::DiagnosticConsumer &errors);

} // namespace maplint::driver
