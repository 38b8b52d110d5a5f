#include "lib/driver/ConfigSchema.h"

#include "lib/core/Check.h"
#include "lib/driver/Config.h"
#include "lib/triage/Rules.h"

#include <nlohmann/json.hpp>

namespace maplint::driver {
namespace {

using Json = nlohmann::ordered_json;

Json described(std::string_view description, Json schema) {
  schema["description"] = description;
  return schema;
}

Json object(Json properties, Json required = Json::array()) {
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json words() {
  return {{"type", "array"}, {"items", {{"type", "string"}}}};
}

Json options() {
  Json checks = Json::object();
  for (const Check *check : allChecks()) {
    Json properties = Json::object();
    for (const OptionInfo &option : check->info.options)
      properties[option.name] = {{"type", "integer"},
                                 {"minimum", option.min},
                                 {"maximum", option.max},
                                 {"default", option.fallback},
                                 {"description", option.help}};
    checks[check->info.id] = object(std::move(properties));
  }
  return object(std::move(checks));
}

Json severities() {
  Json rules = Json::object();
  for (const CheckInfo *rule : triage::allRules())
    rules[rule->id] = {{"type", "string"}, {"enum", {"note", "warning", "error"}}};
  return object(std::move(rules));
}

Json containers() {
  Json method = {{"type", "string"}, {"enum", Json::array()}};
  for (const auto &word : model::operationWords())
    method["enum"].push_back(word);
  Json container = object({{"name", {{"type", "string"}}},
                           {"like", {{"type", "string"}}},
                           {"methods", {{"type", "object"}, {"additionalProperties", method}}}},
                          {"name", "like"});
  return {{"type", "array"}, {"items", std::move(container)}};
}

Json schemaOf(std::string_view key) {
  if (key == "options")
    return options();
  if (key == "severity")
    return severities();
  if (key == "containers")
    return containers();
  if (key == "require-reasons")
    return {{"type", "boolean"}};
  return words();
}

} // namespace

std::string configSchema() {
  Json properties = Json::object();
  for (const ConfigKey &key : configKeys())
    properties[key.name] = described(key.help, schemaOf(key.name));
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "maplint configuration"},
                 {"description", "What .maplint.yaml may say."}};
  schema.update(object(std::move(properties)));
  return schema.dump(2) + "\n";
}

} // namespace maplint::driver
