// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The known ways to change a container and go on with its loop.

#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Task {
  int priority = 0;
  bool cancelled = false;
};

using Tasks = std::map<int, Task>;

// erase() returns the position after the erased one, and the loop goes on from there.
// proof: dropCancelled({{1, {0, true}}, {2, {}}, {3, {0, true}}}) clean
void dropCancelled(Tasks &tasks) {
  for (auto task = tasks.begin(); task != tasks.end();) {
    if (task->second.cancelled)
      task = tasks.erase(task);
    else
      ++task;
  }
}

// The same in a conditional expression.
// proof: dropMinor({{1, {1}}, {2, {9}}, {3, {2}}}, 5) clean
void dropMinor(Tasks &tasks, int limit) {
  for (auto task = tasks.begin(); task != tasks.end();)
    task = task->second.priority < limit ? tasks.erase(task) : std::next(task);
}

// The iterator has moved on before the node it stood on is erased.
// proof: dropOdd({{1, 1}, {2, 2}, {3, 3}}) clean
void dropOdd(std::map<int, int> &table) {
  for (auto it = table.begin(); it != table.end();) {
    if (it->second % 2 != 0)
      table.erase(it++);
    else
      ++it;
  }
}

// Hash containers of the standard are node-based too: the next node does not mind.
// proof: dropShort({"a", "long", "bc", "longer"}) clean
void dropShort(std::unordered_set<std::string> &words) {
  auto word = words.begin();
  while (word != words.end()) {
    if (word->size() < 3)
      words.erase(word++);
    else
      ++word;
  }
}

// The loop ends with the erasure.
// proof: cancelFirst({{1, {1}}, {2, {5}}, {3, {5}}}, 5) clean
bool cancelFirst(Tasks &tasks, int priority) {
  bool found = false;
  for (const auto &[id, task] : tasks) {
    if (task.priority == priority) {
      tasks.erase(id);
      found = true;
      break;
    }
  }
  return found;
}

// The function ends with the erasure.
// proof: popUrgent({{1, {1}}, {2, {10}}, {3, {11}}}) clean
int popUrgent(Tasks &tasks) {
  for (auto task = tasks.begin(); task != tasks.end(); ++task) {
    if (task->second.priority > 9) {
      const int id = task->first;
      tasks.erase(task);
      return id;
    }
  }
  return -1;
}

// The exception leaves the loop.
// proof: { Tasks tasks{{1, {1}}, {2, {-1}}, {3, {}}}; try { checkAll(tasks); } catch (const
//   std::runtime_error &) {} show(tasks); } clean
void checkAll(Tasks &tasks) {
  for (const auto &entry : tasks) {
    if (entry.second.priority < 0) {
      tasks.clear();
      throw std::runtime_error("damaged task list");
    }
  }
}

// goto leaves both loops.
// proof: cutAtFirstClash({{1, {1, 2}}, {2, {3, -1}}, {3, {}}}) clean
void cutAtFirstClash(std::map<int, std::vector<int>> &rooms) {
  for (auto room = rooms.begin(); room != rooms.end(); ++room) {
    for (const int guest : room->second) {
      if (guest < 0) {
        rooms.erase(room);
        goto done;
      }
    }
  }
done:
  rooms[0].push_back(1);
}

// The next position was saved before the current one is erased.
// proof: dropCancelledSaved({{1, {0, true}}, {2, {}}, {3, {0, true}}}) clean
void dropCancelledSaved(Tasks &tasks) {
  for (auto task = tasks.begin(), next = task; task != tasks.end(); task = next) {
    next = std::next(task);
    if (task->second.cancelled)
      tasks.erase(task);
  }
}

// Each round begins anew; no iterator survives the erasure.
// proof: drainCancelled({{1, {0, true}}, {2, {}}, {3, {0, true}}}) clean
void drainCancelled(std::unordered_map<int, Task> &tasks) {
  bool again = true;
  while (again) {
    again = false;
    for (auto task = tasks.begin(); task != tasks.end(); ++task) {
      if (task->second.cancelled) {
        tasks.erase(task);
        again = true;
        break;
      }
    }
  }
}

// The iterator is set to the beginning again right after the erasure.
// proof: restart({1, 2, 3, 7}) clean
void restart(std::unordered_set<int> &numbers) {
  for (auto number = numbers.begin(); number != numbers.end();) {
    if (numbers.contains(*number + 1)) {
      numbers.erase(*number);
      number = numbers.begin();
      continue;
    }
    ++number;
  }
}

// Nothing of the loop is an iterator: it asks for the first element each time.
// proof: consume({{1, {1}}, {2, {2}}}) clean
int consume(std::map<int, Task> &tasks) {
  int sum = 0;
  while (!tasks.empty()) {
    sum += tasks.begin()->second.priority;
    tasks.erase(tasks.begin());
  }
  return sum;
}

// The keys are collected first; the second loop walks over the vector.
// proof: dropCollected({{"a", {0, true}}, {"b", {}}, {"c", {0, true}}}) clean
void dropCollected(std::unordered_map<std::string, Task> &tasks) {
  std::vector<std::string> dead;
  for (const auto &[name, task] : tasks)
    if (task.cancelled)
      dead.push_back(name);
  for (const std::string &name : dead)
    tasks.erase(name);
}

// On a node-based map even collected iterators stay valid until their own erasure.
// proof: dropCollectedIterators({{1, 0}, {2, 1}, {3, 0}}) clean
void dropCollectedIterators(std::map<int, int> &table) {
  std::vector<std::map<int, int>::iterator> dead;
  for (auto it = table.begin(); it != table.end(); ++it)
    if (it->second == 0)
      dead.push_back(it);
  for (auto it : dead)
    table.erase(it);
}

// The loop walks over a copy.
// proof: dropBySnapshot({{1, 0}, {2, 1}, {3, 0}}) clean
void dropBySnapshot(std::map<int, int> &table) {
  const auto snapshot = table;
  for (const auto &[key, value] : snapshot)
    if (value == 0)
      table.erase(key);
}

// The contents were moved away first; the loop refills the old map from the other one.
// proof: requeue({{1, {0, true}}, {2, {}}, {3, {}}}) clean
void requeue(std::unordered_map<int, Task> &tasks) {
  std::unordered_map<int, Task> old;
  old.swap(tasks);
  for (auto &[id, task] : old)
    if (!task.cancelled)
      tasks.emplace(id + 1, task);
}

// The bounds were taken before, and everything between them is erased at once.
// proof: { std::multimap<int, int> events; for (int i = 0; i < 120; ++i) events.emplace(i % 3, i);
//   dropRange(events, 0, 1); dropRange(events, 0, 9); show(events); } clean
void dropRange(std::multimap<int, int> &events, int from, int to) {
  auto first = events.lower_bound(from);
  const auto last = events.upper_bound(to);
  int seen = 0;
  for (auto event = first; event != last; ++event)
    ++seen;
  if (seen > 100)
    events.erase(first, last);
}

// The backward walk takes what erase() returns as well.
// proof: dropTail({{1, 1}, {2, 9}, {3, 8}}, 5) clean
void dropTail(std::map<int, int> &table, int limit) {
  auto it = table.end();
  while (it != table.begin()) {
    --it;
    if (it->second > limit)
      it = table.erase(it);
  }
}
