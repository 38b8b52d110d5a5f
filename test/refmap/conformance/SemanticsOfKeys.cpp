// nil maps, panics, and which keys are the same.

#include "lib/refmap/Map.h"
#include "test/refmap/conformance/Rules.h"

#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <map>
#include <sstream>

namespace refmap::conformance {

/// A struct with padding between its members; which bytes lie there is no part of the key.
struct Padded {
  std::uint64_t a;
  std::uint8_t b;
  std::uint64_t c;

  bool operator==(const Padded &) const = default;
};

inline std::uint64_t hashOf(const Padded &key, std::uint64_t seed) {
  return hashValue(key.c, hashValue(key.b, hashValue(key.a, seed)));
}

/// A struct that holds a float is as little reflexive as the float.
struct WithFloat {
  double x;
  int y;

  bool operator==(const WithFloat &) const = default;
};

inline std::uint64_t hashOf(const WithFloat &key, std::uint64_t seed) {
  return hashValue(key.y, hashValue(key.x, seed));
}

struct Nothing {
  bool operator==(const Nothing &) const = default;
};

/// The ordinary hooks, for the structs above.
template <class Key>
struct StructTraits : DefaultTraits<Key> {
  std::uint64_t hash(const Key &key, std::uint32_t seed) const { return hashOf(key, seed); }
};

} // namespace refmap::conformance

template <>
struct refmap::GoType<refmap::conformance::WithFloat> {
  static constexpr TypeInfo info{.size = 16, .isReflexive = false, .needsKeyUpdate = true};
};

namespace refmap::conformance {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Integers = Map<int, int>;
using Interfaces = Map<Any, int>;

/// The text of the panic that `action` ends in, or null.
template <class Action>
Json panicOf(Action action) {
  const std::optional<Fault> panic = recover(action);
  return panic ? Json(panic->text) : Json();
}

int writingBit(const auto &map) {
  return map.header()->hasFlag(flag::writing) ? flag::writing : 0;
}

template <class Model>
int visits(const Model &map) {
  int count = 0;
  for (auto each = map.iterate(); each.next();)
    ++count;
  return count;
}

void nilReads(const Question &q) {
  Integers nil;
  nil.erase(1);
  nil.clear();
  q.answer(Json::array(
      {nil.get(1), nil.contains(1), nil.len(), visits(nil), true, nil.header() == nullptr}));
}

void nilWrite(const Question &q) {
  q.answer(panicOf([] { Integers().assign(1, 1); }));
}

void nilWriteEvaluatesFirst(const Question &q) {
  int evaluated = 0;
  const auto count = [&] { return ++evaluated; };
  const Json text = panicOf([&] {
    Integers nil;
    const int key = count();
    nil.assign(key, count());
  });
  q.answer(Json::array({text, evaluated}));
}

void nilIsNotEmpty(const Question &q) {
  q.answer(Json::array({Integers().isNil(), Integers::make().isNil()}));
}

/// encoding/json and reflect.DeepEqual look at nil first.
std::string asJson(const Integers &map) {
  if (map.isNil())
    return "null";
  Json object = Json::object();
  for (auto each = map.iterate(); each.next();)
    object[std::to_string(each.key())] = each.elem();
  return object.dump();
}

void jsonOfNil(const Question &q) {
  q.answer(Json::array({asJson({}), asJson(Integers::make())}));
}

void deepEqual(const Question &q) {
  q.answer(Integers().isNil() == Integers::make().isNil());
}

/// The right side is evaluated before the map is touched.
void panickingRightSide(const Question &q) {
  Integers map = Integers::make();
  const auto fails = []() -> int { raise({.kind = FaultKind::Panic, .text = "rhs"}); };
  const Json text = panicOf([&] { map.assign(1, fails()); });
  q.answer(Json::array({text, map.len(), writingBit(map)}));
}

void unhashableWrite(const Question &q) {
  Interfaces map = Interfaces::make();
  const Json text = panicOf([&] { map.assign(Any::unhashable("[]int"), 1); });
  q.answer(Json::array({text, map.len(), writingBit(map)}));
}

void unhashableElsewhere(const Question &q) {
  const Any key = Any::unhashable("[]int");
  q.answer(Json::array({panicOf([&] { Interfaces::make().get(key); }),
                        panicOf([&] { Interfaces().get(key); }),
                        panicOf([&] { Interfaces::make().erase(key); })}));
}

void updatesStartFromZero(const Question &q) {
  Integers map = Integers::make();
  map[1] += 1;
  map[2] -= 2;
  Map<int, std::vector<int>> lists = Map<int, std::vector<int>>::make();
  lists[1].push_back(1);
  q.answer(Json::array({map.get(1), map.get(2), lists.get(1)}));
}

/// The slot is made first and divided afterwards.
void divideByZero(const Question &q) {
  Integers map = Integers::make();
  const Json text = panicOf([&] {
    [[maybe_unused]] int &slot = map[1];
    raise({.kind = FaultKind::Panic, .text = "runtime error: integer divide by zero"});
  });
  q.answer(Json::array({text, map.len()}));
}

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
  return {{"nil map: read", nilReads},
          {"nil map write panic", nilWrite},
          {"nil map write: rhs and key", nilWriteEvaluatesFirst},
          {"nil map == nil", nilIsNotEmpty},
          {"json of nil", jsonOfNil},
          {"reflect.DeepEqual\\(nil", deepEqual},
          {"m\\[k\\]=f\\(\\) with f panicking", panickingRightSide},
          {"unhashable key write", unhashableWrite},
          {"unhashable key on empty/nil", unhashableElsewhere},
          {"comma-ok lookup with", updatesStartFromZero},
          {"m\\[k\\] /= 0", divideByZero},
          {"zero keys", zeroKeys},
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
