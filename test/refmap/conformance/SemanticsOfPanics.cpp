// nil maps, and what is left of a map after a panic.

#include "lib/refmap/Map.h"
#include "test/refmap/conformance/Rules.h"

#include <optional>
#include <string>
#include <vector>

namespace refmap::conformance {
namespace {

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

} // namespace

std::vector<Rule> panicRules() {
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
          {"m\\[k\\] /= 0", divideByZero}};
}

} // namespace refmap::conformance
