// The same work on the model and on std::unordered_map; work.go does it on Go's own map. Prints a
// line `map keys size operation nanoseconds` for each measurement; compare.py reads them.

#include "lib/refmap/Map.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using Elem = std::uint64_t;

/// The i-th key: the same numbers in the same order as in work.go.
template <class Key>
Key keyNumber(std::uint64_t i) {
  const std::uint64_t mixed = refmap::mix64(i + 1);
  if constexpr (std::is_same_v<Key, std::uint64_t>)
    return mixed;
  else
    return "key-" + std::to_string(mixed % 10'000'000'000);
}

template <class Key>
std::vector<Key> keys(std::uint64_t from, std::uint64_t count) {
  std::vector<Key> made;
  made.reserve(count);
  for (std::uint64_t i = from; i != from + count; ++i)
    made.push_back(keyNumber<Key>(i));
  return made;
}

/// Go's string refers to text that somebody else owns, so does std::string_view. The texts lie side
/// by side, as Go's allocator puts them.
template <>
std::vector<std::string_view> keys<std::string_view>(std::uint64_t from, std::uint64_t count) {
  constexpr std::size_t longest = 16;
  static std::deque<std::vector<char>> texts;
  std::vector<char> &text = texts.emplace_back(longest * count);
  std::vector<std::string_view> made;
  made.reserve(count);
  for (std::uint64_t i = 0; i != count; ++i) {
    const std::string key = keyNumber<std::string>(from + i);
    char *const place = text.data() + longest * i;
    made.emplace_back(place, key.copy(place, longest));
  }
  return made;
}

template <class Key>
struct Model {
  static constexpr const char *name = "refmap";
  refmap::Map<Key, Elem> map;

  explicit Model(std::size_t hint)
      : map(refmap::Map<Key, Elem>::make(static_cast<std::int64_t>(hint))) {}

  void insert(const Key &key, Elem elem) { map.assign(key, elem); }

  Elem find(const Key &key) const { return map.get(key); }

  void erase(const Key &key) { map.erase(key); }

  Elem sum() const {
    Elem total = 0;
    for (auto each = map.iterate(); each.next();)
      total += each.elem();
    return total;
  }
};

template <class Key>
struct Standard {
  static constexpr const char *name = "unordered_map";
  std::unordered_map<Key, Elem> map;

  explicit Standard(std::size_t hint) { map.reserve(hint); }

  void insert(const Key &key, Elem elem) { map[key] = elem; }

  Elem find(const Key &key) const {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
  }

  void erase(const Key &key) { map.erase(key); }

  Elem sum() const {
    Elem total = 0;
    for (const auto &[key, elem] : map)
      total += elem;
    return total;
  }
};

volatile Elem sink;

/// The processor time of this thread: other programs on the machine do not count.
std::chrono::nanoseconds threadTime() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// The best of several rounds, each `repeats` times over all keys, per key.
template <class Prepare, class Work>
double measure(std::size_t size, const Prepare &prepare, const Work &work) {
  constexpr int rounds = 5;
  const std::size_t repeats = std::max<std::size_t>(1, 200'000 / size);
  double best = 1e300;
  for (int round = 0; round != rounds; ++round) {
    std::chrono::nanoseconds spent{};
    for (std::size_t i = 0; i != repeats; ++i) {
      auto subject = prepare();
      const std::chrono::nanoseconds begin = threadTime();
      work(subject);
      spent += threadTime() - begin;
    }
    best = std::min(best, static_cast<double>(spent.count()) / static_cast<double>(repeats * size));
  }
  return best;
}

template <class Subject, class Key>
void run(const char *keyName, std::size_t size) {
  const std::vector<Key> present = keys<Key>(0, size);
  const std::vector<Key> absent = keys<Key>(size, size);
  const auto filledFrom = [&](std::size_t hint) {
    Subject subject(hint);
    for (const Key &key : present)
      subject.insert(key, 1);
    return subject;
  };
  const auto filled = [&] { return filledFrom(0); };
  const Subject shared = filled();
  const auto none = [] { return 0; };
  const auto findAll = [&](const std::vector<Key> &wanted) {
    return [&](int) {
      Elem total = 0;
      for (const Key &key : wanted)
        total += shared.find(key);
      sink = total;
    };
  };
  const auto print = [&](const char *operation, double nanoseconds) {
    std::printf("%s %s %zu %s %.2f\n", Subject::name, keyName, size, operation, nanoseconds);
    std::fflush(stdout);
  };
  // The making counts: memory that one allocator has ready the other gets when it is first touched.
  const auto makeOne = [&](std::size_t hint) {
    return [&, hint](std::optional<Subject> &made) { made.emplace(filledFrom(hint)); };
  };
  const auto nothing = [] { return std::optional<Subject>(); };
  print("insert", measure(size, nothing, makeOne(0)));
  print("insert-hinted", measure(size, nothing, makeOne(size)));
  print("hit", measure(size, none, findAll(present)));
  print("miss", measure(size, none, findAll(absent)));
  print("iterate", measure(size, none, [&](int) { sink = shared.sum(); }));
  print("delete", measure(size, filled, [&](Subject &subject) {
          for (const Key &key : present)
            subject.erase(key);
        }));
}

} // namespace

int main(int argc, char **argv) {
  const std::size_t most = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  for (const std::size_t size :
       {std::size_t{1'000}, std::size_t{100'000}, std::size_t{1'000'000}}) {
    if (size > most)
      break;
    run<Model<std::uint64_t>, std::uint64_t>("int", size);
    run<Standard<std::uint64_t>, std::uint64_t>("int", size);
    run<Model<std::string_view>, std::string_view>("string", size);
    run<Standard<std::string_view>, std::string_view>("string", size);
    run<Model<std::string>, std::string>("owned-string", size);
    run<Standard<std::string>, std::string>("owned-string", size);
  }
}
