// Decodes the entities of a program into one ir::Unit.

#include "lib/program/Decode.h"
#include "lib/program/Validate.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace maplint::program {

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
