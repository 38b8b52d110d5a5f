// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Locks of other objects that are the right ones.

#include <map>
#include <mutex>
#include <set>

struct Node {
  std::mutex mutex;
  Node *root = nullptr;
  std::set<int> marks;
};

// The mutex of the root guards the whole tree.
// proof: threads { Node top; Node leaf; leaf.root = &top; Tree tree; } tree.mark(leaf, 1) |
//   tree.count(leaf) clean
class Tree {
public:
  void mark(Node &node, int what) {
    std::lock_guard lock(node.root->mutex);
    node.marks.insert(what);
  }

  void clear(Node &node) {
    std::lock_guard lock(node.root->mutex);
    node.marks.clear();
  }

  int count(Node &node) {
    std::lock_guard lock(node.root->mutex);
    return static_cast<int>(node.marks.size());
  }
};

struct Shelf {
  std::mutex mutex;
  Shelf *above = nullptr;
  std::set<int> marks;
};

// Both are locked, one after the other.
// proof: threads { Shelf top; Shelf leaf; leaf.above = &top; Moves moves; } moves.up(leaf) |
//   moves.mark(leaf, 1) clean
class Moves {
public:
  void mark(Shelf &shelf, int what) {
    std::lock_guard lock(shelf.mutex);
    shelf.marks.insert(what);
  }

  void up(Shelf &shelf) {
    std::lock_guard outer(shelf.above->mutex);
    std::lock_guard inner(shelf.mutex);
    for (const int what : shelf.marks)
      shelf.above->marks.insert(what);
    shelf.marks.clear();
  }
};
