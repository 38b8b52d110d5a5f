#include "lib/program/Facts.h"
#include "lib/program/Layout.h"
#include "lib/program/Wire.h"

#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace maplint::program {

namespace {

class Encoder {
public:
  Encoder(const ir::Unit &unit, const FactsInput &input)
      : unit_(unit), input_(input), types_(unit.types.size()), symbols_(unit.symbols.size()),
        paths_(unit.files.size()) {}

  std::string run();

  /// The hash by which other entities name a type; 0 for none.
  std::uint64_t type(ir::TypeId id);
  std::uint64_t symbol(ir::SymbolId id);
  std::uint64_t container(const model::Container *container);
  const std::string &path(FileId id);

private:
  std::uint64_t add(EntityKind kind, const std::string &bytes);
  std::uint64_t group(std::vector<ir::FunctionId> members);
  std::string identity(const ir::Symbol &symbol);

  const ir::Unit &unit_;
  const FactsInput &input_;
  const model::Model builtIn_;
  std::vector<std::optional<std::uint64_t>> types_;
  std::vector<std::optional<std::uint64_t>> symbols_;
  std::vector<std::string> paths_;
  std::map<const model::Container *, std::uint64_t> containers_;
  std::map<std::uint64_t, std::pair<EntityKind, std::string>> entities_; ///< ordered: same bytes
};

/// The archive that writes one entity.
class Writer {
public:
  explicit Writer(Encoder &encoder, std::span<const ir::FunctionId> group = {})
      : encoder_(encoder), group_(group) {}

  void operator()(const std::string &value) { bytes_.shared(value); }

  void operator()(std::string_view value) { bytes_.shared(value); }

  void operator()(bool value) { bytes_.number(value ? 1 : 0); }

  void operator()(std::int64_t value) { bytes_.signedNumber(value); }

  void operator()(int value) { bytes_.signedNumber(value); }

  /// One more, so that `none` is a short number.
  void operator()(std::uint32_t value) { bytes_.number(static_cast<std::uint32_t>(value + 1)); }

  template <typename Enum>
  requires std::is_enum_v<Enum>

  void operator()(Enum value) { bytes_.number(static_cast<std::uint64_t>(value)); }

  template <typename Item>
  void operator()(const std::vector<Item> &items) {
    bytes_.number(items.size());
    for (const Item &item : items)
      (*this)(item);
  }

  template <typename Item>
  requires std::is_class_v<Item>

  void operator()(const Item &item) {
    fields(*this, const_cast<Item &>(item)); // one description serves both ways; nothing is set
  }

  void type(ir::TypeId id) { bytes_.sharedHash(encoder_.type(id)); }

  void symbol(ir::SymbolId id) { bytes_.sharedHash(encoder_.symbol(id)); }

  void symbols(const std::vector<ir::SymbolId> &ids) {
    bytes_.number(ids.size());
    for (const ir::SymbolId id : ids)
      symbol(id);
  }

  void file(FileId id) { bytes_.shared(id == noFile ? std::string() : encoder_.path(id)); }

  void container(const model::Container *container) {
    bytes_.sharedHash(encoder_.container(container));
  }

  void operation(const model::Container *of, const model::Operation *operation) {
    container(of);
    if (of)
      bytes_.number(operation ? static_cast<std::uint64_t>(operation - of->operations.data()) + 1
                              : 0);
  }

  void index(ir::Op op, std::uint32_t index) {
    if (op == ir::Op::Lambda)
      function(index);
    else if (op == ir::Op::Opaque)
      type(index);
    else
      (*this)(index);
  }

  void function(ir::FunctionId id) {
    const auto at = std::ranges::find(group_, id);
    (*this)(at == group_.end() ? ir::none : static_cast<std::uint32_t>(at - group_.begin()));
  }

