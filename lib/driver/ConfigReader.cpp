// From the text of a configuration to what it says, or to the first thing that is wrong with it.

#include "lib/driver/Config.h"
#include "lib/driver/Glob.h"
#include "lib/driver/YamlReader.h"
#include "lib/triage/Rules.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <optional>

namespace maplint::driver {

namespace {

class Reader : public YamlReader {
public:
  Reader(llvm::StringRef text, llvm::StringRef file, std::span<const Check *const> checks)
      : YamlReader(text, file), checks_(checks) {}

  llvm::Expected<Config> read();

private:
  void readChecks(Node &node);
  void readOptions(Node &node);
  void readOptionsOf(const CheckInfo &check, Node &node);
  void readContainers(Node &node);
  void readContainer(Node &node);
  void readMethods(Node &node, ContainerConfig &container);
  void readHandlers(Node &node);
  void readExclude(Node &node);
  void readSeverity(Node &node);
  void readRequireReasons(const Node &key, Node &node);
  static Names keyNames();
  /// Takes down where entry number `i` of the list `key` stands.
  void note(const std::string &key, std::size_t i, const Node &node);
  bool isGlob(Node &node, llvm::StringRef glob);

  std::span<const Check *const> checks_;
  Config config_;
  model::Model model_; ///< grows with the containers, which may resemble one another
};

} // namespace

bool Reader::isGlob(Node &node, llvm::StringRef glob) {
  const std::string wrong = whyMalformed(glob);
  if (wrong.empty())
    return true;
  fail(node, "bad glob '" + glob + "': " + wrong);
  return false;
}

void Reader::readChecks(Node &node) {
  list(node, "'checks'", [&](Node &element) {
    const std::optional<std::string> glob = text(element, "a check");
    if (!glob)
      return;
    const llvm::StringRef pattern = llvm::StringRef(*glob).ltrim('-');
    if (!isGlob(element, pattern))
      return;
    Names ids;
    for (const Check *check : checks_)
      ids.emplace_back(check->info.id);
    for (const CheckInfo &rule : triage::suppressionRules())
      ids.emplace_back(rule.id);
    if (std::ranges::none_of(ids, [&](const std::string &id) { return matches(pattern, id); }))
      return failUnknown(element, "check", pattern, ids);
    note("checks", config_.checks.size(), element);
    config_.checks.push_back(*glob);
  });
}

void Reader::readOptions(Node &node) {
  mapping(node, "'options'", [&](const std::string &id, Node &key, Node &value) {
    const auto check = std::ranges::find(checks_, id, [](const Check *c) { return c->info.id; });
    if (check != checks_.end())
      return readOptionsOf((*check)->info, value);
    Names ids;
    for (const Check *known : checks_)
      ids.emplace_back(known->info.id);
    failUnknown(key, "check", id, ids);
  });
}

void Reader::readOptionsOf(const CheckInfo &check, Node &node) {
  mapping(node, "'" + std::string(check.id) + "'",
          [&](const std::string &name, Node &key, Node &value) {
            const auto known = std::ranges::find(check.options, name, &OptionInfo::name);
            if (known == check.options.end()) {
              Names names;
              for (const OptionInfo &option : check.options)
                names.emplace_back(option.name);
              return failUnknown(key, "option", name, names);
            }
            const std::optional<std::int64_t> given = number(value, "'" + name + "'");
            if (!given)
              return;
            if (*given < known->min || *given > known->max)
              return fail(value, "'" + name + "' must be between " + llvm::Twine(known->min) +
                                     " and " + llvm::Twine(known->max));
            config_.lines["options/" + std::string(check.id) + "/" + name] = lineOf(key);
            config_.options[std::string(check.id)][name] = *given;
          });
}

void Reader::readContainers(Node &node) {
  list(node, "'containers'", [&](Node &element) { readContainer(element); });
}

void Reader::readContainer(Node &node) {
  ContainerConfig container;
  mapping(node, "a container", [&](const std::string &name, Node &key, Node &value) {
    if (name == "methods")
      return readMethods(value, container);
    if (name != "name" && name != "like")
      return failUnknown(key, "key", name, {"name", "like", "methods"});
    const std::optional<std::string> given = text(value, "'" + name + "'");
    if (!given)
      return;
    const std::string written = llvm::StringRef(*given).ltrim(':').str();
    const model::Container *const known = model_.container(written);
    if (name == "name" && known)
      return fail(value, "container '" + written + "' is already known");
    if (name == "like" && !known) {
      Names names;
      for (const model::Container &other : model_.containers())
        names.emplace_back(other.name);
      return failUnknown(value, "container", written, names);
    }
    (name == "name" ? container.name : container.like) = written;
  });
  if (failed())
    return;
  if (container.name.empty() || container.like.empty())
    return fail(node, "a container needs a 'name' and the container it is 'like'");
  const std::string wrong = model_.addLike(container.name, container.like, container.methods);
  if (!wrong.empty())
    return fail(node, wrong);
  note("containers", config_.containers.size(), node);
  config_.containers.push_back(std::move(container));
}

void Reader::readMethods(Node &node, ContainerConfig &container) {
  mapping(node, "'methods'", [&](const std::string &method, Node &, Node &value) {
    const std::optional<std::string> word = text(value, "'" + method + "'");
    if (!word)
      return;
    const auto words = model::operationWords();
    if (std::ranges::find(words, *word) == words.end())
      return failUnknown(value, "operation", *word, Names(words.begin(), words.end()));
    container.methods[method] = *word;
  });
}

void Reader::readHandlers(Node &node) {
  list(node, "'handlers'", [&](Node &element) {
    const std::optional<std::string> given = text(element, "a class");
    if (!given)
      return;
    const llvm::StringRef pattern = llvm::StringRef(*given).ltrim(':');
    const bool isName = !pattern.empty() && llvm::all_of(pattern, [](char c) {
      return llvm::isAlnum(c) || c == '_' || c == ':' || c == '*';
    });
    if (!isName)
      return fail(element,
                  "'" + *given + "' is no name of a class; '*' may stand for a part of it");
    note("handlers", config_.handlers.size(), element);
    config_.handlers.push_back(pattern.str());
  });
}

void Reader::readExclude(Node &node) {
  list(node, "'exclude'", [&](Node &element) {
    const std::optional<std::string> glob = text(element, "a path");
    if (!glob)
      return;
    // `third_party/` means the folder as `third_party` does.
    const llvm::StringRef trimmed = llvm::StringRef(*glob).rtrim('/');
    if (!isGlob(element, trimmed))
      return;
    note("exclude", config_.exclude.size(), element);
    config_.exclude.push_back(trimmed.str());
  });
}

void Reader::readSeverity(Node &node) {
  mapping(node, "'severity'", [&](const std::string &id, Node &key, Node &value) {
    Names ids;
    for (const CheckInfo &rule : triage::suppressionRules())
      ids.emplace_back(rule.id);
    for (const Check *check : checks_)
      ids.emplace_back(check->info.id);
    if (std::ranges::find(ids, id) == ids.end())
      return failUnknown(key, "check", id, ids);
    const std::optional<std::string> word = text(value, "'" + id + "'");
    if (!word)
      return;
    for (const Severity severity : {Severity::Note, Severity::Warning, Severity::Error})
      if (name(severity) == *word) {
        config_.lines["severity/" + id] = lineOf(key);
        config_.severity[id] = severity;
        return;
      }
    failUnknown(value, "severity", *word, {"note", "warning", "error"});
  });
}

void Reader::readRequireReasons(const Node &key, Node &node) {
  config_.lines["require-reasons"] = lineOf(key);
  config_.requireReasons = flag(node, "'require-reasons'").value_or(false);
}

Reader::Names Reader::keyNames() {
  Names names;
  for (const ConfigKey &key : configKeys())
    names.emplace_back(key.name);
  return names;
}

void Reader::note(const std::string &key, std::size_t i, const Node &node) {
  config_.lines[key + "/" + std::to_string(i)] = lineOf(node);
}

llvm::Expected<Config> Reader::read() {
  document("a configuration", [&](const std::string &name, Node &key, Node &value) {
    if (name == "checks")
      readChecks(value);
    else if (name == "options")
      readOptions(value);
    else if (name == "containers")
      readContainers(value);
    else if (name == "handlers")
      readHandlers(value);
    else if (name == "exclude")
      readExclude(value);
    else if (name == "severity")
      readSeverity(value);
    else if (name == "require-reasons")
      readRequireReasons(key, value);
    else
      failUnknown(key, "key", name, keyNames());
  });
  if (failed())
    return llvm::createStringError(llvm::inconvertibleErrorCode(), error());
  config_.file = file();
  return std::move(config_);
}

llvm::Expected<Config> parseConfig(llvm::StringRef text, llvm::StringRef file,
                                   std::span<const Check *const> checks) {
  return Reader(text, file, checks).read();
}

} // namespace maplint::driver
