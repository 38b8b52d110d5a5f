// crash.json: each event is brought about in a child process, whose last words and exit status must
// be those of Go's.

#include "lib/refmap/Choose.h"
#include "lib/refmap/Map.h"
#include "lib/refmap/Thread.h"
#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/Child.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace refmap::conformance {
namespace {

using Integers = Map<int, int>;
using Interfaces = Map<Any, int>;
using Event = std::function<void()>;

Integers filled(int count = 1000) {
  Integers map = Integers::make();
  for (int key = 0; key != count; ++key)
    map.assign(key, key);
  return map;
}

/// A map in which some thread seems to be writing.
Integers flagged(int count = 1000) {
  Integers map = filled(count);
  map.header()->setFlag(flag::writing);
  return map;
}

void iterateAll(const Integers &map) {
  for (auto each = map.iterate(); each.next();)
    continue;
}

void say(const std::string &words) {
  std::puts(words.c_str());
}

/// Go's `fmt.Println("recovered", err, ...)` in a deferred function.
void sayRecovered(const Event &event) {
  if (const auto panic = recover(event))
    say("recovered " + panic->text + " runtime.Error=true");
}

/// Two threads under the schedule that makes every possible meeting happen.
void race(const std::function<void(Integers &)> &one,
          const std::function<void(Integers &)> &other) {
  Schedule(parkingWriters()).run([&] {
    Integers map = filled();
    thread a([&] { one(map); });
    thread b([&] { other(map); });
    a.join();
    b.join();
  });
}

void raceReaders() {
  Schedule(parkingWriters()).run([] {
    const Integers map = filled(20);
    std::array<thread, 8> readers;
    for (thread &reader : readers)
      reader = thread([&] {
        map.get(1);
        iterateAll(map);
      });
    for (thread &reader : readers)
      reader.join();
  });
  say("ok");
}

void write(Integers &map) {
  map.assign(1, 1);
}

void erase(Integers &map) {
  map.erase(2);
}

void read(Integers &map) {
  map.get(1);
}

/// The events about the write flag, each with a flag that was set by force.
std::map<std::string, Event> flagEvents() {
  return {
      {"flag_write", [] { flagged().assign(1, 1); }},
      {"flag_delete", [] { flagged().erase(1); }},
      {"flag_clear", [] { flagged().clear(); }},
      {"flag_read", [] { flagged().get(1); }},
      {"flag_read_ok", [] { flagged().contains(1); }},
      {"flag_iter_start", [] { iterateAll(flagged()); }},
      {"flag_iter_next",
       [] {
         Integers map = filled();
         auto each = map.iterate();
         each.next();
         map.header()->setFlag(flag::writing);
         each.next();
       }},
      {"flag_recover", [] { sayRecovered([] { flagged().assign(1, 1); }); }},
      {"flag_empty_write", [] { flagged(0).assign(1, 1); }},
      {"flag_empty_read_ok", [] { say("v " + std::to_string(flagged(0).get(1))); }},
      {"flag_empty_delete_ok",
       [] {
         flagged(0).erase(1);
         say("ok");
       }},
      {"flag_empty_range_ok",
       [] {
         iterateAll(flagged(0));
         say("ok");
       }},
      {"flag_len_ok", [] { say("len " + std::to_string(flagged().len())); }},
  };
}

std::map<std::string, Event> nilAndRaceEvents() {
  struct Point {
    int x = 0;
  };

  return {
      {"nil_write", [] { Map<std::string, int>().assign("a", 1); }},
      {"nil_write_u64", [] { Map<std::uint64_t, std::uint64_t>().assign(1, 1); }},
      {"nil_write_op", [] { ++Map<std::string, int>()["a"]; }},
      {"nil_write_struct", [] { Map<std::string, Point>()["a"] = Point{1}; }},
      {"nil_nested_write", [] { Map<std::string, Integers>::make().get("a").assign(1, 1); }},
      {"nil_write_unhashable", [] { Interfaces().assign(Any::unhashable("[]int"), 1); }},
      {"nil_write_recover", [] { sayRecovered([] { Map<std::string, int>().assign("a", 1); }); }},
      {"race_write_write", [] { race(write, write); }},
      {"race_write_delete", [] { race(write, erase); }},
      {"race_read_write", [] { race(read, write); }},
      {"race_iter_write", [] { race([](const Integers &map) { iterateAll(map); }, write); }},
      {"race_iter_delete", [] { race([](const Integers &map) { iterateAll(map); }, erase); }},
      {"race_read_read_ok", raceReaders},
  };
}

/// The type that a recorded text ends with; `[]int` if it names none.
std::string typeIn(const Json &row) {
  std::string text = row.at("first_line").get<std::string>() + row.value("stdout", "");
  for (const std::string_view before : {"unhashable type ", "uncomparable type "})
    if (const std::size_t at = text.find(before); at != std::string::npos) {
      std::string type = text.substr(at + before.size());
      return type.substr(0, type.find(" runtime.Error"));
    }
  return "[]int";
}

/// `unhashable_OPERATION_STATE`; without an operation it is a write to an empty map.
void useUnhashable(const std::string &name, const std::string &type) {
  const auto has = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  Interfaces map = has("_nil") ? Interfaces() : Interfaces::make();
  if (has("_nonempty"))
    map.assign(1, 1);
  const Any key = Any::unhashable(type);
  if (has("_lookup"))
    map.get(key);
  else if (has("_delete"))
    map.erase(key);
  else
    map.assign(key, 1);
}

Event eventFor(const Json &row) {
  static const std::map<std::string, Event> flags = flagEvents();
  static const std::map<std::string, Event> others = nilAndRaceEvents();
  const auto name = row.at("case").get<std::string>();
  for (const auto *events : {&flags, &others})
    if (const auto found = events->find(name); found != events->end())
      return found->second;
  const std::string type = typeIn(row);
  if (name == "compare_uncomparable")
    return [type] { say(Any::unhashable(type) == Any::unhashable(type) ? "equal" : "not"); };
  if (name == "unhashable_recover")
    return [name, type] { sayRecovered([&] { useUnhashable(name, type); }); };
  if (name.starts_with("unhashable_"))
    return [name, type] { useUnhashable(name, type); };
  return nullptr;
}

/// A race may end in one of several ways; then they are listed in `texts`.
void checkFirstLine(const Json &row, const std::string &model, Report &report) {
  const Json texts = row.value("texts", Json());
  if (texts.is_object() && texts.contains(model))
    return;
  report.equal("first line", row.at("first_line").get<std::string>(), model);
}

std::string firstLine(const std::string &text) {
  return text.substr(0, text.find('\n'));
}

} // namespace

void checkCrashes(const Json &golden, Report &report) {
  for (const Json &row : golden) {
    report.row(row.at("case").get<std::string>());
    const Event event = eventFor(row);
    if (!event) {
      report.differ("no rule for this row");
      continue;
    }
    const int runs = row.value("runs", 1);
    for (int run = 0; run != runs; ++run) {
      const Ending ending = runInChild(event);
      checkFirstLine(row, firstLine(ending.error), report);
      report.equal("exit", row.at("exit").get<int>(), ending.status);
      if (row.contains("stdout"))
        report.equal("stdout", row["stdout"].get<std::string>(), firstLine(ending.out));
    }
  }
}

} // namespace refmap::conformance
