// Maps whose randomness is real but the same on every run, and how a random quantity of theirs is
// compared with a recorded one.

#pragma once

#include "lib/refmap/Map.h"
#include "test/refmap/conformance/Report.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace refmap::conformance {

/// A sequence of random numbers that each run begins anew.
class Chance {
public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() { return mix64(state_ += 0x9e3779b97f4a7c15); }

  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
  std::uint64_t state_;
};

/// Hooks that draw from a Chance; the hash is the one of ordinary use.
template <class Key>
struct ChanceTraits {
  Chance *chance = nullptr;

  std::uint64_t hash(const Key &key, std::uint32_t seed) const { return hashValue(key, seed); }

  bool equal(const Key &left, const Key &right) const { return left == right; }

  std::uint32_t drawSeed() const { return static_cast<std::uint32_t>(chance->next()); }

  std::uint64_t drawStart() const { return chance->next(); }

  std::uint32_t drawSample() const { return static_cast<std::uint32_t>(chance->next()); }
};

template <class Key, class Elem = std::uint64_t>
using ChanceMap = Map<Key, Elem, ChanceTraits<Key>>;

/// `make` with a random seed of this Chance.
template <class Key, class Elem = std::uint64_t>
ChanceMap<Key, Elem> makeMap(Chance &chance, std::int64_t hint = 0) {
  return ChanceMap<Key, Elem>::make(hint, {.chance = &chance});
}

/// The i-th key of a type.
template <class Key>
Key keyNumber(std::uint64_t i) {
  if constexpr (std::is_same_v<Key, std::string>)
    return "key-" + std::to_string(i);
  else
    return static_cast<Key>(i);
}

/// What the model's runs gave.
struct Samples {
  std::vector<double> values;

  void add(double value) { values.push_back(value); }

  double mean() const {
    double sum = 0;
    for (const double value : values)
      sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
  }

  double variance() const {
    double sum = 0;
    for (const double value : values)
      sum += (value - mean()) * (value - mean());
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
  }
};

/// Compares a recorded distribution `{n, mean, sd, q}` with the model's. The means may lie as far
/// apart as seven standard errors, and no sample may be four standard deviations and one outside of
/// what was recorded. What was always the same must be that.
inline void compare(const std::string &what, const Json &recorded, const Samples &model,
                    Report &report) {
  const auto n = recorded.at("n").get<double>();
  if (n == 0 || model.values.empty()) {
    report.check(n == 0 && model.values.empty(), what + ": only one of both was ever seen");
    return;
  }
  const auto mean = recorded.at("mean").get<double>();
  const auto sd = recorded.at("sd").get<double>();
  const auto samples = static_cast<double>(model.values.size());
  const double error = std::sqrt(sd * sd / n + std::max(model.variance(), sd * sd) / samples);
  const double margin = 7 * error + 1e-9;
  report.check(std::abs(mean - model.mean()) <= margin,
               what + ": recorded mean " + std::to_string(mean) + ", model " +
                   std::to_string(model.mean()) + ", allowed difference " + std::to_string(margin));
  const Json &quantiles = recorded.at("q");
  const auto [least, most] = std::ranges::minmax(model.values);
  const double spread = std::max(sd, std::sqrt(model.variance()));
  const double slack = spread == 0 ? 0 : 4 * spread + 1;
  report.check(least >= quantiles.at("0").get<double>() - slack &&
                   most <= quantiles.at("100").get<double>() + slack,
               what + ": model's samples " + std::to_string(least) + " to " + std::to_string(most) +
                   " lie outside of what was recorded");
}

} // namespace refmap::conformance
