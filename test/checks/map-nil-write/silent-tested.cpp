// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The pointer was looked at before the write, in one way or another.

#include <cassert>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <variant>

using Tags = std::unordered_map<std::string, int>;

// The early return takes care of null.
// proof: { Tags tags; addTag(&tags, "a"); addTag(nullptr, "a"); show(tags); } clean
void addTag(Tags *tags, const std::string &tag) {
  if (tags == nullptr)
    return;
  tags->emplace(tag, 1);
}

// Nothing is known about a parameter that nobody tests; callers may well promise an object.
// proof: { Tags tags; addTagUnchecked(&tags, "a"); show(tags); } clean
void addTagUnchecked(Tags *tags, const std::string &tag) { (*tags)[tag] = 1; }

// The same test on the same line.
// proof: { Tags tags; show(addIfRoom(&tags, "a", 9), addIfRoom(nullptr, "a", 9), tags); } clean
bool addIfRoom(Tags *tags, const std::string &tag, std::size_t limit) {
  return tags && tags->size() < limit && tags->emplace(tag, 1).second;
}

// The assertion is the author's word.
// proof: { Tags tags; addAsserted(&tags, "a"); show(tags); } clean
void addAsserted(Tags *tags, const std::string &tag) {
  assert(tags && "caller owns the map");
  tags->insert({tag, 1});
}

// The exception ends the null path.
// proof: { Tags tags; addOrThrow(&tags, "a"); try { addOrThrow(nullptr, "a"); } catch (const
//   std::invalid_argument &) {} show(tags); } clean
void addOrThrow(Tags *tags, const std::string &tag) {
  if (!tags)
    throw std::invalid_argument("no tags");
  tags->insert({tag, 1});
}

// proof: given [[noreturn]] void fail(const char *why) { throw why; }
[[noreturn]] void fail(const char *why);

// A function that does not return ends it as well.
// proof: { Tags tags; addOrFail(&tags, "a"); try { addOrFail(nullptr, "a"); } catch (const char *)
//   {} show(tags); } clean
void addOrFail(Tags *tags, const std::string &tag) {
  if (!tags)
    fail("no tags");
  (*tags)[tag] += 1;
}

// The pointer is declared inside the test.
// proof: addToFound({{1, {{"a", 1}}}}, 1) clean
void addToFound(std::map<int, Tags> &groups, int group) {
  auto find = [&groups](int id) -> Tags * {
    const auto entry = groups.find(id);
    return entry == groups.end() ? nullptr : &entry->second;
  };
  if (Tags *tags = find(group))
    tags->clear();
}

// The flag that decided about the pointer decides about the write.
// proof: { Tags store; show(addWhenEnabled(true, store, "a"), addWhenEnabled(false, store, "b"),
//   store); } clean
int addWhenEnabled(bool enabled, Tags &store, const std::string &tag) {
  Tags *tags = nullptr;
  if (enabled)
    tags = &store;
  const int length = static_cast<int>(tag.size());
  if (enabled)
    (*tags)[tag] = length;
  return length;
}

// The null branch chose another map.
// proof: addSomewhere(nullptr, {}, "a") clean
void addSomewhere(Tags *preferred, Tags &fallback, const std::string &tag) {
  Tags *tags = preferred ? preferred : &fallback;
  tags->emplace(tag, 1);
}

// The loop goes on until there is one.
// proof: { Tags tags; Tags *candidates[] = {nullptr, &tags}; addToFirst(candidates, 2, "a");
//   addToFirst(candidates, 1, "a"); show(tags); } clean
void addToFirst(Tags *const *candidates, std::size_t count, const std::string &tag) {
  Tags *tags = nullptr;
  for (std::size_t i = 0; i < count && !tags; ++i)
    tags = candidates[i];
  if (tags)
    tags->emplace(tag, 1);
}

// has_value() was asked.
// proof: { std::optional<Tags> tags; addToOptional(tags, "a"); tags.emplace(); addToOptional(tags,
//   "a"); show(tags); } clean
void addToOptional(std::optional<Tags> &tags, const std::string &tag) {
  if (!tags.has_value())
    return;
  (*tags)[tag] = 1;
}

// The optional was given a value on the path where it had none.
// proof: addToEmplaced({}, "a") clean
void addToEmplaced(std::optional<Tags> tags, const std::string &tag) {
  if (!tags)
    tags.emplace();
  tags->emplace(tag, 1);
}

// value() throws on its own.
// proof: { std::optional<Tags> tags; try { addToValue(tags, "a"); } catch (const
//   std::bad_optional_access &) {} tags.emplace(); addToValue(tags, "a"); show(tags); } clean
void addToValue(std::optional<Tags> &tags, const std::string &tag) { tags.value()[tag] = 1; }

// get_if was tested.
// proof: { std::variant<int, Tags> value; addToVariant(value, "a"); value.emplace<Tags>();
//   addToVariant(value, "a"); show(value); } clean
void addToVariant(std::variant<int, Tags> &value, const std::string &tag) {
  if (auto *tags = std::get_if<Tags>(&value); tags != nullptr)
    tags->insert_or_assign(tag, 1);
}

// A negative answer of the helper means that the pointer was set.
// proof: { Tags *chosen = nullptr; std::map<int, Tags> groups{{1, {}}}; show(choose(groups, 1,
//   chosen), choose(groups, 2, chosen)); } clean
bool choose(std::map<int, Tags> &groups, int group, Tags *&chosen) {
  const auto entry = groups.find(group);
  if (entry == groups.end())
    return false;
  chosen = &entry->second;
  return true;
}

// proof: addToChosen({{1, {}}}, 1, "a") clean
void addToChosen(std::map<int, Tags> &groups, int group, const std::string &tag) {
  Tags *tags = nullptr;
  if (!choose(groups, group, tags))
    return;
  tags->emplace(tag, 1);
}

// Whoever hands over the map may have filled it: the key is there as far as anybody can see.
// proof: { std::unordered_map<int, std::unique_ptr<std::map<int, int>>> readers; readers[1] =
//   std::make_unique<std::map<int, int>>(); lend(readers, 1); show(readers); } clean
void lend(std::unordered_map<int, std::unique_ptr<std::map<int, int>>> &readers, int reader) {
  const std::unique_ptr<std::map<int, int>> &loans = readers[reader];
  (*loans)[7] = 1;
}
