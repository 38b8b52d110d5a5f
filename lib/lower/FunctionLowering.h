// One function: its control flow graph to blocks of instructions.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/lower/Shape.h"
#include "lib/lower/Types.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

namespace maplint::lower {

/// Called for each lambda met in a body; lowers it and returns its function, or none.
using LambdaLowering = llvm::function_ref<ir::FunctionId(const clang::LambdaExpr &)>;

/// Lowers one body. Every `lower...` function of the room is a member, spread over files by topic:
/// Expressions.cpp, Calls.cpp, Pointers.cpp, Concurrency.cpp, Loops.cpp.
class FunctionLowering {
public:
  FunctionLowering(Types &types, const clang::FunctionDecl &declaration, ir::Function &function,
                   LambdaLowering lowerLambda);

  void run();

  // From here on shared by the files of this room alone; nothing outside includes this header.
  // --- the graph (FunctionLowering.cpp)
  void declareParameters();
  void declareCaptures(const clang::CXXRecordDecl &closure);
  void lowerBlock(const clang::CFGBlock &block);
  void lowerElement(const clang::CFGElement &element);
  void lowerTerminator(const clang::CFGBlock &block);
  void lowerInitializer(const clang::CXXCtorInitializer &initializer);
  void lowerStatement(const clang::Stmt &statement);
  void lowerDeclaration(const clang::DeclStmt &statement);
  void lowerVariable(const clang::VarDecl &variable, const clang::DeclStmt *statement);
  /// A container made with a number of buckets has a capacity from the start.
  void sizeContainer(clang::QualType type, const clang::Expr *init, ir::ValueId place);
  void nullElements(clang::QualType type, const clang::Expr &init, ir::ValueId place);
  void nullMembers(clang::QualType type, const clang::Expr &init, ir::ValueId place);
  void constantMembers(const clang::CXXRecordDecl &record, const clang::Expr &init,
                       ir::ValueId place);
  void lowerReturn(const clang::ReturnStmt &statement);
  void fillLoops(); ///< Loops.cpp: induction variables and trip counts

  // --- expressions (Expressions.cpp)
  /// The value of `expression`, lowered now unless it was before: a place for a glvalue.
  ir::ValueId lower(const clang::Expr *expression);
  ir::ValueId lowerNew(const clang::Expr &expression);
  ir::ValueId rvalue(const clang::Expr *expression); ///< loads from a place when need be
  ir::ValueId lowerAggregate(const clang::InitListExpr &list);
  ir::ValueId lowerCast(const clang::CastExpr &cast);
  ir::ValueId lowerReference(const clang::Expr &expression, const clang::ValueDecl &declaration);
  ir::ValueId lowerBinding(const clang::BindingDecl &binding, const clang::Expr &expression);
  ir::ValueId lowerMember(const clang::MemberExpr &member);
  ir::ValueId lowerUnary(const clang::UnaryOperator &unary);
  ir::ValueId lowerBinary(const clang::BinaryOperator &binary);
  void markSelf(const clang::LambdaExpr &lambda, ir::Function &body);
  ir::ValueId lowerLambdaExpression(const clang::LambdaExpr &lambda);
  ir::ValueId opaque(const clang::Expr &expression, llvm::ArrayRef<ir::ValueId> operands = {});
  ir::ValueId compare(const clang::Expr &at, clang::BinaryOperatorKind kind, ir::ValueId left,
                      ir::ValueId right);

