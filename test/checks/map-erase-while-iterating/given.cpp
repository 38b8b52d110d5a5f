// RUN: %verify %s
// RUN: %prove %s
// What a caller gives a method to call breaks the loop that calls it.
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

// A visitor by name, handed on by the method that loops.
namespace visitorByName {
class Shelf {
public:
  using Visitor = std::function<void(Shelf &, int)>;

  void add(int book) { books_.insert(book); }
  // expected-note@+1 {{'books_' is erased from here}}
  void discard(int book) { books_.erase(book); }

  int inspect(const Visitor &visitor) {
    int seen = 0;
    for (int book : books_) { // expected-note {{the loop over 'books_' starts here}}
      // expected-error@+1 {{calling 'dropWorn' erases from 'books_' and invalidates the iterator}}
      visit(book, visitor);
      ++seen;
    }
    return seen;
  }

private:
  void visit(int book, const Visitor &visitor) { visitor(*this, book); }
  std::set<int> books_;
};

void dropWorn(Shelf &shelf, int book);

// proof: visitorByName::inspectAll() faults "iterator invalidated by erase"
int inspectAll() {
  Shelf shelf;
  for (int book = 0; book < 4; ++book)
    shelf.add(book);
  return shelf.inspect(dropWorn);
}

// proof: { visitorByName::Shelf shelf; visitorByName::dropWorn(shelf, 4); } clean
void dropWorn(Shelf &shelf, int book) {
  if (book % 2 == 0)
    shelf.discard(book); // expected-note {{calling 'discard' erases from 'books_'}}
}
} // namespace visitorByName

// A predicate that adds while it is asked.
namespace predicateAdds {
class Tasks {
public:
  void add(int weight) {
    tasks_.emplace(++last_, weight); // expected-note {{'tasks_' is inserted into here}}
  }

  int count(const std::function<bool(int)> &isHeavy) {
    int found = 0;
    // expected-note@+1 {{the loop over 'tasks_' starts here}}
    for (auto it = tasks_.begin(); it != tasks_.end(); ++it)
      // expected-error@+1 {{calling 'the lambda' inserts into 'tasks_' and can invalidate}}
      if (isHeavy(it->second))
        ++found;
    return found;
  }

private:
  std::unordered_map<int, int> tasks_;
  int last_ = 0;
};

// proof: predicateAdds::split() faults "iterator invalidated by insertion"
int split() {
  Tasks tasks;
  tasks.add(9);
  return tasks.count([&tasks](int weight) {
    if (weight < 5)
      return false;
    tasks.add(weight / 2); // expected-note {{calling 'add' inserts into 'tasks_'}}
    return true;
  });
}
} // namespace predicateAdds
