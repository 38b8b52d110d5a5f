#include "lib/lower/Concurrency.h"

using namespace clang;

namespace maplint::lower {

ir::ValueId FunctionLowering::lowerConcurrencyMethod(const CXXMemberCallExpr &call,
                                                     llvm::StringRef method) {
  ConcurrencyLowering concurrency(*this);
  if (const ir::ValueId done = concurrency.synchronizedMethod(call))
    return done;
  if (const ir::ValueId done = concurrency.lockMethod(call, method))
    return done;
  return concurrency.startingMethod(call, method);
}

ir::ValueId FunctionLowering::lowerConcurrencyFree(const CallExpr &call,
                                                   const FunctionDecl &callee) {
  // Operators and conversions neither lock nor start anything.
  if (!callee.getIdentifier())
    return 0;
  // Functions of C have no namespace, wherever a header declares them.
  const std::string name = callee.isExternC() ? callee.getName().str() : qualifiedName(callee);
  ConcurrencyLowering concurrency(*this);
  if (const ir::ValueId done = concurrency.lockFunction(call, name))
    return done;
  if (const ir::ValueId done = concurrency.onceFunction(call, name))
    return done;
  return concurrency.startingFunction(call, name);
}

ir::ValueId FunctionLowering::lowerConcurrencyConstruct(const CXXConstructExpr &construct,
                                                        const VarDecl *variable) {
  ConcurrencyLowering concurrency(*this);
  switch (types_.describe(construct.getType()).kind) {
  case ir::TypeKind::Guard: return concurrency.guard(construct, variable);
  case ir::TypeKind::Thread: return concurrency.thread(construct, variable);
  default: return 0;
  }
}

} // namespace maplint::lower