  // --- calls and constructions (Calls.cpp)
  ir::ValueId lowerCall(const clang::CallExpr &call);
  ir::ValueId lowerPlainCall(const clang::CallExpr &call);
  ir::ValueId lowerFilling(const clang::CallExpr &call);
  ir::ValueId lowerConstruct(const clang::CXXConstructExpr &construct);
  ir::ValueId lowerDelete(const clang::CXXDeleteExpr &deletion);
  ir::ValueId lowerOperator(const clang::CXXOperatorCallExpr &call);
  ir::ValueId lowerMethod(const clang::CXXMemberCallExpr &call);
  ir::ValueId lowerFree(const clang::CallExpr &call, const clang::FunctionDecl &callee);
  ir::ValueId genericCall(const clang::CallExpr &call, ir::ValueId receiver);
  ir::ValueId containerOperation(const clang::Expr &call, const model::Container &container,
                                 llvm::StringRef method, ir::ValueId receiver,
                                 llvm::ArrayRef<const clang::Expr *> arguments);
  /// The name of the container's operation at the call is a plain call when this returns 0.
  ir::ValueId lowerContainerCall(const clang::Expr &call, const clang::Expr &object,
                                 llvm::StringRef method,
                                 llvm::ArrayRef<const clang::Expr *> arguments);
  ir::ValueId lowerAsked(const clang::CallExpr &call, const clang::FunctionDecl &callee,
                         bool isQuestion);
  ir::ValueId lowerIteratorMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  llvm::SmallVector<ir::ValueId, 4> lowerArguments(llvm::ArrayRef<const clang::Expr *> arguments,
                                                   const clang::FunctionDecl *callee);
  bool pointsInto(const clang::Expr &sequence);
  ir::ValueId elementsOf(const clang::Expr &sequence); ///< a pointer to the elements
  bool constructAt(clang::QualType made, ir::ValueId place, const clang::Expr &at,
                   llvm::ArrayRef<const clang::Expr *> arguments);
  ir::ValueId lowerEmplace(const clang::CXXMemberCallExpr &call, ir::ValueId receiver);
  ir::ValueId argument(const clang::Expr *expression, bool byReference);

  // --- smart pointers and optionals (Pointers.cpp)
  ir::ValueId lowerPointerMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method,
                                 ir::ValueId receiver);
  ir::ValueId lowerPointerConstruct(const clang::CXXConstructExpr &construct);

  // --- locks and threads (Concurrency.cpp); true or a value when the construct was theirs
  ir::ValueId lowerConcurrencyMethod(const clang::CXXMemberCallExpr &call, llvm::StringRef method);
  ir::ValueId lowerConcurrencyFree(const clang::CallExpr &call, const clang::FunctionDecl &callee);
  /// `variable` is the variable that `construct` initialises, or null.
  ir::ValueId lowerConcurrencyConstruct(const clang::CXXConstructExpr &construct,
                                        const clang::VarDecl *variable);

  // --- building (FunctionLowering.cpp)
  ir::ValueId newValue() { return ++lastValue_; }

  /// Appends to the current block; gives it a result unless `op` has none.
  ir::Instruction &emit(ir::Op op, llvm::ArrayRef<ir::ValueId> operands, const clang::Stmt *at);
  ir::ValueId value(ir::Op op, llvm::ArrayRef<ir::ValueId> operands, const clang::Expr &at);
  ir::VarId variable(const clang::VarDecl &variable);
  ir::VarId addVariable(const clang::ValueDecl &declaration, ir::Storage storage);
  ir::VarId capture(const clang::ValueDecl &declaration);

  Types &types_;
  Sources &sources_;
  clang::ASTContext &context_;
  const clang::FunctionDecl &declaration_;
  ir::Function &function_;
  LambdaLowering lowerLambda_;
  std::unique_ptr<clang::CFG> graph_;
  std::unique_ptr<Shape> shape_;
  llvm::DenseMap<const clang::Stmt *, ir::ValueId> values_;
  llvm::DenseMap<const clang::ValueDecl *, ir::VarId> variables_;
  llvm::DenseMap<const clang::Stmt *, const clang::VarDecl *> initializes_;
  llvm::SmallVector<ir::ValueId, 2> temporaryLocks_; ///< held to the end of the full expression
  ir::Block *block_ = nullptr;
  ir::ValueId lastValue_ = 0;
};

} // namespace maplint::lower
