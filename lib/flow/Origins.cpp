#include "lib/flow/Origins.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace maplint::flow {

using ir::Op;
using model::OpKind;

/// `read` of `io::Reader::read`, in lower case.
static std::string lastWord(std::string_view name) {
  const auto colon = name.rfind("::");
  std::string result(colon == std::string_view::npos ? name : name.substr(colon + 2));
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

/// Methods of system headers that leave their object as it is. The IR does not say const.
static bool onlyReads(const ir::Symbol &callee) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"begin",   "end",      "cbegin",     "cend",      "rbegin",     "rend",
       "size",    "length",   "at",         "data",      "empty",      "front",
       "back",    "c_str",    "count",      "find",      "constbegin", "constend",
       "isempty", "contains", "operator[]", "operator*", "operator->", "get"});
  return std::ranges::find(names, lastWord(callee.name)) != names.end();
}

static bool onlyReads(OpKind kind) {
  return !model::writes(kind) && kind != OpKind::Swap;
}

Origins::Origins(const ir::Unit &unit, const ir::Function &function, const LoopGraph &graph)
    : unit_(unit), function_(function), graph_(graph) {
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    for (const ir::Instruction &i : function.blocks[b].instructions)
      if (i.result)
        definitions_[i.result].push_back({.block = b, .instruction = &i});
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    for (const ir::Instruction &i : function.blocks[b].instructions)
      note({.block = b, .instruction = &i});
}

const ir::Instruction *Origins::definition(ir::ValueId value) const {
  const auto found = definitions_.find(value);
  return found == definitions_.end() ? nullptr : found->second.front().instruction;
}

void Origins::note(const Place &at) {
  const ir::Instruction &i = *at.instruction;
  switch (i.op) {
  case Op::Declare: declared_[i.index].insert(at.block); return;
  case Op::Bind:
    declared_[i.index].insert(at.block);
    writes_[i.index].push_back({.at = at});
    return;
  case Op::Store:
  case Op::StoreNull:
  case Op::Advance: return noteWrite(i.operands[0], {.at = at});
  case Op::Container:
    if (!onlyReads(i.operation->kind))
      noteWrite(i.operands[0], {.at = at});
    return;
  case Op::Call:
  case Op::Invoke: {
    const ir::Symbol *callee = i.op == Op::Call ? unit_.symbol(i.symbol) : nullptr;
    const bool reads = callee && callee->inSystemHeader && onlyReads(*callee);
    for (std::size_t n = 0; n < i.operands.size() && n < 32 && !reads; ++n)
      if ((i.places >> n & 1U) != 0 && i.operands[n])
        noteWrite(i.operands[n], {.at = at, .byCall = true, .throughReceiver = n == 0});
    return;
  }
  default: return;
  }
}

void Origins::noteWrite(ir::ValueId place, const Write &write) {
  const ir::Instruction *at = base(place);
  if (!at)
    return;
  if (at->op == Op::Var)
    writes_[at->index].push_back(write);
  else
    symbolWrites_[at->symbol].push_back(write);
}

const ir::Instruction *Origins::base(ir::ValueId place) const {
  for (int steps = 0; steps < 16; ++steps) {
    const ir::Instruction *at = definition(place);
    if (!at)
      return nullptr;
    switch (at->op) {
    case Op::Var:
    case Op::Field:
    case Op::Global: return at;
    case Op::First:
    case Op::Second:
    case Op::Index:
    case Op::Deref:
    case Op::Load:
    case Op::AddressOf:
    case Op::Temporary:
    case Op::Get:
    case Op::Copy: place = at->operands[0]; break;
    default: return nullptr;
    }
  }
  return nullptr;
}

ir::VarId Origins::variableOf(ir::ValueId place) const {
  const ir::Instruction *at = base(place);
  return at && at->op == Op::Var ? at->index : ir::none;
}

ir::SymbolId Origins::symbolOf(ir::ValueId place) const {
  const ir::Instruction *at = base(place);
  return at && at->op != Op::Var ? at->symbol : ir::none;
}

ir::VarId Origins::rootVariableOf(ir::ValueId place) const {
  const ir::Instruction *at = base(place);
  while (at && at->op == Op::Field)
    at = base(at->operands[0]);
  return at && at->op == Op::Var ? at->index : ir::none;
}

const std::vector<Origins::Write> &Origins::writesTo(ir::VarId variable) const {
  static const std::vector<Write> nothing;
  const auto found = writes_.find(variable);
  return found == writes_.end() ? nothing : found->second;
}

Origins::Sources Origins::sourcesOf(ir::ValueId value) const {
  Sources result;
  std::set<ir::ValueId> seen;
  std::vector<ir::ValueId> open{value};
  const auto follow = [&](const ir::Instruction &i) {
    for (const ir::ValueId operand : i.operands)
      if (operand && seen.insert(operand).second)
        open.push_back(operand);
  };
  while (!open.empty()) {
    const auto made = definitions_.find(open.back());
    open.pop_back();
    if (made == definitions_.end())
      continue;
    for (const Place &at : made->second) {
      const ir::Instruction &i = *at.instruction;
      follow(i);
      if (i.op == Op::Call)
        result.calls.push_back(at);
      if (i.op == Op::Field || i.op == Op::Global)
        result.symbols.insert(i.symbol);
      if (i.op == Op::Var && result.variables.insert(i.index).second)
        for (const Write &write : writesTo(i.index))
          follow(*write.at.instruction);
    }
  }
  return result;
}

