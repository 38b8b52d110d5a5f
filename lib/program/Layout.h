// The order in which the fields of MapIR are written and read: one description for both ways.
//
// An archive is a Writer or a Reader; `operator()` takes a field by reference and stores or sets
// it. Ids of the unit (types, symbols, files) mean nothing elsewhere and go through the archive's
// own methods; ids inside one function (values, variables, blocks, loops) are numbers. Structured
// bindings name every field: who adds one to MapIR is told by the compiler to add it here.

#pragma once

#include "lib/ir/Ir.h"

namespace maplint::program {

template <typename Archive>
void fields(Archive &a, SourceRange &range) {
  a.file(range.file);
  if (!range.valid())
    return;
  a(range.begin);
  a(range.end);
  a(range.inMacro);
}

template <typename Archive>
void fields(Archive &a, ir::Variable &v) {
  auto &[name, type, storage, isReference, isRvalueReference, pointsToConst, defaultsToNull,
         isSelf, isImplicit, range,
         bindings, declaration] = v;
  a(name);
  a.type(type);
  a(storage);
  a(isReference);
  a(isRvalueReference);
  a(pointsToConst);
  a(defaultsToNull);
  a(isSelf);
  a(isImplicit);
  a(range);
  a(bindings);
  a(declaration);
}

template <typename Archive>
void fields(Archive &a, ir::Instruction &i) {
  auto &[op, result, operands, index, symbol, imm, places, type, container, operation, range,
         statement] = i;
  a(op);
  a(result);
  a(operands);
  a.index(op, index);
  a.symbol(symbol);
  a(imm);
  a(places);
  a.type(type);
  a.operation(container, operation);
  a(range);
  a(statement);
}

template <typename Archive>
void fields(Archive &a, ir::Block &b) {
  auto &[instructions, terminator, condition, conditionRange, successors, loop] = b;
  a(instructions);
  a(terminator);
  a(condition);
  a(conditionRange);
  a(successors);
  a(loop);
}

template <typename Archive>
void fields(Archive &a, ir::TripCount &trip) {
  auto &[kind, constant, expression] = trip;
  a(kind);
  a(constant);
  a(expression);
}

template <typename Archive>
void fields(Archive &a, ir::Loop &l) {
  auto &[kind, parent, range, header, init, increment, body, bodyIsCompound, bodyStatements,
         rangeExpression, elementDeclaration, induction, element, trip] = l;
  a(kind);
  a(parent);
  a(range);
  a(header);
  a(init);
  a(increment);
  a(body);
  a(bodyIsCompound);
  a(bodyStatements);
  a(rangeExpression);
  a(elementDeclaration);
  a(induction);
  a(element);
  a(trip);
}

template <typename Archive>
void fields(Archive &a, ir::If &i) {
  auto &[range, condition, thenBranch, thenIsCompound, thenStatements, elseBranch] = i;
  a(range);
  a(condition);
  a(thenBranch);
  a(thenIsCompound);
  a(thenStatements);
  a(elseBranch);
}

template <typename Archive>
void fields(Archive &a, ir::Function &f) {
  auto &[symbol, name, record, variables, parameters, captures, blocks, entry, loops, ifs,
         returnType, returnsReference, range, parent, isMethod, isConstructor, isDestructor,
         isStatic, isConst, isVirtual, isPrivate, isProtected, isInternal, isLambda,
         locksUnchecked, isTemplate, cppStandard, overrides] = f;
  a.symbol(symbol);
  a(name);
  a.symbol(record);
  a(variables);
  a(parameters);
  a(captures);
  a(blocks);
  a(entry);
  a(loops);
  a(ifs);
  a.type(returnType);
  a(returnsReference);
  a(range);
  a.function(parent);
  a(isMethod);
  a(isConstructor);
  a(isDestructor);
  a(isStatic);
  a(isConst);
  a(isVirtual);
  a(isPrivate);
  a(isProtected);
  a(isInternal);
  a(isLambda);
  a(locksUnchecked);
  a(isTemplate);
  a(cppStandard);
  a.symbols(overrides);
}

template <typename Archive>
void fields(Archive &a, ir::Symbol &s) {
  auto &[kind, usr, name, type, owner, guardedBy, range, isPrivate, isThreadLocal, isConst, isReference,
         hasInitializer, isInternal, inSystemHeader] = s;
  a(kind);
  a(usr);
  a(name);
  a.type(type);
  a.symbol(owner);
  a.symbol(guardedBy);
  a(range);
  a(isPrivate);
  a(isThreadLocal);
  a(isConst);
  a(isReference);
  a(hasInitializer);
  a(isInternal);
  a(inSystemHeader);
}

template <typename Archive>
void fields(Archive &a, ir::Type &t) {
  auto &[kind, container, pointee, spelling, record, triviallyCopied, isHeap, isView] = t;
  a(kind);
  a.container(container);
  a.type(pointee);
  a(spelling);
  a.symbol(record);
  a(triviallyCopied);
  a(isHeap);
  a(isView);
}

template <typename Archive>
void fields(Archive &a, ir::Record &r) {
  auto &[symbol, fields, bases, methods, definedMethods, hasFriends, hasUserConstructor,
         isHandler] = r;
  a.symbol(symbol);
  a.symbols(fields);
  a.symbols(bases);
  a.symbols(methods);
  a.symbols(definedMethods);
  a(hasFriends);
  a(hasUserConstructor);
  a(isHandler);
}

template <typename Archive>
void fields(Archive &a, model::Operation &o) {
  auto &[method, kind, result, dies, onGrowth, keyArgument, overload] = o;
  a(method);
  a(kind);
  a(result);
  a(dies);
  a(onGrowth);
  a(keyArgument);
  a(overload);
}

template <typename Archive>
void fields(Archive &a, model::Container &c) {
  auto &[name, isMap, isHashed, isMulti, isFlat, endMoves, movesOnErase, readsArgumentsLate, reserve,
         source, operations] = c;
  a(name);
  a(isMap);
  a(isHashed);
  a(isMulti);
  a(isFlat);
  a(endMoves);
  a(movesOnErase);
  a(readsArgumentsLate);
  a(reserve);
  a(source);
  a(operations);
}

} // namespace maplint::program
