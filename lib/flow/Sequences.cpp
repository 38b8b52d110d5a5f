// Vectors, lists and the like, as far as they hold handles into maps; views of maps.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace maplint::flow {

namespace {

enum class SequenceOp : std::uint8_t { Other, Add, Begin, End, Element, Clear, Remove, Swap, Data };

struct Named {
  std::string_view name;
  SequenceOp op;
};

} // namespace

static constexpr auto sequences =
    std::to_array<std::string_view>({"std::vector",
                                     "std::list",
                                     "std::deque",
                                     "std::forward_list",
                                     "std::stack",
                                     "std::queue",
                                     "std::priority_queue",
                                     "std::array",
                                     "std::span",
                                     "std::basic_string",
                                     "std::basic_string_view",
                                     "std::initializer_list",
                                     "llvm::SmallVector",
                                     "llvm::SmallVectorImpl",
                                     "llvm::SmallVectorTemplateBase",
                                     "llvm::SmallVectorTemplateCommon",
                                     "llvm::ArrayRef",
                                     "absl::InlinedVector",
                                     "absl::Span",
                                     "QList",
                                     "QVector"});

static constexpr auto methods = std::to_array<Named>({
    {"push_back", SequenceOp::Add},
    {"emplace_back", SequenceOp::Add},
    {"push_front", SequenceOp::Add},
    {"emplace_front", SequenceOp::Add},
    {"push", SequenceOp::Add},
    {"emplace", SequenceOp::Add},
    {"insert", SequenceOp::Add},
    {"append", SequenceOp::Add},
    {"prepend", SequenceOp::Add},
    {"enqueue", SequenceOp::Add},
    {"begin", SequenceOp::Begin},
    {"cbegin", SequenceOp::Begin},
    {"rbegin", SequenceOp::Begin},
    {"crbegin", SequenceOp::Begin},
    {"end", SequenceOp::End},
    {"cend", SequenceOp::End},
    {"rend", SequenceOp::End},
    {"crend", SequenceOp::End},
    {"front", SequenceOp::Element},
    {"back", SequenceOp::Element},
    {"at", SequenceOp::Element},
    {"top", SequenceOp::Element},
    {"first", SequenceOp::Element},
    {"last", SequenceOp::Element},
    {"operator[]", SequenceOp::Element},
    {"takeFirst", SequenceOp::Element},
    {"takeLast", SequenceOp::Element},
    {"pop_back_val", SequenceOp::Element},
    {"clear", SequenceOp::Clear},
    {"assign", SequenceOp::Clear},
    {"erase", SequenceOp::Remove},
    {"remove", SequenceOp::Remove},
    {"remove_if", SequenceOp::Remove},
    {"resize", SequenceOp::Remove},
    {"swap", SequenceOp::Swap},
    {"data", SequenceOp::Data},
    {"c_str", SequenceOp::Data},
});

/// Names the question where a sequence begins, with the number of its path, among those of the
/// askedFunction.
static constexpr std::uint32_t beginQuestion = std::uint32_t{1} << 31U;

static std::string_view lastPart(std::string_view qualified) {
  const std::size_t colon = qualified.rfind("::");
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 2);
}

