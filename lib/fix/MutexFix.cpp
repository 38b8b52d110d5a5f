#include "lib/fix/MutexFix.h"

#include "lib/fix/Text.h"
#include "lib/race/Sites.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace maplint::fix {

using flow::UnitFacts;
using race::Race;

namespace {

class NewMutex {
public:
  NewMutex(const UnitFacts &facts, const Race &race)
      : facts_(facts), unit_(facts.unit()), field_(race.declaration),
        map_(unit_.symbols[race.declaration]) {}

  Fix run();

private:
  bool collect();
  bool leaveToCallers();
  bool nameMutex();
  bool declare();
  bool guard(ir::FunctionId function, const std::vector<SourceRange> &accesses);
  [[nodiscard]] bool waitsIn(ir::FunctionId function, std::uint32_t begin, std::uint32_t end) const;
  bool include();
  [[nodiscard]] ir::FunctionId holderOf(ir::FunctionId function) const;
  [[nodiscard]] bool isStarted(ir::FunctionId function) const;
  [[nodiscard]] std::map<ir::FunctionId, std::vector<SourceRange>>
  callsOf(ir::FunctionId callee) const;

  const UnitFacts &facts_;
  const ir::Unit &unit_;
  const ir::SymbolId field_;
  const ir::Symbol &map_;
  /// By function that is to take the lock: what it must hold it for.
  std::map<ir::FunctionId, std::vector<SourceRange>> guarded_;
  std::string mutex_;
  Fix fix_{.description = {}, .safety = FixSafety::Suggested, .edits = {}};
};

} // namespace

bool NewMutex::isStarted(ir::FunctionId function) const {
  return std::ranges::any_of(facts_.threads,
                             [&](const auto &start) { return start.entry == function; });
}

/// The function that can take the lock: a lambda that is no thread's runs inside its maker.
ir::FunctionId NewMutex::holderOf(ir::FunctionId function) const {
  while (unit_.functions[function].isLambda && !isStarted(function) &&
         unit_.functions[function].parent != ir::none)
    function = unit_.functions[function].parent;
  return function;
}

/// What of a function's own text touches the map, or calls somebody outside the class who does.
bool NewMutex::collect() {
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
    for (const flow::Access &access : facts_.reachable[f]) {
      const ir::Function &own = unit_.functions[holderOf(f)];
      if (facts_.domain().lastSymbol(access.path) != field_ || own.isConstructor ||
          own.isDestructor)
        continue;
      const SourceRange &at = facts_.instruction(access.at).range;
      if (own.record != map_.owner || own.isTemplate || at.inMacro)
        return false;
      const bool byClass = std::ranges::any_of(unit_.functions, [&](const ir::Function &callee) {
        return !access.calls.empty() && callee.name == access.calls[0].message &&
               callee.record == map_.owner;
      });
      if (!byClass)
        guarded_[holderOf(f)].push_back(at);
    }
  return !guarded_.empty();
}

/// The places in the class where `callee` is called, by the function that could lock there.
std::map<ir::FunctionId, std::vector<SourceRange>> NewMutex::callsOf(ir::FunctionId callee) const {
  std::map<ir::FunctionId, std::vector<SourceRange>> found;
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &own = unit_.functions[holderOf(f)];
    if (own.record != map_.owner || own.isConstructor || own.isDestructor)
      continue;
    ir::forEach(unit_.functions[f], [&](const ir::Instruction &i) {
      if (i.op == ir::Op::Call && i.symbol == unit_.functions[callee].symbol)
        found[holderOf(f)].push_back(i.range);
    });
  }
  return found;
}

/// A function that others of the class call must not lock what they have locked: they lock for it.
bool NewMutex::leaveToCallers() {
  for (int round = 0; round < 8; ++round) {
    bool changed = false;
    for (const auto &[function, places] : std::map(guarded_)) {
      const auto calls = callsOf(function);
      if (calls.empty())
        continue;
      if (!unit_.functions[function].isPrivate || isStarted(function))
        return false;
      guarded_.erase(function);
      for (const auto &[caller, ranges] : calls)
        guarded_[caller].insert(guarded_[caller].end(), ranges.begin(), ranges.end());
      changed = true;
    }
    if (!changed)
      return true;
  }
  return false;
}

/// `mutex_` beside `rows_`, `m_mutex` beside `m_rows`; no name that means something already.
bool NewMutex::nameMutex() {
  const ir::Record *owner = unit_.record(map_.owner);
  if (!owner)
    return false;
  mutex_ = map_.name.starts_with("m_") ? "m_mutex" : map_.name.ends_with('_') ? "mutex_" : "mutex";
  for (const ir::SymbolId field : owner->fields) {
    const ir::Type *type = unit_.type(unit_.symbols[field].type);
    if (unit_.symbols[field].name == mutex_ || (type && type->kind == ir::TypeKind::Mutex))
      return false;
  }
  return std::ranges::none_of(guarded_, [&](const auto &entry) {
    return std::ranges::any_of(unit_.functions[entry.first].variables,
                               [&](const ir::Variable &v) { return v.name == mutex_; });
  });
}

