// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Member arrays of pointers that somebody sets, or may set out of sight.

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

using Counts = std::map<std::string, int>;

// The constructor makes them all.
// proof: { Made made; made.add("a"); } clean
class Made {
public:
  Made() {
    for (auto &shard : shards_)
      shard = std::make_unique<Counts>();
  }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};

// By index.
// proof: { Indexed indexed; indexed.add("a"); } clean
class Indexed {
public:
  Indexed() {
    for (std::size_t n = 0; n < 2; ++n)
      shards_[n] = std::make_unique<Counts>();
  }
  void add(const std::string &word) { (*shards_.at(word.size() % 2))[word] = 1; }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};

// Where it is declared.
// proof: { Given given; given.add("a"); } clean
class Given {
public:
  void add(const std::string &word) { all_[word.size() % 2]->emplace(word, 1); }

private:
  Counts first_;
  Counts second_;
  Counts *all_[2] = {&first_, &second_};
};

// In the list of initialisers.
// proof: { Listed listed; listed.add("a"); } clean
class Listed {
public:
  Listed() : all_{std::make_shared<Counts>(), std::make_shared<Counts>()} {}
  void add(const std::string &word) { all_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::shared_ptr<Counts>, 2> all_;
};

// Made at the first look.
// proof: { Lazy lazy; lazy.add("a"); } clean
class Lazy {
public:
  void add(const std::string &word) { shard(word.size() % 2).emplace(word, 1); }

private:
  Counts &shard(std::size_t n) {
    auto &shard = shards_[n];
    if (!shard)
      shard = std::make_unique<Counts>();
    return *shard;
  }

  std::array<std::unique_ptr<Counts>, 2> shards_;
};

static void makeAll(std::array<std::unique_ptr<Counts>, 2> &shards) {
  for (auto &shard : shards)
    shard = std::make_unique<Counts>();
}

// A function is given the array.
// proof: { Handed handed; handed.add("a"); } clean
class Handed {
public:
  Handed() { makeAll(shards_); }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};

// A method lets others set them.
// proof: { Open open; open.shard(0) = std::make_unique<Counts>(); open.add("ab"); } clean
class Open {
public:
  std::unique_ptr<Counts> &shard(std::size_t n) { return shards_[n]; }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};

// All at once.
// proof: { Filled filled; filled.add("a"); } clean
class Filled {
public:
  Filled() { shards_.fill(std::make_shared<Counts>()); }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::shared_ptr<Counts>, 2> shards_;
};

// Another object's are taken over.
// proof: { Swapped one; one.take({std::make_unique<Counts>(), std::make_unique<Counts>()});
//   one.add("a"); } clean
class Swapped {
public:
  void take(std::array<std::unique_ptr<Counts>, 2> from) { shards_ = std::move(from); }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};

// Set through emplace-like members of the element.
// proof: { Reset reset; reset.add("a"); } clean
class Reset {
public:
  Reset() {
    shards_[0].reset(new Counts);
    shards_[1].reset(new Counts);
  }
  void add(const std::string &word) { shards_[word.size() % 2]->emplace(word, 1); }

private:
  std::array<std::unique_ptr<Counts>, 2> shards_;
};
