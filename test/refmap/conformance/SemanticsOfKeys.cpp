// Which keys are the same, and what a key is.

#include "test/refmap/conformance/Rules.h"
#include "test/refmap/conformance/SampleKeys.h"

#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <map>
#include <sstream>

namespace refmap::conformance {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Integers = Map<int, int>;
using Interfaces = Map<Any, int>;

/// Writes +0, then -0, then +0: one key, whose stored sign follows.
Map<double, int> zeros(int writes) {
  Map<double, int> map = Map<double, int>::make();
  for (int i = 1; i <= writes; ++i)
    map.assign(i % 2 == 0 ? -0.0 : 0.0, i);
  return map;
}

bool storedSign(const Map<double, int> &map) {
  auto each = map.iterate();
  each.next();
  return std::signbit(each.key());
}

void zeroKeys(const Question &q) {
  const Map<double, int> map = zeros(2);
  q.answer(Json::array({map.len(), map.get(0.0), storedSign(map)}));
}

void zeroKeyAgain(const Question &q) {
  q.answer(storedSign(zeros(3)));
}

void nanWrites(const Question &q) {
  Map<double, int> map = Map<double, int>::make();
  for (std::uint64_t i = 0; i != q.numbers.at(0); ++i)
    map.assign(nan, static_cast<int>(i));
  const std::size_t len = map.len();
  const bool found = map.contains(nan);
  map.erase(nan);
  std::map<int, int> values;
  for (auto each = map.iterate(); each.next();)
    ++values[each.elem()];
  q.answer(Json::array({len, found, map.len(), values.size()}));
}

void rangeDeleteFloats(const Question &q) {
  Map<double, int> map = Map<double, int>::make();
  const auto nans = q.value.get<int>();
  for (int i = 0; i != nans; ++i) {
    map.assign(nan, i);
    map.assign(i, i);
  }
  map.clearByRange();
  q.answer(map.len());
}

void rangeDeleteInterfaces(const Question &q) {
  Interfaces map = Interfaces::make();
  map.assign(nan, 1);
  map.assign(1, 1);
  map.assign("a", 1);
  map.clearByRange();
  q.answer(map.len());
}

template <class Key, class Traits = DefaultTraits<Key>>
Json lenOf(std::vector<Key> keys) {
  auto map = Map<Key, int, Traits>::make();
  for (const Key &key : keys)
    map.assign(key, 1);
  return map.len();
}

void structWithNan(const Question &q) {
  q.answer(lenOf<WithFloat, StructTraits<WithFloat>>({{nan, 1}, {nan, 1}}));
}

void structZeros(const Question &q) {
  q.answer(lenOf<WithFloat, StructTraits<WithFloat>>({{0.0, 1}, {-0.0, 1}}));
}

void complexZeros(const Question &q) {
  q.answer(lenOf<std::complex<double>>({{0.0, -0.0}, {-0.0, 0.0}}));
}

void arrayZeros(const Question &q) {
  q.answer(lenOf<std::array<double, 2>>({{0.0, -0.0}, {-0.0, 0.0}}));
}

void padding(const Question &q) {
  std::array<Padded, 2> keys;
  std::memset(&keys[0], 0, sizeof(Padded));
  std::memset(&keys[1], 0xFF, sizeof(Padded));
  for (Padded &key : keys) {
    key.a = 1;
    key.b = 2;
    key.c = 3;
  }
  const Json len = lenOf<Padded, StructTraits<Padded>>({keys[0], keys[1]});
  q.answer(Json::array({len, GoType<Padded>::info.size}));
}

void dynamicTypes(const Question &q) {
  Interfaces map = Interfaces::make();
  const Any keys[] = {1,
                      Any("int64", std::int64_t{1}),
                      Any("uint8", std::uint64_t{1}),
                      1.0,
                      Any("float32", 1.0),
                      std::complex<double>(1, 0),
                      "1",
                      true,
                      Any("[1]int", std::vector<Any>{1}),
                      Any()};
  int value = 0;
  for (int round = 0; round != 2; ++round) // a second write of each finds the first
    for (const Any &key : keys)
      map.assign(key, ++value);
  map.assign(Any(), 11);
  q.answer(Json::array({map.len(), map.get(Any())}));
}

void pointers(const Question &q) {
  const int one = 1;
  const int same = 1;
  q.answer(lenOf<const int *>({&one, &same, &one}));
}

void emptyStructs(const Question &q) {
  auto map = Map<Nothing, int>::make();
  map.assign({}, 1);
  map.assign({}, 2);
  q.answer(Json::array({map.len(), map.get({})}));
}

void bytesAsKey(const Question &q) {
  auto map = Map<std::string, int>::make();
  std::string bytes = "abc";
  map.assign(bytes, 1);
  const int before = map.get(bytes);
  bytes[0] = 'x';
  q.answer(Json::array({before, map.get(bytes), map.get("abc")}));
}

void valuesAreCopies(const Question &q) {
  Integers map = Integers::make();
  map.assign(1, 1);
  int copy = map.get(1);
  copy = 2;
  q.answer(Json::array({map.get(1), copy}));
}

void mapsAlias(const Question &q) {
  Integers map = Integers::make();
  map.assign(1, 1);
  Integers same = map;
  same.assign(2, 2);
  q.answer(map.len());
}

/// fmt sorts the keys.
void printed(const Question &q) {
  auto map = Map<std::string, int>::make();
  map.assign("c", 3);
  map.assign("a", 1);
  map.assign("b", 2);
  std::map<std::string, int> sorted;
  for (auto each = map.iterate(); each.next();)
    sorted[each.key()] = each.elem();
  std::ostringstream text;
  const char *separator = "map[";
  for (const auto &[key, elem] : sorted)
    text << std::exchange(separator, " ") << key << ":" << elem;
  q.answer(text.str() + "]");
}

} // namespace

std::vector<Rule> keyRules() {
  return {{"zero keys", zeroKeys},
          {"after assigning \\+0 again", zeroKeyAgain},
          {"(\\d+) NaN writes", nanWrites},
          {"range-delete idiom on map\\[float64\\]", rangeDeleteFloats},
          {"range-delete idiom on map\\[interface", rangeDeleteInterfaces},
          {"struct key containing NaN", structWithNan},
          {"struct key with \\+0/-0", structZeros},
          {"complex key zero", complexZeros},
          {"array key zero", arrayZeros},
          {"struct key with different padding", padding},
          {"interface keys differ", dynamicTypes},
          {"pointer keys compare", pointers},
          {"empty struct key", emptyStructs},
          {"string\\(\\[\\]byte\\) lookup", bytesAsKey},
          {"values are copies", valuesAreCopies},
          {"map assignment aliases", mapsAlias},
          {"fmt prints maps sorted", printed}};
}

} // namespace refmap::conformance
