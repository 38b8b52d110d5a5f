// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The handle is dead, but nobody looks at it any more, or it was given a new meaning in time.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

struct Order {
  std::string customer;
  int amount = 0;
};

using Orders = std::map<int, Order>;

// Copied first, erased then.
// proof: finish({{1, {"a", 5}}}, 1) clean
std::string finish(Orders &orders, int number) {
  auto entry = orders.find(number);
  if (entry == orders.end())
    return {};
  std::string customer = entry->second.customer;
  orders.erase(entry);
  return customer;
}

// The value was moved out first.
// proof: take({{1, {"a", 5}}}, 1) clean
Order take(Orders &orders, int number) {
  Order &slot = orders.at(number);
  Order order = std::move(slot);
  orders.erase(number);
  return order;
}

// erase() itself may read the key from the element that it erases.
// proof: dropByOwnKey({{1, {"a", 5}}, {2, {}}}, 1) clean
void dropByOwnKey(Orders &orders, int number) {
  auto entry = orders.find(number);
  if (entry != orders.end())
    orders.erase(entry->first);
}

// The other map gets its copy before the original goes.
// proof: archive({{1, {"a", 5}}, {2, {}}}, {}, 1) clean
void archive(Orders &open, Orders &done, int number) {
  auto entry = open.find(number);
  if (entry == open.end())
    return;
  done.emplace(entry->first, std::move(entry->second));
  open.erase(entry);
}

// The iterator becomes what erase() returns.
// proof: dropAndNext({{1, {"a", 5}}, {2, {"b", 6}}}, 1) clean
int dropAndNext(Orders &orders, int number) {
  auto entry = orders.find(number);
  if (entry == orders.end())
    return 0;
  entry = orders.erase(entry);
  return entry == orders.end() ? 0 : entry->second.amount;
}

// The iterator is looked up again after the table may have grown.
// proof: findAgain({{1, 5}}, 1) clean
int findAgain(std::unordered_map<int, int> &table, int key) {
  auto entry = table.find(key);
  if (entry == table.end())
    return 0;
  table.emplace(key + 1, entry->second);
  entry = table.find(key);
  return entry->second;
}

// The path that erases does not come back.
// proof: charge({{1, {"a", 5}}, {2, {"b", 50}}}, 2, 9) clean
int charge(Orders &orders, int number, int limit) {
  Order &order = orders.at(number);
  if (order.amount > limit) {
    orders.erase(number);
    return 0;
  }
  order.amount += 1;
  return order.amount;
}

// The same condition guards both: on the path that erases, the iterator is not used.
// proof: settle({{1, {"a", 5}}}, 1, true) clean
int settle(Orders &orders, int number, bool paid) {
  auto entry = orders.find(number);
  if (entry == orders.end())
    return 0;
  if (paid)
    orders.erase(entry);
  int rest = number;
  if (!paid)
    rest = entry->second.amount;
  return rest;
}

// Reserved for as many as are inserted: no rehash, the iterator survives ([unord.req.general]).
// proof: reserved(1, 2) clean
int reserved(int a, int b) {
  std::unordered_set<int> seen;
  seen.reserve(8);
  auto first = seen.insert(a).first;
  seen.insert(b);
  return *first;
}

// Every round takes its own reference.
// proof: collect({{1, {"a", 5}}, {2, {"b", 6}}}, {1, 2, 3}) clean
int collect(Orders &orders, const std::set<int> &numbers) {
  int sum = 0;
  for (const int number : numbers) {
    const auto entry = orders.find(number);
    if (entry == orders.end())
      continue;
    sum += entry->second.amount;
    orders.erase(entry);
  }
  return sum;
}

// The comparison is with end(), which only names the place behind the last element.
// proof: removeIfKnown({1, 2}, 1) clean
bool removeIfKnown(std::set<int> &known, int value) {
  const auto last = known.end();
  known.erase(value);
  return known.find(value) == last;
}

// The name is used for a new reference in the next block.
// proof: reuse({{1, 0}}, 1) clean
int reuse(std::map<int, int> &table, int key) {
  if (int &value = table[key]; value == 0)
    table.erase(key);
  int &value = table[key + 1];
  return ++value;
}

// The inner map of one key is erased; the reference leads into that of another key.
// proof: dropSibling({{"keep", {{1, 1}}}, {"scratch", {{2, 2}}}}) clean
int dropSibling(std::map<std::string, std::map<int, int>> &groups) {
  std::map<int, int> &keep = groups["keep"];
  groups.erase("scratch");
  return static_cast<int>(keep.size());
}

// A reference to the map itself is not a reference into it.
// proof: emptied({{1, {"a", 5}}}) clean
std::size_t emptied(Orders &orders) {
  Orders &same = orders;
  orders.clear();
  return same.size();
}

// The pointer was set to null together with the erasure, and is tested.
// proof: { Current current; current.drop(1); show(current.amount()); } clean
class Current {
public:
  void drop(int number) {
    if (current_ == &orders_[number])
      current_ = nullptr;
    orders_.erase(number);
  }

  int amount() const { return current_ ? current_->amount : 0; }

private:
  Orders orders_;
  Order *current_ = nullptr;
};
