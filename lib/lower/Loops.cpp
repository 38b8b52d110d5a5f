// What loops count, and which keys cannot become many.

#include "lib/lower/FunctionLowering.h"
#include "lib/lower/Keys.h"
#include "lib/lower/Trips.h"

#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace maplint::lower {

/// Insertions in loops, by their results.
static llvm::DenseMap<ir::ValueId, ir::Instruction *> insertionsInLoops(ir::Function &function) {
  llvm::DenseMap<ir::ValueId, ir::Instruction *> result;
  for (ir::Block &block : function.blocks) {
    if (block.loop == ir::none)
      continue;
    for (ir::Instruction &i : block.instructions)
      if (i.op == ir::Op::Container && i.container->isHashed && i.operation->keyArgument >= 0 &&
          model::inserts(i.operation->kind))
        result[i.result] = &i;
  }
  return result;
}

/// The key that `call` is given, or null.
static const Expr *keyOf(const Stmt &call, const ir::Instruction &insertion) {
  const auto argument = static_cast<unsigned>(insertion.operation->keyArgument);
  if (const auto *subscript = dyn_cast<CXXOperatorCallExpr>(&call))
    return argument + 1 < subscript->getNumArgs() ? subscript->getArg(argument + 1) : nullptr;
  const auto *method = dyn_cast<CXXMemberCallExpr>(&call);
  if (!method || argument >= method->getNumArgs())
    return nullptr;
  const Expr *written = method->getArg(argument);
  // insert(element) and emplace(element), but not emplace(key, value).
  const bool isElement = insertion.container->isMap && insertion.operands.size() == argument + 2 &&
                         !insertion.operation->method.starts_with("try");
  return isElement ? &keyIn(*written) : written;
}

void FunctionLowering::fillLoops() {
  const auto known = [&](const VarDecl *variable) {
    const auto found = variables_.find(variable);
    return variable && found != variables_.end() ? found->second : ir::none;
  };
  const Surroundings around{
      .context = context_, .function = declaration_, .lambdas = shape_->lambdas()};
  for (ir::LoopId id = 0; id < function_.loops.size(); ++id) {
    const Stmt &written = *shape_->loopStatement(id);
    LoopHeader header = headerOf(written, around);
    ir::Loop &loop = function_.loops[id];
    loop.induction = known(header.induction);
    loop.trip = std::move(header.trip);
    if (const auto *range = dyn_cast<CXXForRangeStmt>(&written))
      loop.element = known(range->getLoopVariable());
  }
  const auto insertions = insertionsInLoops(function_);
  if (insertions.empty())
    return;
  for (const auto &[statement, value] : values_) {
    const auto insertion = insertions.find(value);
    const Expr *key =
        insertion == insertions.end() ? nullptr : keyOf(*statement, *insertion->second);
    if (key && hasFewValues(*key, *declaration_.getBody()))
      insertion->second->imm = 1;
  }
}

} // namespace maplint::lower
