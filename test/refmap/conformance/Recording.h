// A map whose hash, seed and iteration start are those of a recording, and the operations that
// recordings are made of. The format is described in golden/FORMAT.md.

#pragma once

#include "lib/refmap/Inspect.h"
#include "lib/refmap/Map.h"
#include "test/refmap/conformance/Report.h"

#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace refmap::conformance {

/// Where the published sequence of seeds begins, unless a recording says otherwise.
inline constexpr std::uint32_t defaultSeed = 0x1234567;

constexpr std::uint64_t fmix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

constexpr std::uint64_t published(std::uint64_t key, std::uint64_t seed) {
  return fmix(key + seed * 0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15);
}

using IntegerHash = std::uint64_t (*)(std::uint64_t key, std::uint64_t seed);

/// The hash functions for integer keys by the name a row gives.
inline IntegerHash integerHash(const std::string &name) {
  if (name == "mix" || name == "mix-generic")
    return published;
  if (name == "identity")
    return [](std::uint64_t key, std::uint64_t) { return key; };
  if (name == "const")
    return [](std::uint64_t, std::uint64_t) -> std::uint64_t { return 0xABCDEF0123456789; };
  if (name == "low5")
    return [](std::uint64_t key, std::uint64_t seed) { return published(key & 31, seed); };
  throw std::invalid_argument("unknown hash '" + name + "'");
}

/// What the hooks of one recorded map share.
struct HookState {
  std::uint32_t nextSeed = defaultSeed;
  std::uint64_t draws = 0; ///< of seeds; the first one is the map's own
  std::uint64_t start = 0;
  std::uint64_t nanHashes = 0;
  IntegerHash integers = published;
};

/// Hooks for `Map`; a map without a state behaves as one with the defaults.
template <class Key>
struct RecordedTraits {
  HookState *state = nullptr;

  std::uint64_t hash(const Key &key, std::uint32_t seed) const {
    if constexpr (std::is_same_v<Key, std::string>) {
      Fnv1a digest;
      digest.bytes(key);
      return published(digest.value(), seed);
    } else if constexpr (std::is_same_v<Key, double>) {
      if (key != key)
        return fmix(++state->nanHashes);
      return published(key == 0 ? 0 : std::bit_cast<std::uint64_t>(key), seed);
    } else {
      return state->integers(key, seed);
    }
  }

  bool equal(const Key &left, const Key &right) const { return left == right; }

  std::uint32_t drawSeed() const {
    ++state->draws;
    return state->nextSeed++;
  }

  std::uint64_t drawStart() const { return state->start; }

  std::uint32_t drawSample() const { return static_cast<std::uint32_t>(drawRandom()); }
};

/// One recorded map: made by `hint` (-1: none), changed by operations.
template <class Key>
class Recording {
public:
  using Elem = std::uint64_t;
  using Model = Map<Key, Elem, RecordedTraits<Key>>;

  Recording(std::uint32_t seed, std::int64_t hint, const std::string &hash) {
    hooks_.nextSeed = seed;
    if constexpr (std::is_same_v<Key, std::uint64_t>)
      hooks_.integers = integerHash(hash);
    map_ = Model::make(hint, {.state = &hooks_});
  }

  Recording(const Recording &) = delete;
  Recording &operator=(const Recording &) = delete;

  Model &map() { return map_; }

  HookState &hooks() { return hooks_; }

  /// How often an emptied map was given a new seed.
  std::uint64_t resets() const { return hooks_.draws - 1; }

  void assign(const Key &key, Elem elem) { map_.assign(key, elem); }

  void erase(const Key &key) { map_.erase(key); }

  void clear() { map_.clearByRange(ClearMode::Go119); }

  /// Does `["s", k, v]`, `["d", k]`, `["g", k]` or `["c"]`.
  void apply(const Json &op) {
    const auto kind = op.at(0).get<std::string>();
    if (kind == "s")
      assign(keyOf(op.at(1)), op.at(2).get<Elem>());
    else if (kind == "d")
      erase(keyOf(op.at(1)));
    else if (kind == "g")
      map_.find(keyOf(op.at(1)));
    else if (kind == "c")
      clear();
    else
      throw std::invalid_argument("unknown operation '" + kind + "'");
  }

  /// A key as it is written in a recording: doubles as their bits.
  static Key keyOf(const Json &key) {
    if constexpr (std::is_same_v<Key, double>)
      return std::bit_cast<double>(key.get<std::uint64_t>());
    else
      return key.get<Key>();
  }

  static Json written(const Key &key) {
    if constexpr (std::is_same_v<Key, double>)
      return std::bit_cast<std::uint64_t>(key);
    else
      return key;
  }

  /// The state after `ops` operations as a checkpoint is written.
  Json checkpoint(std::uint64_t ops) const {
    const auto &header = *map_.header();
    return Json::array({ops, header.count, header.flags.load(), header.B, header.noverflow,
                        header.isGrowing() ? header.old->size() : 0, header.nevacuate,
                        header.buckets == nullptr ? 0 : header.buckets->sparesLeft(),
                        chainStats(header).linked, hexDigest(digestOf(header))});
  }

private:
  static std::string hexDigest(std::uint64_t digest) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(digest));
    return text;
  }

  HookState hooks_;
  Model map_;
};

} // namespace refmap::conformance
