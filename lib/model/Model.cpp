#include "lib/model/Model.h"

#include "lib/model/Tables.h"

#include <algorithm>
#include <array>
#include <utility>

namespace maplint::model {

using enum OpKind;

using Word = std::pair<OpKind, std::string_view>;

static constexpr auto words = std::to_array<Word>({
    {Query, "query"},
    {Find, "find"},
    {At, "at"},
    {Value, "value"},
    {Snapshot, "snapshot"},
    {Begin, "begin"},
    {End, "end"},
    {Subscript, "subscript"},
    {Insert, "insert"},
    {InsertRange, "insert-range"},
    {Assign, "assign"},
    {EraseKey, "erase-key"},
    {EraseAt, "erase-at"},
    {EraseRange, "erase-range"},
    {EraseIf, "erase-if"},
    {Clear, "clear"},
    {Reserve, "reserve"},
    {Rehash, "rehash"},
    {Swap, "swap"},
    {Merge, "merge"},
    {Extract, "extract"},
    {ExtractAt, "extract-at"},
    {Replace, "replace"},
});

/// In a configuration: erases by key, by position or by range, as the arguments tell.
static constexpr std::string_view eraseWord = "erase";

bool inserts(OpKind kind) {
  return kind == Subscript || kind == Insert || kind == InsertRange || kind == Assign ||
         kind == Merge;
}

bool erases(OpKind kind) {
  return kind == EraseKey || kind == EraseAt || kind == EraseRange || kind == EraseIf ||
         kind == Clear || kind == Extract || kind == ExtractAt;
}

bool writes(OpKind kind) {
  return inserts(kind) || erases(kind) || kind == Reserve || kind == Rehash || kind == Swap ||
         kind == Replace;
}

std::string_view name(OpKind kind) {
  return std::ranges::find(words, kind, &Word::first)->second;
}

std::span<const std::string_view> operationWords() {
  static constexpr auto all = [] {
    std::array<std::string_view, words.size() + 1> texts;
    std::ranges::transform(words, texts.begin(), &Word::second);
    texts.back() = eraseWord;
    return texts;
  }();
  return all;
}

std::string_view name(Dies dies) {
  switch (dies) {
  case Dies::Nothing: return "nothing";
  case Dies::TheErased: return "the erased";
  case Dies::Iterators: return "iterators";
  case Dies::IteratorsAndReferences: return "iterators and references";
  }
  return "nothing";
}

Model::Model() {
  for (const tables::Sheets library :
       {tables::standard(), tables::abseil(), tables::boost(), tables::folly(), tables::llvm(),
        tables::qt(), tables::others()}) {
    for (const tables::Sheet &sheet : library) {
      const Container *added = &containers_.emplace_back(tables::describe(sheet));
      byName_.emplace(sheet.name, added);
      if (!sheet.alias.empty())
        byName_.emplace(sheet.alias, added);
    }
  }
}

const Container *Model::container(std::string_view qualifiedName) const {
  const auto found = byName_.find(qualifiedName);
  return found == byName_.end() ? nullptr : found->second;
}

/// Whether arguments of this shape may select an overload that not every method has.
static bool selects(const ArgumentShape &shape, Overload overload) {
  switch (overload) {
  case Overload::OnConst: return shape.onConst;
  case Overload::List: return shape.firstIsList;
  case Overload::Range:
    // Sorted containers take a tag before the two iterators.
    return shape.secondIsIterator &&
           (shape.count == 2 || (shape.count == 3 && !shape.firstIsIterator));
  case Overload::Position: return shape.firstIsIterator;
  case Overload::Any: return true;
  }
  return false;
}

const Operation *Model::operation(const Container &container, std::string_view method,
                                  ArgumentShape shape) const {
  using enum Overload;
  for (const Overload overload : {OnConst, List, Range, Position, Any}) {
    if (!selects(shape, overload))
      continue;
    const auto found = std::ranges::find_if(container.operations, [&](const Operation &known) {
      // A set of iterators takes one without a hint.
      const bool lacksKey =
          overload == Position && std::cmp_greater_equal(known.keyArgument, shape.count);
      return known.overload == overload && known.method == method && !lacksKey;
    });
    if (found != container.operations.end())
      return &*found;
  }
  return nullptr;
}

/// The operation of `like` that a project's word for `kind` stands for.
static Operation model(const Container &like, OpKind kind) {
  const auto known = std::ranges::find(like.operations, kind, &Operation::kind);
  Operation operation;
  // Kinds that a container may lack, like Value and Snapshot, only read.
  if (known != like.operations.end())
    operation = *known;
  operation.kind = kind;
  operation.overload = Overload::Any;
  return operation;
}

static std::vector<Operation> operationsFor(const Container &like, std::string_view word) {
  if (word == eraseWord) {
    std::vector<Operation> all = {model(like, EraseKey), model(like, EraseAt),
                                  model(like, EraseRange)};
    all[1].overload = Overload::Position;
    all[2].overload = Overload::Range;
    return all;
  }
  const auto found = std::ranges::find(words, word, &Word::second);
  if (found == words.end())
    return {};
  return {model(like, found->first)};
}

std::string Model::addLike(std::string name, std::string_view like,
                           const std::map<std::string, std::string> &methods) {
  if (container(name) != nullptr)
    return "container '" + name + "' is already known";
  const Container *original = container(like);
  if (original == nullptr)
    return "unknown container '" + std::string(like) + "'";

  Container added = *original;
  for (const auto &[method, word] : methods) {
    if (operationsFor(*original, word).empty())
      return std::string("unknown operation '").append(word).append("' of method '") + method + "'";
  }
  const auto keep = [&](std::string text) -> std::string_view {
    return names_.emplace_back(std::move(text));
  };
  for (const auto &[method, word] : methods) {
    std::erase_if(added.operations, [&](const Operation &known) { return known.method == method; });
    const std::string_view kept = keep(method);
    for (Operation &operation : operationsFor(*original, word)) {
      operation.method = kept;
      added.operations.push_back(operation);
    }
  }
  added.name = keep(std::move(name));
  const Container *stored = &containers_.emplace_back(std::move(added));
  byName_.emplace(stored->name, stored);
  return {};
}

static bool matches(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == pattern.npos)
    return pattern == name;
  if (!name.starts_with(pattern.substr(0, star)))
    return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= name.size(); ++at)
    if (matches(rest, name.substr(at)))
      return true;
  return false;
}

bool Model::isHandler(std::string_view qualifiedName) const {
  return std::ranges::any_of(
      handlers_, [&](const std::string &pattern) { return matches(pattern, qualifiedName); });
}

} // namespace maplint::model
