// hint.json: from the hint of make to sizes, and from types to layouts.

#include "lib/refmap/Map.h"
#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/GoTypes.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace refmap::conformance {
namespace {

/// `alloc_roundup_values_upto_N`: every size the allocator makes of 1 to N bytes.
void checkRoundup(const std::string &name, const Json &golden, Report &report) {
  report.row(name);
  const std::size_t upTo = std::stoul(name.substr(name.find_last_of('_') + 1));
  Json values = Json::array();
  for (std::size_t bytes = 1; bytes <= upTo; ++bytes)
    if (values.empty() || values.back() != roundupAlloc(bytes))
      values.push_back(roundupAlloc(bytes));
  report.equal(name, golden, values);
}

template <class Model>
void checkTable(const Json &row, const Model &map, Report &report) {
  const auto &header = *map.header();
  const bool made = header.buckets != nullptr;
  const std::size_t spares = made ? header.buckets->spares() : 0;
  const std::size_t base = std::size_t{1} << header.B;
  Json model{{"hint", row.at("hint")},
             {"B", header.B},
             {"buckets", made},
             {"base", base},
             {"prealloc", spares}};
  model["next_off"] = spares != 0 ? static_cast<std::int64_t>(base) : -1;
  model["array_bytes"] = made ? (base + spares) * Model::Header::layout.bucketBytes : 0;
  for (const auto &[member, value] : row.items())
    report.equal(member, value, model.value(member, Json()));
}

/// `hint_..._KEY_ELEM`: really makes each map; a table that nobody writes to costs nothing.
void checkHintTable(const std::string &name, const Json &golden, Report &report) {
  for (const Json &row : golden) {
    const auto hint = row.at("hint").get<std::int64_t>();
    report.row(name + ", hint " + std::to_string(hint));
    if (name.ends_with("_u64_u64"))
      checkTable(row, Map<std::uint64_t, std::uint64_t>::make(hint), report);
    else if (name.ends_with("_string_string"))
      checkTable(row, Map<std::string, std::string>::make(hint), report);
    else if (name.ends_with("_string_u64"))
      checkTable(row, Map<std::string, std::uint64_t>::make(hint), report);
    else
      report.differ("no map of these types here");
  }
}

/// Hints that mean nothing, given to a map on the stack: only one that is small or negative has its
/// first bucket from the beginning.
void checkBogus(const Json &golden, Report &report) {
  for (const Json &row : golden) {
    const auto hint = row.at("Hint").get<std::int64_t>();
    report.row("bogus hint " + std::to_string(hint));
    const auto map = Map<std::uint64_t, std::uint64_t>::make(hint, {}, Placement::Stack);
    report.equal("B", row.at("B").get<unsigned>(), unsigned{map.header()->B});
    report.equal("Alloc", row.at("Alloc").get<bool>(), map.header()->buckets != nullptr);
  }
}

unsigned flagsOf(const TypeInfo &key, const Layout &layout) {
  return (layout.indirectKey ? 1U : 0U) | (layout.indirectElem ? 2U : 0U) |
         (key.isReflexive ? 4U : 0U) | (key.needsKeyUpdate ? 8U : 0U) |
         (key.hashMightPanic ? 16U : 0U);
}

void checkLayout(const Json &row, Report &report) {
  const TypeInfo key = goType(row.at("Key").get<std::string>());
  const TypeInfo elem = goType(row.at("Elem").get<std::string>());
  const Layout layout = layoutOf(key, elem);
  Json prealloc = Json::array();
  for (const Json &each : row.value("PreallocByB", Json::array())) {
    const auto B = each.at(0).get<unsigned>();
    prealloc.push_back(Json::array({B, spareBuckets(B, layout.bucketBytes)}));
  }
  const Json model{{"KeySlot", layout.keySlot},
                   {"ElemSlot", layout.elemSlot},
                   {"Bucket", layout.bucketBytes},
                   {"BucketPtrdata", layout.hasPointers ? layout.bucketBytes : 0},
                   {"Flags", flagsOf(key, layout)},
                   {"IndirectKey", layout.indirectKey},
                   {"IndirectElem", layout.indirectElem},
                   {"ReflexiveKey", key.isReflexive},
                   {"NeedKeyUpdate", key.needsKeyUpdate},
                   {"HashMightPanic", key.hashMightPanic},
                   {"PreallocByB", prealloc}};
  for (const auto &[member, value] : row.items())
    if (member != "Key" && member != "Elem")
      report.equal(member, value, model.value(member, Json()));
}

void checkMember(const std::string &name, const Json &value, Report &report) {
  if (name.starts_with("alloc_roundup_values_upto_"))
    return checkRoundup(name, value, report);
  if (name == "bogus_hints")
    return checkBogus(value, report);
  if (name.starts_with("hint_"))
    return checkHintTable(name, value, report);
  if (name == "layouts") {
    for (const Json &row : value) {
      report.row("map[" + row.at("Key").get<std::string>() + "]" +
                 row.at("Elem").get<std::string>());
      checkLayout(row, report);
    }
    return;
  }
  report.row(name);
  if (name == "sizeof_hmap")
    report.equal(name, value.get<std::size_t>(), headerBytes);
  else if (name == "sizeof_extra")
    report.equal(name, value.get<std::size_t>(), extraBytes);
  else if (name == "sizeof_hiter")
    report.equal(name, value.get<std::size_t>(), iterationBytes);
  else
    report.differ("no rule for this row");
}

} // namespace

void checkHints(const Json &golden, Report &report) {
  for (const auto &[name, value] : golden.items())
    checkMember(name, value, report);
}

} // namespace refmap::conformance
