// Clang types and declarations to the types and symbols of the IR.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/lower/Sources.h"
#include "lib/model/Model.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include <string>

namespace maplint::lower {

/// The name of `decl` with its namespaces and classes, without inline and anonymous namespaces and
/// without template arguments.
std::string qualifiedName(const clang::NamedDecl &decl);

/// Fills the unit's tables of types and symbols, each once.
class Types {
public:
  Types(clang::ASTContext &context, const model::Model &model, Sources &sources, ir::Unit &unit)
      : context_(context), model_(model), sources_(sources), unit_(unit) {}

  /// The IR type of `type`; references are looked through.
  ir::TypeId type(clang::QualType type);
  [[nodiscard]] const ir::Type &get(ir::TypeId id) const { return unit_.types[id]; }
  const ir::Type &describe(clang::QualType type) { return unit_.types[this->type(type)]; }

  /// The container of the model that `type` is, derives from or refers to; else null.
  const model::Container *container(clang::QualType type);

  /// True for std::optional of an iterator.
  bool isOptionalIterator(clang::QualType type);

  ir::SymbolId field(const clang::FieldDecl &field);
  ir::SymbolId variable(const clang::VarDecl &variable); ///< globals, statics
  ir::SymbolId function(const clang::FunctionDecl &function);
  ir::SymbolId record(const clang::CXXRecordDecl &record);

  [[nodiscard]] const model::Model &model() const { return model_; }
  [[nodiscard]] clang::ASTContext &context() { return context_; }
  [[nodiscard]] Sources &sources() { return sources_; }
  [[nodiscard]] ir::Unit &unit() { return unit_; }

private:
  [[nodiscard]] bool isNull(const clang::Expr &init) const;
  ir::TypeId add(clang::QualType type);
  void classify(const clang::CXXRecordDecl &record, ir::Type &type);
  const model::Container *containerOf(const clang::CXXRecordDecl &record);
  ir::SymbolId symbol(const clang::NamedDecl &decl, ir::Symbol symbol);

  clang::ASTContext &context_;
  const model::Model &model_;
  Sources &sources_;
  ir::Unit &unit_;
  llvm::DenseMap<const clang::Type *, ir::TypeId> types_;
  llvm::DenseMap<const clang::CXXRecordDecl *, const model::Container *> containers_;
  llvm::DenseMap<const clang::Decl *, ir::SymbolId> symbols_;
};

} // namespace maplint::lower
