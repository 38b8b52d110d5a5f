// Types, symbols and containers of a program, each decoded once.

#include "lib/program/Decode.h"

#include <algorithm>

namespace maplint::program {

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

} // namespace maplint::program