static std::string_view scopeOf(std::string_view qualified) {
  const std::size_t colon = qualified.rfind("::");
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

static SequenceOp operationOf(std::string_view name) {
  const auto found = std::ranges::find(methods, lastPart(name), &Named::name);
  return found == methods.end() ? SequenceOp::Other : found->op;
}

/// True for a call that reads what a string_view or span points to; its size is its own.
bool Engine::looksInto(const ir::Instruction &i) const {
  const ir::Symbol *callee = unit_.symbol(i.symbol);
  if (!callee || !callee->inSystemHeader)
    return false;
  const std::string_view scope = scopeOf(callee->name);
  const std::string_view name = lastPart(callee->name);
  const bool isView = scope == "std::basic_string_view" || scope == "std::span" ||
                      scope == "llvm::StringRef" || scope == "llvm::ArrayRef" ||
                      scope == "absl::Span";
  return isView && name != "size" && name != "length" && name != "empty" && name != "operator=";
}

/// Nothing is left in the sequence, and callers hear of it.
void Engine::empty(State &state, PathId sequence) {
  const PathId slot = anyElement(sequence);
  erase(state, slot);
  if (slot && visibleToCallers(sequence))
    state.store[slot] = {.sym = domain_.sym(SymKind::Stale, id_, sequence_)};
}

/// Two sequences have changed places, or one has given the other all it had.
void Engine::exchangeElements(State &state, PathId a, PathId b) {
  const PathId first = anyElement(a);
  const PathId second = b ? anyElement(b) : 0;
  std::vector<std::pair<PathId, Value>> moved;
  for (const auto &[path, held] : state.store) {
    if (second && domain_.isWithin(path, first))
      moved.emplace_back(domain_.rebased(path, first, second), held);
    else if (second && domain_.isWithin(path, second))
      moved.emplace_back(domain_.rebased(path, second, first), held);
  }
  empty(state, a);
  if (second)
    empty(state, b);
  for (const auto &[path, held] : moved)
    if (path)
      state.store[path] = held;
}

/// Interprets a call of a sequence's method; false when it is none.
bool Engine::sequenceCall(const ir::Instruction &i, State &state, std::vector<State> &out) {
  const ir::Symbol *callee = unit_.symbol(i.symbol);
  if (!callee || callee->owner == ir::none)
    return false;
  const SequenceOp op = operationOf(callee->name);
  const PathId sequence = operandPath(state, i, 0);
  if (op == SequenceOp::Other || !sequence ||
      std::ranges::find(sequences, scopeOf(callee->name)) == sequences.end())
    return false;
  if (inLoop())
    purge(state, sequence_);
  const SymId made = domain_.sym(SymKind::Fresh, id_, sequence_);
  const auto iterator = [&](SymId position) {
    return Value{.sym = domain_.sym(SymKind::Iterator, sequence, position)};
  };
  Value yielded{.sym = made};
  if (op == SequenceOp::Add || op == SequenceOp::Clear || op == SequenceOp::Remove ||
      op == SequenceOp::Swap)
    erase_if(state.known,
             [&](const auto &entry) { return domain_.mentions(entry.first, sequence); });
  switch (op) {
  case SequenceOp::Add:
    if (const auto last = static_cast<unsigned>(i.operands.size()) - 1; last > 0) {
      Value added = operandValue(state, i, last);
      if (((i.places >> last) & 1U) != 0)
        added.object = operandPath(state, i, last);
      addElement(state, sequence, added);
      take(state, ((i.places >> last) & 1U) != 0 ? operandPath(state, i, last) : 0);
      noteCallback(sequence, added.sym);
    }
    break;
  case SequenceOp::Begin:
    // The same place until the sequence changes: two loops over it run equally often.
    yielded = iterator(domain_.sym(SymKind::Derived, askedFunction, beginQuestion | sequence));
    break;
  case SequenceOp::End: yielded = iterator(domain_.sym(SymKind::Fresh, endPosition)); break;
  case SequenceOp::Element:
  case SequenceOp::Data: {
    const Value base = operand(state, i, 0);
    const PathKind kind = op == SequenceOp::Element ? PathKind::Element : PathKind::Index;
    const PathId element = domain_.path(kind, sequence, made);
    yielded = {.sym = element ? domain_.sym(SymKind::Address, element) : 0, .origin = base.origin};
    if (op == SequenceOp::Data)
      yielded.origin = sequence_ + 1;
    // A view's elements lie where the view points to.
    break;
  }
  case SequenceOp::Clear: empty(state, sequence); break;
  case SequenceOp::Remove: erase(state, anyElement(sequence)); break;
  case SequenceOp::Swap: exchangeElements(state, sequence, operandPath(state, i, 1)); break;
  case SequenceOp::Other: return false;
  }
  result(state, i, yielded);
  out.push_back(std::move(state));
  return true;
}

/// Something to iterate over that only looks at a container: `m | std::views::keys`. Its value is
/// the pair of iterators that it stands for.
bool Engine::view(const ir::Instruction &i, State &state, std::vector<State> &out) {
  const ir::Symbol *callee = i.op == ir::Op::Call ? unit_.symbol(i.symbol) : nullptr;
  if (i.op == ir::Op::Invoke && (i.places & 1U) != 0)
    if (const PathId object = operandPath(state, i, 0);
        object && domain_[object].kind == PathKind::Global)
      callee = unit_.symbol(domain_[object].a);
  if (!callee || !callee->inSystemHeader)
    return false;
  const std::string_view name = lastPart(callee->name);
  const auto held = [&](unsigned n) {
    const PathId place = ((i.places >> n) & 1U) != 0 ? operandPath(state, i, n) : 0;
    return place ? read(state, place) : operand(state, i, n);
  };
  const auto give = [&](Value value) {
    result(state, i, value);
    out.push_back(std::move(state));
    return true;
  };
  const auto isPair = [&](const Value &value) {
    return value.sym && domain_.symbol(value.sym).kind == SymKind::Pair;
  };
  if (i.op == ir::Op::Call && (name == "begin" || name == "end") && callee->owner != ir::none) {
    Value whole = held(0);
    if (!isPair(whole))
      return false;
    whole.sym = domain_.symbol(whole.sym).operands[name == "begin" ? 0 : 1];
    return give(whole);
  }
  const bool makesView = name == "operator|" || callee->name.find("views::") != std::string::npos;
  const ir::Type *type = unit_.type(i.type);
  const bool isCollected = type && (type->kind == ir::TypeKind::Container ||
                                    (type->kind == ir::TypeKind::Sequence && !type->isView));
  if (!makesView || isCollected || i.operands.size() < 2)
    return false;
  if (const Value inner = held(1); isPair(inner))
    return give(inner);
  const PathId container = ((i.places >> 1U) & 1U) != 0 ? operandPath(state, i, 1) : 0;
  const ir::Type *viewed = container ? typeOf(container) : nullptr;
  if (!viewed || viewed->kind != ir::TypeKind::Container)
    return false;
  const SymId first = domain_.sym(SymKind::Iterator, container, fresh(state));
  const SymId last =
      domain_.sym(SymKind::Iterator, container, domain_.sym(SymKind::Fresh, endPosition));
  return give({.sym = domain_.sym(SymKind::Pair, 0, 0, {first, last}), .origin = sequence_ + 1});
}

} // namespace maplint::flow
