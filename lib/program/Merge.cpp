// Decodes the entities of a program into one ir::Unit.

#include "lib/program/Layout.h"
#include "lib/program/Program.h"
#include "lib/program/Validate.h"
#include "lib/program/Wire.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace maplint::program {

/// Builds the unit. Whatever decides between equals does so by content, never by order of arrival.
class Merger {
public:
  Merger(const Program &program, Merged &into, std::size_t only)
      : program_(program), into_(into), unit_(into.unit), only_(only) {}

  std::string run();

  ir::TypeId type(std::uint64_t hash);
  ir::SymbolId symbol(std::uint64_t hash);
  const model::Container *container(std::uint64_t hash);
  FileId file(std::string_view path);
  std::string_view store(std::string_view text);

  /// The lambdas of the group that is being read stand at this id and the next ones.
  [[nodiscard]] ir::FunctionId groupBegin() const { return groupBegin_; }

  [[nodiscard]] ir::FunctionId groupEnd() const { return groupEnd_; }

private:
  /// What tells a function from all others: where its body stands and what it is called.
  struct Place {
    std::string file;
    std::uint32_t offset = 0;
    std::string usr;
    friend auto operator<=>(const Place &, const Place &) = default;
  };

  [[nodiscard]] const std::string *bytes(std::uint64_t hash, EntityKind kind) const;
  bool collect();
  void addThreadHeaders();
  bool readGroup(std::uint64_t hash, const Place &place);
  bool readRecords();
  std::string chosenIdentity(const ir::Symbol &symbol) const;
  ir::SymbolId add(ir::Symbol symbol, const std::string &identity);

  const Program &program_;
  Merged &into_;
  ir::Unit &unit_;
  std::size_t only_;
  std::map<Place, std::uint64_t> groups_; ///< of the variants of one body the least hash
  std::set<std::uint64_t> records_;
  std::map<std::string, std::set<std::string>> definedIn_; ///< USR of a function: files
  std::map<std::string, FileId, std::less<>> files_;
  std::unordered_map<std::uint64_t, ir::TypeId> types_;
  /// By hash and, for a function that several files define, the file that names it.
  std::map<std::pair<std::uint64_t, std::string>, ir::SymbolId> symbols_;
  std::unordered_map<std::uint64_t, bool> ambiguous_;
  std::unordered_map<std::uint64_t, const model::Container *> containers_;
  std::string context_; ///< file of the group that is being read
  ir::FunctionId groupBegin_ = 0;
  ir::FunctionId groupEnd_ = 0;
  bool damaged_ = false;
};

namespace {

template <typename Enum>
constexpr Enum last = Enum{};
template <>
constexpr auto last<ir::TypeKind> = ir::TypeKind::Record;
template <>
constexpr auto last<ir::SymbolKind> = ir::SymbolKind::External;
template <>
constexpr auto last<ir::Storage> = ir::Storage::Capture;
template <>
constexpr auto last<ir::Op> = ir::Op::Join;
template <>
constexpr auto last<ir::LoopKind> = ir::LoopKind::Algorithm;
template <>
constexpr auto last<ir::TripCount::Kind> = ir::TripCount::Kind::Expression;
template <>
constexpr auto last<ir::TerminatorKind> = ir::TerminatorKind::Exit;
template <>
constexpr auto last<model::OpKind> = model::OpKind::Replace;
template <>
constexpr auto last<model::ResultKind> = model::ResultKind::MappedPointer;
template <>
constexpr auto last<model::Dies> = model::Dies::IteratorsAndReferences;
template <>
constexpr auto last<model::Overload> = model::Overload::OnConst;

/// The archive that reads one entity.
class Reader {
public:
  Reader(Merger &merger, std::string_view bytes) : merger_(merger), in_(bytes) {}

  void operator()(std::string &value) { value = in_.shared(); }

  void operator()(std::string_view &value) { value = merger_.store(in_.shared()); }

  void operator()(bool &value) { value = in_.number() != 0; }

  void operator()(std::int64_t &value) { value = in_.signedNumber(); }

  void operator()(int &value) { value = static_cast<int>(in_.signedNumber()); }

  void operator()(std::uint32_t &value) { value = static_cast<std::uint32_t>(in_.number()) - 1; }

  template <typename Enum>
  requires std::is_enum_v<Enum>

  void operator()(Enum &value) {
    const std::uint64_t number = in_.number();
    if (number > static_cast<std::uint64_t>(last<Enum>))
      in_.fail();
    else
      value = static_cast<Enum>(number);
  }

  template <typename Item>
  void operator()(std::vector<Item> &items) {
    items.resize(in_.count());
    for (Item &item : items) {
      if (!in_.ok())
        return;
      (*this)(item);
    }
  }

  template <typename Item>
  requires std::is_class_v<Item>