  [[nodiscard]] const std::string &bytes() const { return bytes_.bytes(); }

private:
  Encoder &encoder_;
  std::span<const ir::FunctionId> group_;
  ByteWriter bytes_;
};

std::uint64_t Encoder::add(EntityKind kind, const std::string &bytes) {
  const std::string whole = static_cast<char>(kind) + bytes;
  const std::uint64_t hash = llvm::xxh3_64bits(llvm::StringRef(whole));
  if (!input_.isKnown(hash))
    entities_.try_emplace(hash, kind, bytes);
  return hash;
}

const std::string &Encoder::path(FileId id) {
  std::string &path = paths_[id];
  if (path.empty())
    path = input_.pathOf(unit_.files[id].path);
  return path;
}

std::uint64_t Encoder::container(const model::Container *container) {
  if (!container)
    return 0;
  const auto [known, isNew] = containers_.try_emplace(container, 0);
  if (!isNew)
    return known->second;
  Writer writer(*this);
  const bool isBuiltIn = builtIn_.container(container->name) != nullptr;
  writer(isBuiltIn);
  if (isBuiltIn)
    writer(container->name);
  else
    writer(*container);
  return known->second = add(EntityKind::Container, writer.bytes());
}

std::uint64_t Encoder::type(ir::TypeId id) {
  if (id == ir::none)
    return 0;
  if (types_[id])
    return *types_[id];
  types_[id] = 0; // a type that contains itself stops here
  Writer writer(*this);
  writer(unit_.types[id]);
  return *(types_[id] = add(EntityKind::Type, writer.bytes()));
}

/// What makes two symbols of different units the same thing. A USR alone does not: two programs of
/// one code base may each have a class `Fixture`, and each file its own static `help`.
std::string Encoder::identity(const ir::Symbol &symbol) {
  const bool byPlace = symbol.isInternal || symbol.kind == ir::SymbolKind::Record ||
                       symbol.kind == ir::SymbolKind::Field;
  if (!byPlace)
    return symbol.usr;
  if (symbol.range.valid())
    return symbol.usr + "@" + path(symbol.range.file);
  return symbol.isInternal ? symbol.usr + "@" + input_.pathOf(unit_.mainFile) : symbol.usr;
}

std::uint64_t Encoder::symbol(ir::SymbolId id) {
  if (id == ir::none)
    return 0;
  if (symbols_[id])
    return *symbols_[id];
  symbols_[id] = 0;
  ir::Symbol known = unit_.symbols[id];
  known.usr = identity(known);
  Writer writer(*this);
  writer(known);
  return *(symbols_[id] = add(EntityKind::Symbol, writer.bytes()));
}

std::uint64_t Encoder::group(std::vector<ir::FunctionId> members) {
  Writer writer(*this, members);
  // What tells its variants from other groups stands first.
  const ir::Function &head = unit_.functions[members.front()];
  writer(unit_.symbols[head.symbol].usr);
  writer.file(head.range.file);
  writer(head.range.begin);
  writer(static_cast<std::uint32_t>(members.size()));
  for (const ir::FunctionId member : members)
    writer(unit_.functions[member]);
  return add(EntityKind::Group, writer.bytes());
}

std::string Encoder::run() {
  // Lambdas stand with the function around them; a parent has the lower number.
  std::map<ir::FunctionId, std::vector<ir::FunctionId>> groups;
  std::vector<ir::FunctionId> top(unit_.functions.size());
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::FunctionId parent = unit_.functions[f].parent;
    top[f] = parent == ir::none ? f : top[parent];
    groups[top[f]].push_back(f);
  }
  std::vector<std::uint64_t> groupHashes;
  for (auto &[head, members] : groups)
    groupHashes.push_back(group(std::move(members)));
  std::vector<std::uint64_t> recordHashes;
  for (const ir::Record &record : unit_.records) {
    Writer writer(*this);
    writer(record);
    recordHashes.push_back(add(EntityKind::Record, writer.bytes()));
  }

  ByteWriter out;
  out.number(formatVersion);
  out.text(MAPLINT_VERSION);
  out.text(input_.pathOf(unit_.mainFile));
  out.number(input_.files.size());
  for (const auto &[file, hash] : input_.files) {
    out.text(file);
    out.text(hash);
    const bool hasText = input_.texts && input_.texts->contains(file);
    out.number(hasText ? 1 : 0);
    if (hasText)
      out.text(input_.texts->at(file));
  }
  out.number(entities_.size());
  for (const auto &[hash, entity] : entities_) {
    out.number(static_cast<std::uint64_t>(entity.first));
    out.text(entity.second);
  }
  for (std::vector<std::uint64_t> *list : {&recordHashes, &groupHashes}) {
    std::ranges::sort(*list);
    out.number(list->size());
    for (const std::uint64_t hash : *list)
      out.hash(hash);
  }
  out.number(unit_.threadHeaders.size());
  for (const SourceRange &include : unit_.threadHeaders) {
    out.text(path(include.file));
    out.number(include.begin);
    out.number(include.end);
  }
  return std::string(formatMagic) + out.bytes();
}

} // namespace

std::string encode(const ir::Unit &unit, const FactsInput &input) {
  return Encoder(unit, input).run();
}

} // namespace maplint::program
