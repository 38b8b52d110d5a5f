#include "lib/report/Json.h"

#include <nlohmann/json.hpp>

namespace maplint::report {
namespace {

using Json = nlohmann::ordered_json;

Json string(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

Json count(std::string_view description, int minimum = 0) {
  return {{"type", "integer"}, {"minimum", minimum}, {"description", description}};
}

Json listOf(std::string_view definition) {
  return {{"type", "array"}, {"items", {{"$ref", "#/$defs/" + std::string(definition)}}}};
}

Json oneOf(std::initializer_list<std::string_view> values) {
  return {{"type", "string"}, {"enum", std::vector<std::string>(values.begin(), values.end())}};
}

/// An object whose properties are all required, except those in `optional`.
Json object(Json properties, const std::vector<std::string> &optional = {}) {
  Json required = Json::array();
  for (const auto &[key, value] : properties.items())
    if (std::ranges::find(optional, key) == optional.end())
      required.push_back(key);
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json location() {
  return object({{"file", string("relative to the project root when it lies under it")},
                 {"line", count("from 1", 1)},
                 {"column", count("from 1, in bytes", 1)},
                 {"end_line", count("line of the first byte after the range", 1)},
                 {"end_column", count("column of the first byte after the range", 1)}});
}

Json step() {
  return object(
      {{"message", string("what happens here")}, {"location", {{"$ref", "#/$defs/location"}}}});
}

Json event() {
  return object({{"kind", oneOf({"start", "spawn", "call", "acquire", "acquire-shared", "release",
                                 "read", "write"})},
                 {"subject", string("the function, lock or container; empty when it has no name")},
                 {"location", {{"$ref", "#/$defs/location"}}}},
                {"location"});
}

Json thread() {
  return object({{"function", string("where it comes from, qualified; may be empty")},
                 {"events", listOf("event")}});
}

Json edit() {
  return object({{"file", string("the file to change")},
                 {"offset", count("first byte to replace")},
                 {"length", count("number of bytes to replace; 0 inserts")},
                 {"replacement", string("the new text")}});
}

Json fix() {
  return object({{"description", string("what the fix does")},
                 {"safety", oneOf({"safe", "suggested"})},
                 {"edits", listOf("edit")},
                 {"not_applied", string("why it was not written although --fix asked for it")}},
                {"not_applied"});
}

Json finding() {
  return object({{"check", {{"$ref", "#/$defs/check"}}},
                 {"severity", oneOf({"note", "warning", "error"})},
                 {"confidence", oneOf({"low", "medium", "high"})},
                 {"message", string("what is wrong, lower case, no full stop")},
                 {"location", {{"$ref", "#/$defs/location"}}},
                 {"trace", listOf("step")},
                 {"fixes", listOf("fix")},
                 {"fingerprint", string("stays the same when code elsewhere in the file changes")},
                 {"function", string("qualified name; empty outside of functions")},
                 {"threads", listOf("thread")},
                 {"state", oneOf({"new", "known"})},
                 {"silenced", object({{"by", oneOf({"comment", "baseline"})},
                                      {"reason", string("as its author gave it; may be empty")}})}},
                {"threads", "state", "silenced"});
}

Json fixed() {
  return object({{"check", string("as it was called when the entry was made")},
                 {"severity", oneOf({"note", "warning", "error"})},
                 {"message", string("when the entry was made")},
                 {"file", string("where it stood")},
                 {"function", string("qualified name; empty outside of functions")},
                 {"fingerprint", string("as in a finding")},
                 {"reason", string("given in the baseline; may be empty")}});
}

Json files() {
  return object({{"analysed", count("translation units")},
                 {"from_cache", count("of those, taken from the cache")},
                 {"failed", listOf("failed_file")}});
}

Json statistics() {
  return object({{"checks", listOf("cost")},
                 {"files", listOf("cost")},
                 {"before_checks_cpu_us", count("what is worked out for all checks")}});
}

Json cost() {
  return object({{"name", string("of a check or a file")},
                 {"findings", count("that are reported")},
                 {"cpu_us", count("processor time in microseconds; of a file: to read it")}});
}

Json definitions(std::span<const CheckInfo *const> rules) {
  std::vector<std::string> ids;
  for (const CheckInfo *rule : rules)
    ids.emplace_back(rule->id);
  return {{"check", {{"type", "string"}, {"enum", ids}}},
          {"location", location()},
          {"step", step()},
          {"event", event()},
          {"thread", thread()},
          {"edit", edit()},
          {"fix", fix()},
          {"finding", finding()},
          {"fixed", fixed()},
          {"cost", cost()},
          {"failed_file",
           object({{"file", string("could not be analysed")}, {"reason", string("why")}})}};
}

} // namespace

std::string jsonSchema(std::span<const CheckInfo *const> rules) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "maplint report"},
                 {"description", "What `maplint --format=json` prints."}};
  schema.update(object({{"schema_version", {{"const", schemaVersion}}},
                        {"tool", object({{"name", {{"const", "maplint"}}},
                                         {"version", string("of maplint")},
                                         {"llvm", string("version of LLVM it was built with")}})},
                        {"findings", listOf("finding")},
                        {"silenced", listOf("finding")},
                        {"fixed", listOf("fixed")},
                        {"files", files()},
                        {"elapsed_ms", count("wall time of the run")},
                        {"statistics", statistics()}},
                       {"statistics"}));
  schema["$defs"] = definitions(rules);
  return schema.dump(2) + "\n";
}

} // namespace maplint::report
