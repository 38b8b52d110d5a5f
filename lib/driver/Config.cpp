#include "lib/driver/Config.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <algorithm>
#include <optional>
#include <set>

namespace maplint::driver {

/// Beyond this a configuration is not one that a person wrote.
static constexpr std::uint64_t maximumSize = 1 << 20;

static llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

static bool matches(llvm::StringRef glob, llvm::StringRef text) {
  llvm::Expected<llvm::GlobPattern> pattern = llvm::GlobPattern::create(glob);
  if (!pattern) {
    llvm::consumeError(pattern.takeError());
    return false;
  }
  return pattern->match(text);
}

bool selects(std::span<const std::string> globs, llvm::StringRef id) {
  bool selected = std::ranges::all_of(globs, [](llvm::StringRef g) { return g.starts_with("-"); });
  for (llvm::StringRef glob : globs) {
    const bool adds = !glob.consume_front("-");
    if (matches(glob, id))
      selected = adds;
  }
  return selected;
}

bool Config::selects(llvm::StringRef id) const {
  return driver::selects(checks, id);
}

/// `path` from the root, without `.` and `..`.
static llvm::SmallString<256> absolute(llvm::StringRef path) {
  llvm::SmallString<256> result(path);
  if (const std::error_code noCurrentFolder = llvm::sys::fs::make_absolute(result))
    return result;
  llvm::sys::path::remove_dots(result, /*remove_dot_dot=*/true);
  return result;
}

bool Config::excludes(llvm::StringRef path) const {
  const llvm::SmallString<256> whole = absolute(path);
  llvm::StringRef seen = whole;
  const llvm::StringRef folder = llvm::sys::path::parent_path(file);
  if (seen.starts_with(folder) && seen.drop_front(folder.size()).starts_with("/"))
    seen = seen.drop_front(folder.size() + 1);
  for (; !seen.empty() && seen != "/"; seen = llvm::sys::path::parent_path(seen))
    if (std::ranges::any_of(exclude, [&](const std::string &glob) { return matches(glob, seen); }))
      return true;
  return false;
}

CheckOptions Config::optionsOf(const CheckInfo &check) const {
  CheckOptions result(check);
  if (const auto mine = options.find(check.id); mine != options.end())
    for (const auto &[option, value] : mine->second)
      result.set(option, value);
  return result;
}

void Config::extend(model::Model &model) const {
  for (const ContainerConfig &container : containers)
    model.addLike(container.name, container.like, container.methods);
  for (const std::string &handler : handlers)
    model.addHandler(handler);
}

namespace {

/// Walks the nodes of one file. YAML nodes are parsed while they are walked, each once and in
/// order. The first thing that is wrong is kept; what follows it is not looked at.
class Reader {
public:
  Reader(llvm::StringRef text, llvm::StringRef file, std::span<const Check *const> checks)
      : file_(file), checks_(checks), stream_(text, sources_, /*ShowColors=*/false) {
    sources_.setDiagHandler(
        [](const llvm::SMDiagnostic &diagnostic, void *self) {
          static_cast<Reader *>(self)->keep(diagnostic.getLineNo(), diagnostic.getColumnNo() + 1,
                                            diagnostic.getMessage());
        },
        this);
  }

  llvm::Expected<Config> read();

private:
  using Node = llvm::yaml::Node;
  using Names = std::vector<std::string>;

  void readChecks(Node &node);
  void readOptions(Node &node);
  void readOptionsOf(const CheckInfo &check, Node &node);
  void readContainers(Node &node);
  void readContainer(Node &node);
  void readMethods(Node &node, ContainerConfig &container);
  void readHandlers(Node &node);
  void readExclude(Node &node);

  /// Calls `each(key, key node, value node)` for the entries of a mapping.
  template <class Each>
  void mapping(Node &node, llvm::StringRef what, Each each);
  /// Calls `each(node)` for the elements of a list.
  template <class Each>
  void list(Node &node, llvm::StringRef what, Each each);
  std::optional<std::string> text(Node &node, llvm::StringRef what);
  std::optional<std::int64_t> number(Node &node, llvm::StringRef what);
  bool isGlob(Node &node, llvm::StringRef glob);

  void fail(const Node &node, const llvm::Twine &message);
  void failUnknown(const Node &node, llvm::StringRef what, llvm::StringRef given,
                   const Names &known);
  void keep(unsigned line, unsigned column, const llvm::Twine &message);

  bool failed() { return !error_.empty(); }

