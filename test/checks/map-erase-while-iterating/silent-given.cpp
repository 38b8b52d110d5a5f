// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What a caller gives a method to call changes the map, and the loop is ready for it; or it changes
// another map.
#include <functional>
#include <map>
#include <set>
#include <vector>

// The next position is taken before the visitor may erase this one.
namespace stepsFirst {
class Shelf {
public:
  void add(int book) { books_.insert(book); }
  void discard(int book) { books_.erase(book); }

  int inspect(const std::function<void(int)> &visitor) {
    int seen = 0;
    for (auto it = books_.begin(); it != books_.end();) {
      const int book = *it++;
      visitor(book);
      ++seen;
    }
    return seen;
  }

private:
  std::set<int> books_;
};

// proof: stepsFirst::inspectAll() clean
int inspectAll() {
  Shelf shelf;
  for (int book = 0; book < 4; ++book)
    shelf.add(book);
  return shelf.inspect([&shelf](int book) { shelf.discard(book); });
}
} // namespace stepsFirst

// One shelf is visited, another one changed.
namespace otherObject {
class Shelf {
public:
  void add(int book) { books_.insert(book); }
  void discard(int book) { books_.erase(book); }

  int inspect(const std::function<void(int)> &visitor) const {
    int seen = 0;
    for (int book : books_) {
      visitor(book);
      ++seen;
    }
    return seen;
  }

private:
  std::set<int> books_;
};

// proof: otherObject::keepBoth() clean
int keepBoth() {
  Shelf left;
  Shelf right;
  for (int book = 0; book < 4; ++book) {
    left.add(book);
    right.add(book);
  }
  return left.inspect([&right](int book) { right.discard(book); });
}
} // namespace otherObject

// What is visited is a copy; the visitor says whether it changed the map, and the loop begins anew.
namespace copiesAndBeginsAnew {
class Queue {
public:
  void add(int job) { jobs_[job] = job % 3; }
  void remove(int job) { jobs_.erase(job); }

  int each(const std::function<void(int)> &visitor) {
    const std::map<int, int> now = jobs_;
    int seen = 0;
    for (const auto &entry : now) {
      visitor(entry.first);
      ++seen;
    }
    return seen;
  }

  void drain(const std::function<bool(int)> &changes) {
    for (auto it = jobs_.begin(); it != jobs_.end();) {
      if (changes(it->first))
        it = jobs_.begin();
      else
        ++it;
    }
  }

private:
  std::map<int, int> jobs_;
};

// proof: copiesAndBeginsAnew::run() clean
int run() {
  Queue queue;
  for (int job = 0; job < 6; ++job)
    queue.add(job);
  queue.drain([&queue](int job) {
    if (job % 2)
      return false;
    queue.remove(job);
    return true;
  });
  return queue.each([&queue](int job) { queue.remove(job); });
}
} // namespace copiesAndBeginsAnew

// Each visitor is for its own method: the one that erases is given to the loop that bears it.
namespace eachItsOwn {
class Names {
public:
  void add(int id) { names_[id] = id; }
  void remove(int id) { names_.erase(id); }

  int look(const std::function<void(int)> &visitor) {
    int seen = 0;
    for (auto &entry : names_) {
      visitor(entry.first);
      ++seen;
    }
    return seen;
  }

  void collect(const std::function<void(int)> &visitor) {
    std::vector<int> ids;
    for (auto &entry : names_)
      ids.push_back(entry.first);
    for (int id : ids)
      visitor(id);
  }

private:
  std::map<int, int> names_;
};

// proof: eachItsOwn::run() clean
int run() {
  Names names;
  for (int id = 0; id < 5; ++id)
    names.add(id);
  int sum = names.look([](int) {});
  names.collect([&names](int id) { names.remove(id); });
  return sum;
}
} // namespace eachItsOwn