  void operator()(Item &item) { fields(*this, item); }

  void type(ir::TypeId &id) { id = merger_.type(in_.sharedHash()); }

  void symbol(ir::SymbolId &id) { id = merger_.symbol(in_.sharedHash()); }

  void symbols(std::vector<ir::SymbolId> &ids) {
    ids.resize(in_.count());
    for (ir::SymbolId &id : ids)
      symbol(id);
  }

  void file(FileId &id) { id = merger_.file(in_.shared()); }

  void container(const model::Container *&container) {
    container = merger_.container(in_.sharedHash());
  }

  void operation(const model::Container *&of, const model::Operation *&operation) {
    container(of);
    if (!of)
      return;
    const std::uint64_t number = in_.number();
    if (number > of->operations.size())
      in_.fail();
    else
      operation = number == 0 ? nullptr : &of->operations[number - 1];
  }

  void index(ir::Op op, std::uint32_t &index) {
    if (op == ir::Op::Lambda)
      function(index);
    else if (op == ir::Op::Opaque)
      type(index);
    else
      (*this)(index);
  }

  void function(ir::FunctionId &id) {
    (*this)(id);
    if (id == ir::none)
      return;
    id += merger_.groupBegin();
    if (id >= merger_.groupEnd())
      in_.fail();
  }

  [[nodiscard]] ByteReader &in() { return in_; }

private:
  Merger &merger_;
  ByteReader in_;
};

} // namespace

const std::string *Merger::bytes(std::uint64_t hash, EntityKind kind) const {
  const auto found = program_.entities_.find(hash);
  return found == program_.entities_.end() || found->second.kind != kind ? nullptr
                                                                         : &found->second.bytes;
}

std::string_view Merger::store(std::string_view text) {
  return into_.names.emplace_back(text);
}

FileId Merger::file(std::string_view path) {
  if (path.empty())
    return noFile;
  const auto known = files_.find(path);
  if (known != files_.end())
    return known->second;
  const FileId id = unit_.files.add(program_.absolute(path), {});
  files_.emplace(std::string(path), id);
  return id;
}

const model::Container *Merger::container(std::uint64_t hash) {
  if (hash == 0)
    return nullptr;
  const auto [known, isNew] = containers_.try_emplace(hash, nullptr);
  if (!isNew)
    return known->second;
  const std::string *entity = bytes(hash, EntityKind::Container);
  if (!entity) {
    damaged_ = true;
    return nullptr;
  }
  Reader reader(*this, *entity);
  bool isBuiltIn = false;
  reader(isBuiltIn);
  const model::Container *found = nullptr;
  if (isBuiltIn) {
    found = into_.model->container(reader.in().shared());
  } else {
    model::Container own;
    reader(own);
    found = &into_.containers.emplace_back(std::move(own));
  }
  damaged_ |= !found || !reader.in().complete();
  return containers_[hash] = damaged_ ? nullptr : found;
}

ir::TypeId Merger::type(std::uint64_t hash) {
  if (hash == 0)
    return ir::none;
  const auto known = types_.find(hash);
  if (known != types_.end())
    return known->second;
  const std::string *entity = bytes(hash, EntityKind::Type);
  if (!entity) {
    damaged_ = true;
    return ir::none;
  }
  const auto id = static_cast<ir::TypeId>(unit_.types.size());
  types_.emplace(hash, id);
  unit_.types.emplace_back();
  ir::Type read;
  Reader reader(*this, *entity);
  reader(read);
  damaged_ |= !reader.in().complete();
  unit_.types[id] = std::move(read);
  return id;
}

/// A function that several files define (the `main` of each program) is the one of the file that
/// names it; from elsewhere nobody can tell.
std::string Merger::chosenIdentity(const ir::Symbol &symbol) const {
  const auto defined = definedIn_.find(symbol.usr);
  if (symbol.kind != ir::SymbolKind::Function || symbol.isInternal || defined == definedIn_.end() ||
      defined->second.size() < 2)
    return symbol.usr;
  return symbol.usr + "@" + (defined->second.contains(context_) ? context_ : "");
}

ir::SymbolId Merger::add(ir::Symbol symbol, const std::string &identity) {
  const auto [known, isNew] =
      unit_.symbolByUsr.try_emplace(identity, static_cast<ir::SymbolId>(unit_.symbols.size()));
  if (isNew) {
    unit_.symbols.push_back(std::move(symbol));
    return known->second;
  }
  // What a declaration does not say, the definition may.
  ir::Symbol &before = unit_.symbols[known->second];
  before.hasInitializer |= symbol.hasInitializer;
  before.isThreadLocal |= symbol.isThreadLocal;
  if (!before.range.valid())
    before.range = symbol.range;
  return known->second;
}

