#include "lib/ir/Print.h"

#include <algorithm>

namespace maplint::ir {
namespace {

std::string_view name(Storage storage) {
  switch (storage) {
  case Storage::Local: return "local";
  case Storage::Parameter: return "parameter";
  case Storage::Capture: return "capture";
  }
  return "?";
}

std::string_view name(LoopKind kind) {
  switch (kind) {
  case LoopKind::RangeFor: return "range-for";
  case LoopKind::For: return "for";
  case LoopKind::While: return "while";
  case LoopKind::Do: return "do";
  case LoopKind::Algorithm: return "algorithm";
  }
  return "?";
}

std::string_view name(TerminatorKind kind) {
  switch (kind) {
  case TerminatorKind::Jump: return "jump";
  case TerminatorKind::Branch: return "branch";
  case TerminatorKind::Switch: return "switch";
  case TerminatorKind::LoopCondition: return "loop";
  case TerminatorKind::Exit: return "exit";
  }
  return "?";
}

std::string value(ValueId id) {
  return id == 0 ? "_" : "%" + std::to_string(id);
}

class Printer {
public:
  Printer(const Unit &unit, const Function &function) : unit_(unit), function_(function) {}

  std::string run() {
    head();
    for (const Variable &variable : function_.variables)
      this->variable(variable);
    for (std::size_t i = 0; i < function_.loops.size(); ++i)
      loop(i, function_.loops[i]);
    for (std::size_t i = 0; i < function_.blocks.size(); ++i)
      block(i, function_.blocks[i]);
    return out_ + "\n";
  }

private:
  void head() {
    out_ += "function " + function_.name;
    for (const auto &[flag, text] :
         {std::pair(function_.isMethod, " method"),
          std::pair(function_.isConstructor, " constructor"),
          std::pair(function_.isDestructor, " destructor"),
          std::pair(function_.isStatic, " static"), std::pair(function_.isConst, " const"),
          std::pair(function_.isVirtual, " virtual"), std::pair(function_.isPrivate, " private"),
          std::pair(function_.isInternal, " internal"), std::pair(function_.isLambda, " lambda"),
          std::pair(function_.isTemplate, " template")})
      if (flag)
        out_ += text;
    out_ += " entry b" + std::to_string(function_.entry) + "\n";
  }

  void variable(const Variable &variable) {
    const auto index = static_cast<VarId>(&variable - function_.variables.data());
    out_ += "  " + this->variable(index) + ": " + std::string(name(variable.storage)) + " " +
            type(variable.type);
    for (const auto &[flag, text] : {std::pair(variable.isReference, " reference"),
                                     std::pair(variable.pointsToConst, " to-const"),
                                     std::pair(variable.isImplicit, " implicit")})
      if (flag)
        out_ += text;
    out_ += "\n";
  }

  void loop(std::size_t index, const Loop &loop) {
    out_ += "  loop" + std::to_string(index) + ": " + std::string(name(loop.kind)) + " at " +
            place(loop.range);
    if (loop.parent != none)
      out_ += " in loop" + std::to_string(loop.parent);
    if (loop.induction != none)
      out_ += " over " + variable(loop.induction);
    if (loop.element != none)
      out_ += " element " + variable(loop.element);
    if (loop.trip.kind == TripCount::Kind::Constant)
      out_ += " trips " + std::to_string(loop.trip.constant);
    if (loop.trip.kind == TripCount::Kind::Expression)
      out_ += " trips `" + loop.trip.expression + "`";
    out_ += "\n";
  }

  void block(std::size_t index, const Block &block) {
    out_ += "  b" + std::to_string(index) + ":";
    if (block.loop != none)
      out_ += " in loop" + std::to_string(block.loop);
    out_ += "\n";
    for (const Instruction &instruction : block.instructions)
      this->instruction(instruction);
    out_ += "    " + std::string(name(block.terminator));
    if (block.condition != 0)
      out_ += " " + value(block.condition);
    for (const BlockId next : block.successors)
      out_ += next == none ? " never" : " b" + std::to_string(next);
    out_ += "\n";
  }

  void instruction(const Instruction &it) {
    std::string line = "    ";
    if (it.result != 0)
      line += value(it.result) + " = ";
    line += ir::name(it.op);
    if (it.operation)
      line += " " + std::string(it.container ? it.container->name : "?") +
              "::" + std::string(it.operation->method) + " (" +
              std::string(model::name(it.operation->kind)) + ")";
    for (const ValueId operand : it.operands)
      line += " " + value(operand);
    line += index(it);
    if (it.symbol != none)
      line += " @" + unit_.symbols[it.symbol].name;
    if (it.imm != 0 || it.op == Op::Integer)
      line += " #" + std::to_string(it.imm);
    if (it.type != none)
      line += " : " + type(it.type);
    line.resize(std::max<std::size_t>(line.size() + 2, 60), ' ');
    out_ += line + "; " + place(it.range) + "\n";
  }

  /// What `index` names depends on the operation.
  std::string index(const Instruction &it) const {
    if (it.index == none)
      return {};
    if (it.op == Op::Lambda)
      return " f" + std::to_string(it.index);
    if (it.index < function_.variables.size())
      return " " + variable(it.index);
    return " [" + std::to_string(it.index) + "]";
  }

  [[nodiscard]] std::string variable(VarId id) const {
    return "$" + std::to_string(id) + "." + function_.variables[id].name;
  }

  [[nodiscard]] std::string type(TypeId id) const {
    return id == none ? "?" : unit_.types[id].spelling;
  }

  /// Line and first words of the source.
  [[nodiscard]] std::string place(const SourceRange &range) const {
    if (!range.valid())
      return "nowhere";
    const std::string_view text = unit_.files[range.file].text;
    const auto upTo = static_cast<std::ptrdiff_t>(std::min<std::size_t>(range.begin, text.size()));
    const auto line = std::count(text.begin(), text.begin() + upTo, '\n') + 1;
    std::string_view words = unit_.files.text(range);
    words = words.substr(0, std::min<std::size_t>({words.find('\n'), words.size(), 60}));
    return std::to_string(line) + (range.inMacro ? " macro: " : ": ") + std::string(words);
  }

  const Unit &unit_;
  const Function &function_;
  std::string out_;
};

} // namespace

std::string print(const Unit &unit, const Function &function) {
  return Printer(unit, function).run();
}

std::string print(const Unit &unit) {
  std::string text;
  for (std::size_t i = 0; i < unit.functions.size(); ++i)
    text += "f" + std::to_string(i) + " " + print(unit, unit.functions[i]);
  return text;
}

} // namespace maplint::ir
