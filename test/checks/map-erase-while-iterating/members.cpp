// RUN: %verify %s
// RUN: %prove %s
// The container is a member: its loop and the operation stand in different methods, the iterator is
// a member too, the class is the container, or the code is a template.

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

// proof: { EventBus bus; bus.subscribe([](int) {}, true); bus.subscribe([](int) {}, false);
//   bus.retireOneShots(); } faults "iterator invalidated by erase"
class EventBus {
public:
  int subscribe(std::function<void(int)> handler, bool once) {
    handlers_[++lastId_] = {std::move(handler), once};
    return lastId_;
  }

  void unsubscribe(int id) {
    handlers_.erase(id); // expected-note {{'handlers_' is erased from here}}
  }

  void retireOneShots() {
    for (const auto &[id, entry] : handlers_) // expected-note {{loop over 'handlers_' starts here}}
      if (entry.once)
        unsubscribe(id); // expected-error {{calling 'unsubscribe' erases from 'handlers_'}}
  }

private:
  struct Entry {
    std::function<void(int)> handler;
    bool once = false;
  };
  std::map<int, Entry> handlers_;
  int lastId_ = 0;
};

class Registry {
public:
  void add(const std::string &name, int uses) { entries_.emplace(name, uses); }

  const std::unordered_map<std::string, int> &entries() const { return entries_; }

  void remove(const std::string &name) {
    entries_.erase(name); // expected-note {{is erased from here}}
  }

private:
  std::unordered_map<std::string, int> entries_;
};

// The getter hands out the very map that remove() changes.
// proof: { Registry registry; registry.add("a", 0); registry.add("b", 1);
//   unregisterUnused(registry); } faults "iterator invalidated by erase"
void unregisterUnused(Registry &registry) {
  for (const auto &[name, uses] : registry.entries()) // expected-note {{starts here}}
    if (uses == 0)
      registry.remove(name); // expected-error {{calling 'remove' erases from}}
}

// proof: { Scanner scanner; scanner.mark(1, -1); scanner.mark(2, 1); scanner.dropFlagged(); }
//   faults "iterator invalidated by erase"
class Scanner {
public:
  void mark(long place, int flag) { marks_[place] = flag; }

  void dropFlagged() {
    // expected-note@+1 {{'marks_' starts}}
    for (cursor_ = marks_.begin(); cursor_ != marks_.end(); ++cursor_)
      if (cursor_->second < 0)
        marks_.erase(cursor_); // expected-error {{erasing from 'marks_' invalidates the iterator}}
  }

private:
  std::map<long, int> marks_;
  std::map<long, int>::iterator cursor_;
};

// proof: { Inventory inventory; inventory["nail"] = 0; inventory["nut"] = 5;
//   inventory.discardEmpty(); } faults "iterator invalidated by erase"
class Inventory : public std::map<std::string, int> {
public:
  void discardEmpty() {
    for (auto item = begin(); item != end(); ++item) // expected-note {{starts here}}
      if (item->second == 0)
        erase(item); // expected-error {{invalidates the iterator this loop goes on with}}
  }
};

template <class Map>
void eraseEmptyLists(Map &lists) {
  for (const auto &[key, list] : lists) // expected-note {{loop over 'lists' starts here}}
    if (list.empty())
      lists.erase(key); // expected-error {{erasing from 'lists' invalidates the iterator}}
}

// proof: tidy({{1, ""}, {2, "b"}}) faults "iterator invalidated by erase"
void tidy(std::map<int, std::string> &notes) { eraseEmptyLists(notes); }
