// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// There is a map by the time of the write.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

using Prices = std::map<std::string, double>;

// Made on first use, in a function of its own.
// proof: { Catalogue catalogue; catalogue.set("a", 1); catalogue.set("b", 2); } clean
class Catalogue {
public:
  void set(const std::string &article, double price) { prices()[article] = price; }

private:
  Prices &prices() {
    if (!prices_)
      prices_ = std::make_unique<Prices>();
    return *prices_;
  }

  std::unique_ptr<Prices> prices_;
};

// Made on first use, on the spot.
// proof: setIn({}, 2001, "a") clean
void setIn(std::map<int, std::shared_ptr<Prices>> &byYear, int year, const std::string &article) {
  auto &prices = byYear[year];
  if (!prices)
    prices = std::make_shared<Prices>();
  prices->emplace(article, 1.0);
}

// try_emplace puts a map in when there is none; what is there by this code is never null.
// proof: { std::map<int, std::unique_ptr<Prices>> byYear; tryIn(byYear, 2001, "a"); tryIn(byYear,
//   2001, "b"); show(byYear); } clean
void tryIn(std::map<int, std::unique_ptr<Prices>> &byYear, int year, const std::string &article) {
  const auto [entry, isNew] = byYear.try_emplace(year, nullptr);
  if (isNew)
    entry->second = std::make_unique<Prices>();
  entry->second->emplace(article, 1.0);
}

// The subscript stands on the left of an assignment before it is read.
// proof: { std::unordered_map<int, std::unique_ptr<Prices>> byYear; replaceIn(byYear, 2001);
//   show(byYear); } clean
void replaceIn(std::unordered_map<int, std::unique_ptr<Prices>> &byYear, int year) {
  byYear[year] = std::make_unique<Prices>();
  (*byYear[year])["paper"] = 2.5;
}

// The constructor makes it; methods rely on that.
// proof: { Shop shop; shop.set("a", 1); } clean
class Shop {
public:
  Shop() : prices_(std::make_unique<Prices>()) {}
  void set(const std::string &article, double price) { prices_->insert_or_assign(article, price); }

private:
  std::unique_ptr<Prices> prices_;
};

// The member is set by another method; which one ran first cannot be seen here.
// proof: { Kiosk kiosk; Prices prices; kiosk.attach(&prices); kiosk.set("a", 1); show(prices); }
//   clean
class Kiosk {
public:
  void attach(Prices *prices) { prices_ = prices; }
  void set(const std::string &article, double price) { (*prices_)[article] = price; }

private:
  Prices *prices_ = nullptr;
};

// A reset with an argument is an assignment.
// proof: renew(std::make_unique<Prices>()) clean
void renew(std::unique_ptr<Prices> prices) {
  prices.reset(new Prices);
  prices->emplace("ink", 9.0);
}

// make_shared never gives null.
// proof: standard() clean
std::shared_ptr<Prices> standard() {
  auto prices = std::make_shared<Prices>();
  (*prices)["ink"] = 9.0;
  return prices;
}

// The pointer is null only until the switch has chosen; each case sets it.
enum class Season { Summer, Winter };

// proof: discount(Season::Winter, {}, {{"ink", 10}}) clean
void discount(Season season, Prices &summer, Prices &winter) {
  Prices *prices = nullptr;
  switch (season) {
  case Season::Summer:
    prices = &summer;
    break;
  case Season::Winter:
    prices = &winter;
    break;
  }
  (*prices)["ink"] *= 0.9;
}

// Dereferenced only to read: that is another defect, not a write.
// proof: countOf({{2001, std::make_shared<Prices>()}}, 2001) clean
std::size_t countOf(const std::map<int, std::shared_ptr<Prices>> &byYear, int year) {
  const auto entry = byYear.find(year);
  return entry == byYear.end() ? 0 : entry->second->size();
}

// The two owners change places.
// proof: { std::unique_ptr<Prices> current; rotate(current, nullptr); rotate(current,
//   std::make_unique<Prices>()); show(current); } clean
void rotate(std::unique_ptr<Prices> &current, std::unique_ptr<Prices> fresh) {
  if (!fresh)
    return;
  current.swap(fresh);
  current->emplace("ink", 1.0);
}

// The method makes the map on the path where it is missing.
// proof: { Drafts drafts; drafts.restart(); drafts.restart(); } clean
class Drafts {
public:
  void restart() {
    notes_.reset();
    prepare();
    (*notes_)[0] = 1;
  }

private:
  void prepare() {
    if (!notes_)
      notes_ = std::make_unique<std::map<int, int>>();
  }
  std::unique_ptr<std::map<int, int>> notes_;
};
