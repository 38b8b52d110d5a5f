// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Containers whose elements stay where they are: what each operation leaves valid.

#include <absl/container/node_hash_map.h>
#include <llvm/ADT/StringMap.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// A rehash moves buckets, not elements: references stay valid ([unord.req.general]).
// proof: growAround({{1, 5}}, 1) clean
int growAround(std::unordered_map<int, int> &table, int key) {
  int &value = table[key];
  table.emplace(key + 1, 0);
  table.emplace(key + 2, 0);
  return ++value;
}

// Pointers to elements stay valid too.
// proof: longer({{1, "abc"}}, 1, 2) clean
std::string *longer(std::unordered_map<int, std::string> &names, int a, int b) {
  std::string *left = &names[a];
  std::string *right = &names[b];
  return left->size() >= right->size() ? left : right;
}

// Insertion into an ordered map invalidates nothing at all.
// proof: neighbours({{5, 1}}, 5) clean
int neighbours(std::map<int, int> &table, int key) {
  auto here = table.find(key);
  if (here == table.end())
    return 0;
  table.try_emplace(key - 1, 0);
  table.try_emplace(key + 1, 0);
  return std::next(here)->second;
}

// Only the erased element dies.
// proof: dropOther({{1, 5}, {2, 6}}, 1, 2) clean
int dropOther(std::map<int, int> &table, int key, int other) {
  auto keep = table.find(key);
  if (keep == table.end() || key == other)
    return 0;
  table.erase(other);
  return keep->second;
}

// The erased element comes from another position of the same set.
// proof: dropSmallest({3, 1, 2}) clean
int dropSmallest(std::set<int> &heap) {
  if (heap.size() < 2)
    return 0;
  auto smallest = heap.begin();
  auto second = std::next(smallest);
  heap.erase(smallest);
  return *second;
}

// extract() unlinks the node; references to its element live on with the handle.
// proof: rekey({{1, "a"}}, 1, 2) clean
std::string rekey(std::map<int, std::string> &labels, int from, int to) {
  auto entry = labels.find(from);
  if (entry == labels.end())
    return {};
  std::string &label = entry->second;
  auto node = labels.extract(entry);
  node.key() = to;
  labels.insert(std::move(node));
  return label;
}

// swap() hands the elements over; what pointed to one of them still does.
// proof: exchange({{1, 5}}, {{1, 7}}, 1) clean
int exchange(std::unordered_map<int, int> &active, std::unordered_map<int, int> &standby, int key) {
  int &value = active[key];
  active.swap(standby);
  return ++value;
}

// The same holds for moving a whole map.
// proof: publish({{1, "abc"}}, {{2, "d"}}, 1) clean
std::size_t publish(std::map<int, std::string> &draft, std::map<int, std::string> &live, int key) {
  const std::string &text = draft[key];
  live = std::move(draft);
  draft.clear();
  return text.size();
}

// This library has a node-based sibling of its flat map.
// proof: stableSlots({{"x", 1}}) clean
int stableSlots(absl::node_hash_map<std::string, int> &counters) {
  int &hits = counters["hits"];
  int &misses = counters["misses"];
  ++hits;
  return hits + misses;
}

// The entries of a StringMap are allocated one by one.
// proof: { llvm::StringMap<unsigned> pool; show(intern(pool), intern(pool)); } clean
unsigned intern(llvm::StringMap<unsigned> &pool) {
  unsigned &id = pool["self"];
  pool["other"] = 7;
  return ++id;
}

// The object the smart pointer owns does not lie in the map.
struct Widget {
  int width = 0;
};

// proof: { std::unordered_map<int, std::unique_ptr<Widget>> widgets; widgets[1] =
//   std::make_unique<Widget>(); show(attach(widgets, 1)); } clean
int attach(std::unordered_map<int, std::unique_ptr<Widget>> &widgets, int id) {
  Widget *parent = widgets.at(id).get();
  widgets.emplace(id + 1, std::make_unique<Widget>());
  widgets.rehash(1024);
  return parent->width;
}

// The owner was moved out before the element is erased.
// proof: { std::map<int, std::unique_ptr<Widget>> widgets; widgets[1] = std::make_unique<Widget>();
//   show(detach(widgets, 1)); } clean
int detach(std::map<int, std::unique_ptr<Widget>> &widgets, int id) {
  auto entry = widgets.find(id);
  if (entry == widgets.end())
    return 0;
  const std::unique_ptr<Widget> widget = std::move(entry->second);
  widgets.erase(entry);
  return widget->width;
}

// The shared pointer was copied.
// proof: release({{1, std::make_shared<Widget>()}}, 1) clean
int release(std::map<int, std::shared_ptr<Widget>> &widgets, int id) {
  auto widget = widgets.at(id);
  widgets.erase(id);
  return widget->width;
}
