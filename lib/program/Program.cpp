#include "lib/program/Program.h"

#include "lib/program/Wire.h"

#include "llvm/Support/xxhash.h"

namespace maplint::program {

static std::vector<std::uint64_t> hashes(ByteReader &in) {
  std::vector<std::uint64_t> list(in.count());
  for (std::uint64_t &hash : list)
    hash = in.hash();
  return list;
}

std::string Program::add(std::string_view bytes, std::size_t instead) {
  fresh_.clear();
  if (!bytes.starts_with(formatMagic))
    return "these are no facts of maplint";
  ByteReader in(bytes.substr(formatMagic.size()));
  const std::uint64_t version = in.number();
  const std::string_view writer = in.text();
  if (in.ok() && (version != formatVersion || writer != MAPLINT_VERSION))
    return "the facts were written by maplint " + std::string(writer) + " (format " +
           std::to_string(version) + "), this is " MAPLINT_VERSION " (format " +
           std::to_string(formatVersion) + "); write them again";
  Contents contents{.mainFile = intern(absolute(in.text()))};
  std::vector<std::pair<std::string_view, std::string_view>> texts; // hash, text
  for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
    const std::string_view path = in.text();
    const std::string_view hash = in.text();
    contents.files.emplace_back(intern(absolute(path)), intern(hash));
    if (in.number() != 0)
      texts.emplace_back(hash, in.text());
  }
  std::vector<std::pair<std::uint64_t, Entity>> entities(in.count());
  for (auto &[hash, entity] : entities) {
    const std::uint64_t kind = in.number();
    if (kind > static_cast<std::uint64_t>(EntityKind::Container))
      in.fail();
    entity = {.kind = static_cast<EntityKind>(kind), .bytes = std::string(in.text())};
    hash = llvm::xxh3_64bits(llvm::StringRef(static_cast<char>(kind) + entity.bytes));
  }
  contents.records = hashes(in);
  contents.groups = hashes(in);
  for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
    const StringId file = intern(absolute(in.text()));
    const auto begin = static_cast<std::uint32_t>(in.number());
    contents.threadHeaders.emplace_back(file, begin, static_cast<std::uint32_t>(in.number()));
  }
  if (!in.complete())
    return "the facts are damaged or cut short";
  for (auto &[hash, entity] : entities)
    if (entities_.try_emplace(hash, std::move(entity)).second)
      fresh_.push_back(hash);
  for (const auto &[hash, text] : texts)
    texts_.try_emplace(std::string(hash), text);
  if (instead == newUnit)
    units_.push_back(std::move(contents));
  else
    units_[instead] = std::move(contents);
  return {};
}

std::string Program::absolute(std::string_view path) const {
  const bool stays = root_.empty() || path.empty() || path.starts_with('/');
  return stays ? std::string(path) : root_ + "/" + std::string(path);
}

Program::StringId Program::intern(std::string_view text) {
  const auto known = stringIds_.find(text);
  if (known != stringIds_.end())
    return known->second;
  const auto id = static_cast<StringId>(strings_.size());
  stringIds_.emplace(strings_.emplace_back(text), id);
  return id;
}

std::map<std::string, KnownFile> Program::files() const {
  std::map<std::string, KnownFile> files;
  for (const Contents &unit : units_)
    for (const auto &[path, hash] : unit.files) {
      const auto [known, isNew] = files.try_emplace(strings_[path]);
      if (isNew)
        known->second.hash = strings_[hash];
      known->second.differs |= known->second.hash != strings_[hash];
    }
  return files;
}

std::map<std::string, std::size_t> Program::readers() const {
  std::map<std::string, std::size_t> readers;
  for (std::size_t n = 0; n < units_.size(); ++n)
    for (const auto &[path, hash] : units_[n].files) {
      const auto [known, isNew] = readers.try_emplace(strings_[path], n);
      if (!isNew && mainFile(n) < mainFile(known->second))
        known->second = n;
    }
  for (std::size_t n = 0; n < units_.size(); ++n)
    readers[mainFile(n)] = n;
  return readers;
}

const std::string *Program::text(const std::string &hash) const {
  const auto known = texts_.find(hash);
  return known == texts_.end() ? nullptr : &known->second;
}

} // namespace maplint::program