bool Origins::isDeclaredIn(ir::VarId variable, ir::LoopId loop) const {
  const auto found = declared_.find(variable);
  return found != declared_.end() && std::ranges::any_of(found->second, [&](ir::BlockId b) {
           return graph_.isInside(b, loop);
         });
}

/// True for calls whose names promise another result each time.
bool Origins::isProducer(const Place &call) const {
  static constexpr auto verbs = std::to_array<std::string_view>(
      {"next", "read", "pop", "parse", "decode", "take", "fetch", "consume", "dequeue", "recv",
       "receive", "deserialize", "generate", "alloc", "create", "get_next", "getnext",
       "operator>>"});
  const ir::Symbol *callee = unit_.symbol(call.instruction->symbol);
  if (!callee)
    return false;
  const std::string name = lastWord(callee->name);
  return std::ranges::any_of(verbs, [&](std::string_view verb) { return name.starts_with(verb); });
}

/// True when `write` gives another value in each round of `loop`.
bool Origins::advances(const Write &write, ir::LoopId loop) const {
  if (!graph_.isInside(write.at.block, loop))
    return false;
  return !write.byCall || !write.throughReceiver || isProducer(write.at);
}

bool Origins::varies(ir::ValueId value, ir::LoopId id) const {
  const ir::Loop &loop = function_.loops[id];
  const Sources sources = sourcesOf(value);
  const auto advanced = [&](const std::vector<Write> &writes) {
    return std::ranges::any_of(writes, [&](const Write &w) { return advances(w, id); });
  };
  for (const ir::VarId v : sources.variables)
    if (v == loop.induction || v == loop.element || (!isDeclaredIn(v, id) && advanced(writesTo(v))))
      return true;
  for (const ir::SymbolId s : sources.symbols)
    if (const auto found = symbolWrites_.find(s);
        found != symbolWrites_.end() && advanced(found->second))
      return true;
  return std::ranges::any_of(sources.calls, [&](const Place &call) {
    return graph_.isInside(call.block, id) && isProducer(call);
  });
}

bool Origins::writesInside(const std::vector<Write> &writes, ir::LoopId loop) const {
  return std::ranges::any_of(
      writes, [&](const Write &write) { return graph_.isInside(write.at.block, loop); });
}

/// True when a member function of the own class is called in `loop`, which may change any field.
bool Origins::callsThis(ir::LoopId loop) const {
  for (ir::BlockId b = 0; b < function_.blocks.size(); ++b) {
    if (!graph_.isInside(b, loop))
      continue;
    for (const ir::Instruction &i : function_.blocks[b].instructions) {
      const ir::Function *callee = i.op == Op::Call ? unit_.body(i.symbol) : nullptr;
      const ir::Instruction *receiver =
          i.op == Op::Call && !i.operands.empty() ? definition(i.operands[0]) : nullptr;
      const bool isConst = callee && callee->isConst;
      if (receiver && !isConst && receiver->op == Op::Deref)
        receiver = definition(receiver->operands[0]);
      if (receiver && !isConst && receiver->op == Op::AddressOf)
        receiver = definition(receiver->operands[0]);
      if (receiver && !isConst && receiver->op == Op::This)
        return true;
    }
  }
  return false;
}

/// True for what the header of `loop` declares for itself.
bool Origins::isOfHeader(ir::VarId id, ir::LoopId loop) const {
  const ir::Variable &variable = function_.variables[id];
  const ir::Loop &header = function_.loops[loop];
  return id == header.induction || variable.isImplicit ||
         (variable.range.valid() && header.header.contains(variable.range));
}

bool Origins::isFixedBefore(ir::LoopId inner, ir::LoopId outer) const {
  const ir::BlockId header = graph_.header(inner);
  if (header == ir::none)
    return false;
  const Sources sources = sourcesOf(function_.blocks[header].condition);
  const ir::Loop &around = function_.loops[outer];
  for (const ir::VarId v : sources.variables) {
    if (v == around.induction || v == around.element)
      return false;
    if (!isOfHeader(v, inner) && (isDeclaredIn(v, outer) || writesInside(writesTo(v), outer)))
      return false;
  }
  for (const ir::SymbolId s : sources.symbols)
    if (const auto found = symbolWrites_.find(s);
        found != symbolWrites_.end() && writesInside(found->second, outer))
      return false;
  const bool readsFields = std::ranges::any_of(sources.symbols, [&](ir::SymbolId s) {
    return unit_.symbols[s].kind == ir::SymbolKind::Field;
  });
  return !readsFields || !callsThis(outer);
}

} // namespace maplint::flow