  std::string file_;
  std::span<const Check *const> checks_;
  llvm::SourceMgr sources_;
  llvm::yaml::Stream stream_;
  std::string error_;
  Config config_;
  model::Model model_; ///< grows with the containers, which may resemble one another
};

} // namespace

void Reader::keep(unsigned line, unsigned column, const llvm::Twine &message) {
  if (failed())
    return;
  error_ =
      (file_ + ":" + llvm::Twine(line) + ":" + llvm::Twine(column) + ": error: " + message).str();
}

void Reader::fail(const Node &node, const llvm::Twine &message) {
  const llvm::SMLoc start = node.getSourceRange().Start;
  const auto [line, column] =
      start.isValid() ? sources_.getLineAndColumn(start) : std::pair<unsigned, unsigned>(1, 1);
  keep(line, column, message);
}

/// The name that `given` was perhaps meant to be.
static std::string nearest(llvm::StringRef given, const std::vector<std::string> &known) {
  std::string best;
  // More than a third of the letters wrong is another word.
  unsigned least = static_cast<unsigned>(given.size()) / 3 + 1;
  for (const std::string &name : known) {
    const unsigned distance = given.edit_distance(name, /*AllowReplacements=*/true, least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

void Reader::failUnknown(const Node &node, llvm::StringRef what, llvm::StringRef given,
                         const Names &known) {
  const std::string meant = nearest(given, known);
  fail(node, "unknown " + what + " '" + given + "'" +
                 (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
}

std::optional<std::string> Reader::text(Node &node, llvm::StringRef what) {
  auto *const scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&node);
  llvm::SmallString<64> storage;
  if (scalar) {
    const llvm::StringRef value = scalar->getValue(storage);
    if (!value.empty())
      return value.str();
  }
  fail(node, what + " must be a word");
  return std::nullopt;
}

std::optional<std::int64_t> Reader::number(Node &node, llvm::StringRef what) {
  auto *const scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&node);
  std::int64_t value = 0;
  if (scalar && !scalar->getRawValue().getAsInteger(10, value))
    return value;
  fail(node, what + " must be a whole number");
  return std::nullopt;
}

bool Reader::isGlob(Node &node, llvm::StringRef glob) {
  llvm::Expected<llvm::GlobPattern> pattern = llvm::GlobPattern::create(glob);
  if (pattern)
    return true;
  fail(node, "bad glob '" + glob + "': " + llvm::toString(pattern.takeError()));
  return false;
}

template <class Each>
void Reader::mapping(Node &node, llvm::StringRef what, Each each) {
  auto *const map = llvm::dyn_cast<llvm::yaml::MappingNode>(&node);
  if (!map)
    return fail(node, what + " must be a mapping of names to values");
  std::set<std::string> seen;
  for (llvm::yaml::KeyValueNode &entry : *map) {
    Node *const key = entry.getKey();
    const std::optional<std::string> name = key ? text(*key, "a key") : std::nullopt;
    if (!name)
      return;
    if (!seen.insert(*name).second)
      return fail(*key, "key '" + *name + "' is given twice");
    if (Node *const value = entry.getValue())
      each(*name, *key, *value);
    if (failed())
      return;
  }
}

template <class Each>
void Reader::list(Node &node, llvm::StringRef what, Each each) {
  auto *const sequence = llvm::dyn_cast<llvm::yaml::SequenceNode>(&node);
  if (!sequence)
    return fail(node, what + " must be a list");
  for (Node &element : *sequence) {
    each(element);
    if (failed())
      return;
  }
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
    if (std::ranges::none_of(ids, [&](const std::string &id) { return matches(pattern, id); }))
      return failUnknown(element, "check", pattern, ids);
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
      return fail(element, "'" + *given + "' is no name of a class; '*' may stand for a part of it");
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
    if (isGlob(element, trimmed))
      config_.exclude.push_back(trimmed.str());
  });
}

llvm::Expected<Config> Reader::read() {
  auto document = stream_.begin();
  Node *const root = document == stream_.end() ? nullptr : document->getRoot();
  // A file of comments alone says nothing, and that is fine.
  if (root && !llvm::isa<llvm::yaml::NullNode>(root)) {
    mapping(*root, "a configuration", [&](const std::string &name, Node &key, Node &value) {
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
      else
        failUnknown(key, "key", name, {"checks", "options", "containers", "handlers", "exclude"});
    });
  }
  if (stream_.failed())
    keep(1, 1, "not a YAML file");
  if (failed())
    return failure(error_);
  config_.file = file_;
  return std::move(config_);
}

llvm::Expected<Config> parseConfig(llvm::StringRef text, llvm::StringRef file,
                                   std::span<const Check *const> checks) {
  return Reader(text, file, checks).read();
}

llvm::Expected<Config> loadConfig(llvm::StringRef file) {
  llvm::sys::fs::file_status status;
  if (const std::error_code error = llvm::sys::fs::status(file, status))
    return failure(file + ": error: cannot read the configuration: " + error.message());
  if (status.type() != llvm::sys::fs::file_type::regular_file || status.getSize() > maximumSize)
    return failure(file + ": error: not a configuration file");
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer)
    return failure(file + ": error: cannot read the configuration: " + buffer.getError().message());
  llvm::Expected<Config> config = parseConfig((*buffer)->getBuffer(), file);
  if (config)
    config->file = std::string(absolute(file));
  return config;
}

std::string findConfig(llvm::StringRef folder) {
  const llvm::SmallString<256> start = absolute(folder);
  for (llvm::StringRef at = start; !at.empty(); at = llvm::sys::path::parent_path(at)) {
    llvm::SmallString<256> candidate(at);
    llvm::sys::path::append(candidate, configFileName);
    if (llvm::sys::fs::exists(candidate))
      return std::string(candidate);
  }
  return {};
}

} // namespace maplint::driver
