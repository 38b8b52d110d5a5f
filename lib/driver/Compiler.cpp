#include "lib/driver/Compiler.h"

#include "lib/lower/ClangVersion.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include MAPLINT_INVOCATION_HEADER
#include MAPLINT_OPTIONS_HEADER

#include <vector>

namespace maplint::driver {
namespace {

/// Lives as long as the engine, that is for good.
llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> makeEngine(const FileSystem &files,
                                                              clang::DiagnosticConsumer &errors) {
  auto *options = new clang::DiagnosticOptions;
#ifdef MAPLINT_COMPILER_TAKES_INVOCATION
  return clang::CompilerInstance::createDiagnostics(*files, *options, &errors,
                                                    /*ShouldOwnClient=*/false);
#else
  static_cast<void>(files);
  return clang::CompilerInstance::createDiagnostics(options, &errors, /*ShouldOwnClient=*/false);
#endif
}

} // namespace

bool isDriverOption(const std::string &word) {
  const char *const words[] = {word.c_str()};
  unsigned missingIndex = 0;
  unsigned missingCount = 0;
  const llvm::opt::InputArgList parsed = MAPLINT_OPTION_TABLE().ParseArgs(
      words, missingIndex, missingCount, llvm::opt::Visibility(llvm::opt::DefaultVis));
  if (missingCount != 0)
    return false;
  for (const llvm::opt::Arg *argument : parsed)
    if (argument->getOption().getKind() == llvm::opt::Option::UnknownClass)
      return false;
  return true;
}

std::shared_ptr<clang::CompilerInvocation> makeInvocation(llvm::ArrayRef<std::string> arguments,
                                                          const FileSystem &files,
                                                          clang::DiagnosticConsumer &errors) {
  std::vector<const char *> words;
  for (const std::string &word : arguments)
    words.push_back(word.c_str());
  clang::CreateInvocationOptions how;
  how.VFS = files;
  how.Diags = makeEngine(files, errors);
  std::shared_ptr<clang::CompilerInvocation> invocation = clang::createInvocation(words, how);
  // The driver can complain and yet return something that would be parsed without what it missed.
  if (!invocation || how.Diags->hasErrorOccurred())
    return nullptr;
  invocation->getFrontendOpts().DisableFree = true;
  invocation->getLangOpts().SpellChecking = false;
  invocation->getDiagnosticOpts().ErrorLimit = 1;
  return invocation;
}

clang::CompilerInstance &makeCompiler(std::shared_ptr<clang::CompilerInvocation> invocation,
                                      FileSystem files, clang::DiagnosticConsumer &errors) {
#ifdef MAPLINT_COMPILER_TAKES_INVOCATION
  auto *compiler = new clang::CompilerInstance(std::move(invocation));
  compiler->setVirtualFileSystem(std::move(files));
  compiler->createDiagnostics(&errors, /*ShouldOwnClient=*/false);
  compiler->createFileManager();
#else
  auto *compiler = new clang::CompilerInstance;
  compiler->setInvocation(std::move(invocation));
  compiler->createDiagnostics(&errors, /*ShouldOwnClient=*/false);
  compiler->createFileManager(std::move(files));
#endif
  return *compiler;
}

} // namespace maplint::driver