/// The member, on a line behind that of the map; mutable where a const method locks it.
bool NewMutex::declare() {
  const SourceRange &at = map_.range;
  const std::string_view whole = unit_.files[at.file].text;
  const std::size_t end = whole.find_first_of(";\"'(", at.end);
  if (!at.valid() || at.inMacro || end == whole.npos || whole[end] != ';')
    return false;
  const bool isConst = std::ranges::any_of(guarded_, [&](const auto &entry) {
    ir::FunctionId f = entry.first;
    while (unit_.functions[f].isLambda && unit_.functions[f].parent != ir::none)
      f = unit_.functions[f].parent;
    return unit_.functions[f].isConst;
  });
  const Text text(unit_.files, at.file);
  fix_.edits.push_back(text.insert(static_cast<std::uint32_t>(end + 1),
                                   "\n" + text.indentation(at.begin) + (isConst ? "mutable " : "") +
                                       "std::mutex " + mutex_ + ";"));
  return true;
}

/// Somebody is waited for between the two offsets: with the lock held that could be for ever.
bool NewMutex::waitsIn(ir::FunctionId function, std::uint32_t begin, std::uint32_t end) const {
  bool waits = false;
  ir::forEach(unit_.functions[function], [&](const ir::Instruction &i) {
    if (i.range.begin < begin || i.range.end > end)
      return;
    const ir::Symbol *callee = i.op == ir::Op::Call ? unit_.symbol(i.symbol) : nullptr;
    waits |= i.op == ir::Op::Join;
    waits |= callee && (callee->name.find("sleep") != std::string::npos ||
                        callee->name.find("wait") != std::string::npos);
  });
  return waits;
}

/// Where the block that `from` stands in ends; nothing when its text may hide braces.
static std::optional<std::uint32_t> blockEnd(std::string_view whole, std::uint32_t from) {
  int depth = 0;
  for (std::size_t n = from; n < whole.size(); ++n) {
    depth += whole[n] == '{' ? 1 : 0;
    depth -= whole[n] == '}' ? 1 : 0;
    if (depth < 0)
      return static_cast<std::uint32_t>(n);
  }
  return std::nullopt;
}

/// One guard in the innermost block that holds every place, in front of the first; the whole body
/// where there is no such block.
bool NewMutex::guard(ir::FunctionId id, const std::vector<SourceRange> &places) {
  const ir::Function &function = unit_.functions[id];
  const SourceRange &first = std::ranges::min(places);
  const std::string_view whole = unit_.files[first.file].text;
  const Text text(unit_.files, first.file);
  const std::string name =
      std::ranges::any_of(function.variables,
                          [](const ir::Variable &v) { return v.name == "lock"; })
          ? "guard"
          : "lock";
  const std::string line = "std::lock_guard<std::mutex> " + name + "(" + mutex_ + ");";
  const auto holds = [&](std::uint32_t begin, std::uint32_t end) {
    return std::ranges::all_of(places, [&](const SourceRange &place) {
      return place.file == first.file && place.begin >= begin && place.end <= end;
    });
  };
  if (const auto start = text.statementStart(first.begin)) {
    const auto end = blockEnd(whole, *start);
    if (end && holds(*start, *end) && !waitsIn(id, *start, *end)) {
      fix_.edits.push_back(text.insert(*start, line + "\n" + text.indentation(*start)));
      return true;
    }
  }
  const std::size_t body = whole.find('{', function.range.begin);
  if (isStarted(id) || body == whole.npos || body >= first.begin ||
      !holds(function.range.begin, function.range.end) ||
      waitsIn(id, function.range.begin, function.range.end))
    return false;
  const std::size_t next = whole.find_first_not_of(" \t\r\n", body + 1);
  const auto at = static_cast<std::uint32_t>(next);
  const bool sameLine = text.lineStart(at) <= body;
  fix_.edits.push_back(
      text.insert(at, line + (sameLine ? std::string(" ") : "\n" + text.indentation(at))));
  return true;
}

/// `#include <mutex>` among the headers of the file that has the class.
bool NewMutex::include() {
  const std::string_view whole = unit_.files[map_.range.file].text;
  if (whole.find("#include <mutex>") != whole.npos)
    return true;
  static constexpr std::string_view directive = "#include <";
  std::size_t at = whole.find("\n#include <");
  at = whole.starts_with(directive) ? 0 : at == whole.npos ? at : at + 1;
  if (at == whole.npos)
    return false;
  // In its place by the alphabet, when the headers stand so.
  while (whole.substr(at).starts_with(directive) &&
         whole.substr(at + directive.size()) < std::string_view("mutex"))
    at = whole.find('\n', at) + 1;
  const Text text(unit_.files, map_.range.file);
  fix_.edits.push_back(text.insert(static_cast<std::uint32_t>(at), "#include <mutex>\n"));
  return true;
}

Fix NewMutex::run() {
  if (!collect() || !leaveToCallers() || !nameMutex() || !declare() || !include())
    return {};
  for (const auto &[function, places] : guarded_)
    if (!guard(function, places))
      return {};
  fix_.description = "give '" + map_.name + "' a mutex, and take it wherever the map is used";
  return std::move(fix_);
}

Fix byNewMutex(const UnitFacts &facts, const Race &race) {
  const ir::Symbol *map = facts.unit().symbol(race.declaration);
  if (race.kind != Race::Kind::Unguarded || !map || map->kind != ir::SymbolKind::Field ||
      map->owner == ir::none)
    return {};
  return NewMutex(facts, race).run();
}

} // namespace maplint::fix