ir::SymbolId Merger::symbol(std::uint64_t hash) {
  if (hash == 0)
    return ir::none;
  const auto unclear = ambiguous_.find(hash);
  const bool perFile = unclear != ambiguous_.end() && unclear->second;
  if (unclear != ambiguous_.end()) {
    const auto known = symbols_.find({hash, perFile ? context_ : std::string()});
    if (known != symbols_.end())
      return known->second;
  }
  const std::string *entity = bytes(hash, EntityKind::Symbol);
  if (!entity) {
    damaged_ = true;
    return ir::none;
  }
  ir::Symbol read;
  Reader reader(*this, *entity);
  reader(read);
  damaged_ |= !reader.in().complete();
  const std::string identity = chosenIdentity(read);
  ambiguous_[hash] = identity != read.usr;
  const ir::SymbolId id = add(std::move(read), identity);
  symbols_[{hash, ambiguous_[hash] ? context_ : std::string()}] = id;
  return id;
}

bool Merger::collect() {
  for (std::size_t n = 0; n < program_.units_.size(); ++n) {
    if (only_ != Program::allUnits && only_ != n)
      continue;
    records_.insert(program_.units_[n].records.begin(), program_.units_[n].records.end());
    for (const std::uint64_t hash : program_.units_[n].groups) {
      const std::string *entity = bytes(hash, EntityKind::Group);
      if (!entity)
        return false;
      ByteReader head(*entity);
      Place place;
      place.usr = head.shared();
      place.file = head.shared();
      place.offset = static_cast<std::uint32_t>(head.number()) - 1;
      if (!head.ok())
        return false;
      const auto [known, isNew] = groups_.try_emplace(place, hash);
      if (!isNew)
        known->second = std::min(known->second, hash);
      definedIn_[place.usr].insert(place.file);
    }
  }
  return true;
}

bool Merger::readGroup(std::uint64_t hash, const Place &place) {
  Reader reader(*this, *bytes(hash, EntityKind::Group));
  reader.in().shared();
  reader.in().shared();
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  reader(offset);
  reader(size);
  if (size > bytes(hash, EntityKind::Group)->size())
    return false;
  context_ = place.file;
  groupBegin_ = static_cast<ir::FunctionId>(unit_.functions.size());
  groupEnd_ = groupBegin_ + size;
  for (ir::FunctionId f = groupBegin_; f < groupEnd_; ++f) {
    ir::Function function;
    reader(function);
    if (!reader.in().ok() || damaged_ || !isSound(function))
      return false;
    unit_.functionBySymbol.emplace(function.symbol, f);
    unit_.functions.push_back(std::move(function));
  }
  return reader.in().complete() && size > 0;
}

void Merger::addThreadHeaders() {
  std::set<SourceRange> all;
  for (std::size_t n = 0; n < program_.units_.size(); ++n)
    if (only_ == Program::allUnits || only_ == n)
      for (const auto &[path, begin, end] : program_.units_[n].threadHeaders)
        all.insert({.file = file(program_.strings_[path]), .begin = begin, .end = end});
  unit_.threadHeaders.assign(all.begin(), all.end());
}

/// One class is described by each unit that sees its definition; together they see more bodies.
bool Merger::readRecords() {
  for (const std::uint64_t hash : records_) {
    const std::string *entity = bytes(hash, EntityKind::Record);
    if (!entity)
      return false;
    Reader reader(*this, *entity);
    ir::Record read;
    reader(read);
    if (!reader.in().complete() || damaged_ || read.symbol == ir::none)
      return false;
    const auto known = unit_.recordBySymbol.find(read.symbol);
    if (known == unit_.recordBySymbol.end()) {
      unit_.add(std::move(read));
      continue;
    }
    ir::Record &record = unit_.records[known->second];
    record.hasFriends |= read.hasFriends;
    for (auto [into, from] : {std::pair(&record.methods, &read.methods),
                              std::pair(&record.definedMethods, &read.definedMethods)})
      for (const ir::SymbolId method : *from)
        if (std::ranges::find(*into, method) == into->end())
          into->push_back(method);
  }
  return true;
}

std::string Merger::run() {
  into_.model = std::make_unique<const model::Model>();
  static constexpr const char *wrong = "the facts are damaged";
  if (!collect())
    return wrong;
  for (const auto &[place, hash] : groups_)
    if (!readGroup(hash, place))
      return wrong;
  context_.clear();
  if (!readRecords())
    return wrong;
  addThreadHeaders();
  if (program_.units() == 1 || only_ != Program::allUnits)
    unit_.mainFile = program_.mainFile(only_ == Program::allUnits ? 0 : only_);
  return {};
}

std::string Program::merge(Merged &into, std::size_t only) const {
  return Merger(*this, into, only).run();
}

} // namespace maplint::program
