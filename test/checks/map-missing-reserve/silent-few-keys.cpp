// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// However long the loop is, only few keys are new.

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

enum class Color { Red, Green, Blue };

struct Item {
  std::string name;
  int id = 0;
  Color color = Color::Red;
  double price = 0;
};

// Enumerators.
// proof: lastOfColor({{"a", 1, Color::Green, 2}, {"b", 2}}) clean
std::unordered_map<Color, int> lastOfColor(const std::vector<Item> &items) {
  std::unordered_map<Color, int> result;
  for (const Item &item : items)
    result[item.color] = item.id;
  return result;
}

// Characters.
// proof: byInitial({"ant", "bee", "ape"}) clean
std::unordered_map<char, std::string> byInitial(const std::vector<std::string> &names) {
  std::unordered_map<char, std::string> result;
  for (const std::string &name : names)
    result[name[0]] = name;
  return result;
}

// proof: letters("A word") clean
std::unordered_set<int> letters(const std::string &text) {
  std::unordered_set<int> result;
  for (const char c : text)
    result.insert(std::tolower(c));
  return result;
}

// Bytes.
// proof: lastPosition({1, 2, 1}) clean
std::unordered_map<std::uint8_t, std::size_t> lastPosition(const std::vector<std::uint8_t> &data) {
  std::unordered_map<std::uint8_t, std::size_t> result;
  for (std::size_t i = 0; i < data.size(); ++i)
    result[data[i]] = i;
  return result;
}

// Truth values.
// proof: dear({{"a", 1, Color::Green, 2}, {"b", 2}}) clean
std::unordered_map<bool, int> dear(const std::vector<Item> &items) {
  std::unordered_map<bool, int> result;
  for (const Item &item : items)
    result[item.price > 3] = item.id;
  return result;
}

// Lengths.
// proof: byLength({"ant", "wasp", "bee"}) clean
std::unordered_map<std::size_t, std::string> byLength(const std::vector<std::string> &names) {
  std::unordered_map<std::size_t, std::string> result;
  for (const std::string &name : names)
    result[name.size()] = name;
  return result;
}

// A remainder, a quotient, a masked number; also by way of a variable.
// proof: byCentury({1815, 1848, 1989}) clean
std::unordered_map<int, int> byCentury(const std::vector<int> &years) {
  std::unordered_map<int, int> result;
  for (const int year : years) {
    const int century = year / 100 + 1;
    result[century] = year;
  }
  return result;
}

// proof: hashes({1, 2, 3}) clean
std::unordered_set<unsigned> hashes(const std::vector<unsigned> &values) {
  std::unordered_set<unsigned> result;
  for (const unsigned value : values)
    result.insert((value * 31U) & 7U);
  return result;
}

// A choice of two, an element of a small table, the first letters.
// proof: signs({-5, 5, 7}) clean
std::unordered_map<int, int> signs(const std::vector<int> &values) {
  std::unordered_map<int, int> result;
  for (const int value : values)
    result[value < 0 ? -1 : 1] = value;
  return result;
}

// proof: weekdays(words(7), numbers(20)) clean
std::unordered_map<std::string, int> weekdays(const std::vector<std::string> &names,
                                              const std::vector<int> &days) {
  std::unordered_map<std::string, int> result;
  for (const int day : days)
    result[names[day % 7]] = day;
  return result;
}

// proof: byPrefix({"ant", "antler", "bee"}) clean
std::unordered_map<std::string, std::string> byPrefix(const std::vector<std::string> &words) {
  std::unordered_map<std::string, std::string> result;
  for (const std::string &word : words) {
    const std::string prefix = word.substr(0, 2);
    result[prefix] = word;
  }
  return result;
}

// Counts, in all their spellings.
// proof: added({"a", "b", "a"}) clean
std::unordered_map<std::string, int> added(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> count;
  for (const std::string &word : words)
    count[word] += 1;
  return count;
}

// proof: { show(read({"a", "b", "a"})); } clean
std::unordered_map<std::string, int> read(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> count;
  for (const std::string &word : words)
    count[word] = count[word] + 1;
  return count;
}

// proof: bound({"a", "b", "a"}) clean
std::unordered_map<std::string, int> bound(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> count;
  for (const std::string &word : words) {
    int &number = count[word];
    ++number;
  }
  return count;
}

// proof: searched({"a", "b", "a"}) clean
std::unordered_map<std::string, int> searched(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> count;
  for (const std::string &word : words) {
    const auto known = count.find(word);
    const int before = known == count.end() ? 0 : known->second;
    count.insert_or_assign(word, before + 1);
  }
  return count;
}

// Numbers for names: the same name gets the same number.
// proof: interned({"a", "b", "a"}) clean
std::vector<std::size_t> interned(const std::vector<std::string> &words) {
  std::unordered_map<std::string, std::size_t> numbers;
  std::vector<std::size_t> result;
  for (const std::string &word : words)
    result.push_back(numbers.emplace(word, numbers.size()).first->second);
  return result;
}

// Only the first of each is wanted.
// proof: firsts({1, 2, 1}) clean
std::vector<int> firsts(const std::vector<int> &values) {
  std::vector<int> result;
  std::unordered_set<int> seen;
  for (const int value : values) {
    const auto [at, isNew] = seen.insert(value);
    if (isNew)
      result.push_back(*at);
  }
  return result;
}

// Groups by way of try_emplace.
// proof: groups({{"a", 1}, {"b", 1}, {"c", 2}}) clean
std::unordered_map<int, std::vector<Item>> groups(const std::vector<Item> &items) {
  std::unordered_map<int, std::vector<Item>> result;
  for (const Item &item : items)
    result.try_emplace(item.id).first->second.push_back(item);
  return result;
}

// Makes sure that the key is there; it may come again.
// proof: touch({1, 2, 1}, {{7, {}}}) clean
void touch(const std::vector<int> &keys, std::unordered_map<int, std::vector<int>> &slots) {
  slots.clear();
  for (const int key : keys)
    (void)slots[key];
}
