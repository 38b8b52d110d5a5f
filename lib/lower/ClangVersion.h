// Everything that differs between the LLVM versions maplint builds with. Nothing else in the
// project asks for LLVM_VERSION_MAJOR.

#pragma once

#include "llvm/Config/llvm-config.h"

// The registry of clang-tidy modules has a header of its own up to LLVM 21.
#if LLVM_VERSION_MAJOR < 22
#define MAPLINT_TIDY_REGISTRY_HEADER "clang-tidy/ClangTidyModuleRegistry.h"
#endif

// Up to LLVM 21 the driver has its front door and its table of options elsewhere, and a compiler
// instance is made empty and then told its invocation and file system.
#if LLVM_VERSION_MAJOR < 22
#define MAPLINT_INVOCATION_HEADER "clang/Frontend/Utils.h"
#define MAPLINT_OPTIONS_HEADER "clang/Driver/Options.h"
#define MAPLINT_OPTION_TABLE clang::driver::getDriverOptTable
#else
#define MAPLINT_INVOCATION_HEADER "clang/Driver/CreateInvocationFromArgs.h"
#define MAPLINT_OPTIONS_HEADER "clang/Options/Options.h"
#define MAPLINT_OPTION_TABLE clang::getDriverOptTable
#define MAPLINT_COMPILER_TAKES_INVOCATION
#endif

// Newer versions of Clang find out by themselves which functions never return, and note it as an
// attribute of this class.
#if LLVM_VERSION_MAJOR >= 22
#define MAPLINT_INFERRED_NO_RETURN clang::InferredNoReturnAttr
#endif
