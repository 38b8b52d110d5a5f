// The invalidation table against the real containers: what an operation moves, the table must say.
//
// Addresses of elements before and after an operation tell which references it breaks, without
// looking through one that is broken. An element that is copied from an address where none lives
// any more tells that arguments are read too late.

#pragma once

#include "lib/model/Model.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace maplint::observe {

/// A value that knows where its kind lives.
class Tracked {
public:
  Tracked() { alive().insert(this); }
  Tracked(int value) : value_(value) { alive().insert(this); }
  Tracked(const Tracked &other) : value_(other.read()) { alive().insert(this); }
  Tracked(Tracked &&other) noexcept : value_(other.read()) { alive().insert(this); }
  Tracked &operator=(const Tracked &other) = default;
  ~Tracked() { alive().erase(this); }

  [[nodiscard]] int value() const { return value_; }
  /// True when one was copied from where none lived any more, since the last call.
  static bool wasReadDead() { return std::exchange(readDead(), false); }

private:
  static std::set<const void *> &alive() {
    static std::set<const void *> all;
    return all;
  }
  static bool &readDead() {
    static bool flag = false;
    return flag;
  }
  [[nodiscard]] int read() const {
    if (alive().contains(this))
      return value_;
    readDead() = true;
    return 0;
  }

  int value_ = 0;
};

/// Counts what disagrees, and says it.
class Report {
public:
  void expect(bool holds, std::string_view container, std::string_view what) {
    ++claims_;
    if (holds)
      return;
    ++wrong_;
    std::cout << container << ": " << what << '\n';
  }
  /// The exit status.
  int finish(std::string_view family) const {
    std::cout << family << ": " << claims_ << " claims, " << wrong_ << " wrong\n";
    return wrong_ == 0 && claims_ > 0 ? 0 : 1;
  }
  [[nodiscard]] int wrong() const { return wrong_; }

private:
  int claims_ = 0;
  int wrong_ = 0;
};

/// One map from int to Tracked, by the name the table knows it by.
template <class Map> class Observed {
public:
  Observed(std::string_view name, Report &report)
      : name_(name), report_(report), container_(model().container(name)) {
    report_.expect(container_ != nullptr, name, "the table does not know it");
  }

  void run() {
    if (container_ == nullptr)
      return;
    check("insert", moves(grow), "insertions that make it grow");
    check("operator[]", moves(growBySubscript), "subscripts that make it grow");
    check("erase", moves(shrink), "erasing other keys");
    if constexpr (requires(Map &m) { m.reserve(1); })
      if (!container_->reserve.empty())
        check("reserve", moves([](Map &m) { m.reserve(100 * elements); }), "reserve()");
    if constexpr (requires(Map &m) { m.reserve(1); })
      checkRoom();
    report_.expect(!container_->endMoves || movesEnd(), name_, "the table says that end() moves");
    if constexpr (requires(Map &m) { m.emplace(1, m.find(0)->second); })
      checkArguments([](Map &m, int key) { m.emplace(key, m.find(0)->second); });
    else if constexpr (requires(Map &m) { m.try_emplace(1, m.find(0)->second); })
      checkArguments([](Map &m, int key) { m.try_emplace(key, m.find(0)->second); });
  }

private:
  static constexpr int elements = 200;

  static const model::Model &model() {
    static const model::Model built;
    return built;
  }
  static Map filled(int count) {
    Map map;
    for (int key = 0; key < count; ++key)
      map[key] = Tracked(key);
    return map;
  }
  static std::map<int, const void *> places(Map &map) {
    std::map<int, const void *> result;
    for (int key = 0; key < 100 * elements; ++key)
      if (const auto found = map.find(key); found != map.end())
        result[key] = static_cast<const void *>(&map[key]);
    return result;
  }
  /// True when `operation` moves an element that is there before and afterwards.
  static bool moves(const std::function<void(Map &)> &operation, int count = elements) {
    Map map = filled(count);
    const auto before = places(map);
    operation(map);
    return anyMoved(before, places(map));
  }
  static void grow(Map &map) {
    for (int key = elements; key < 10 * elements; ++key)
      if constexpr (requires { map.insert(std::make_pair(key, Tracked(key))); })
        map.insert(std::make_pair(key, Tracked(key)));
      else
        map.insert(key, Tracked(key));
  }
  static void growBySubscript(Map &map) {
    for (int key = elements; key < 10 * elements; ++key)
      map[key] = Tracked(key);
  }
  static void shrink(Map &map) {
    for (int key = 0; key < elements; key += 2)
      if constexpr (requires { map.erase(key); })
        map.erase(key);
      else
        map.remove(key);
  }

  [[nodiscard]] const model::Operation *operation(std::string_view method) const {
    const model::Operation *found = model().operation(*container_, method, {.count = 1});
    return found != nullptr || method != "erase"
               ? found
               : model().operation(*container_, "remove", {.count = 1});
  }
  void check(std::string_view method, bool moved, std::string_view what) {
    const model::Operation *known = operation(method);
    report_.expect(known != nullptr, name_, method);
    const bool says = known != nullptr && known->dies == model::Dies::IteratorsAndReferences;
    std::cout << name_ << " " << method << (moved ? " moves" : " leaves") << " elements\n";
    report_.expect(!moved || says, name_,
                   std::string("the table keeps references across ").append(what));
  }
  void checkRoom() {
    Map map = filled(elements);
    map.reserve(4 * elements);
    const auto before = places(map);
    map[elements] = Tracked(1);
    const bool moved = anyMoved(before, places(map));
    const model::Operation *known = operation("insert");
    report_.expect(!moved || (known != nullptr && !known->onGrowth), name_,
                   "the table says that a reservation prevents moves");
  }
  /// True when the end is another one after insertions that make it grow.
  static bool movesEnd() {
    Map map = filled(elements);
    const auto before = map.end();
    grow(map);
    const auto after = map.end();
    return std::memcmp(&before, &after, sizeof before) != 0;
  }
  static bool anyMoved(const std::map<int, const void *> &before,
                       const std::map<int, const void *> &after) {
    for (const auto &[key, place] : before)
      if (const auto found = after.find(key); found != after.end() && found->second != place)
        return true;
    return false;
  }
  void checkArguments(const std::function<void(Map &, int)> &emplace) {
    Map map = filled(1);
    Tracked::wasReadDead();
    for (int key = 1; key < elements; ++key)
      emplace(map, key);
    const bool late = Tracked::wasReadDead();
    std::cout << name_ << " emplace reads its arguments " << (late ? "late" : "in time") << '\n';
    report_.expect(late == container_->readsArgumentsLate, name_,
                   "the table is wrong about when emplace() reads its arguments");
  }

  std::string_view name_;
  Report &report_;
  const model::Container *container_;
};

/// Observes one map.
template <class Map> void observe(std::string_view name, Report &report) {
  Observed<Map>(name, report).run();
}

} // namespace maplint::observe
