// RUN: %verify %s
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
void dropCancelled(Tasks &tasks) {
  for (auto task = tasks.begin(); task != tasks.end();) {
    if (task->second.cancelled)
      task = tasks.erase(task);
    else
      ++task;
  }
}

// The same in a conditional expression.
void dropMinor(Tasks &tasks, int limit) {
  for (auto task = tasks.begin(); task != tasks.end();)
    task = task->second.priority < limit ? tasks.erase(task) : std::next(task);
}

// The iterator has moved on before the node it stood on is erased.
void dropOdd(std::map<int, int> &table) {
  for (auto it = table.begin(); it != table.end();) {
    if (it->second % 2 != 0)
      table.erase(it++);
    else
      ++it;
  }
}

// Hash containers of the standard are node-based too: the next node does not mind.
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
void checkAll(Tasks &tasks) {
  for (const auto &entry : tasks) {
    if (entry.second.priority < 0) {
      tasks.clear();
      throw std::runtime_error("damaged task list");
    }
  }
}

// goto leaves both loops.
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
void dropCancelledSaved(Tasks &tasks) {
  for (auto task = tasks.begin(), next = task; task != tasks.end(); task = next) {
    next = std::next(task);
    if (task->second.cancelled)
      tasks.erase(task);
  }
}

// Each round begins anew; no iterator survives the erasure.
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
int consume(std::map<int, Task> &tasks) {
  int sum = 0;
  while (!tasks.empty()) {
    sum += tasks.begin()->second.priority;
    tasks.erase(tasks.begin());
  }
  return sum;
}

// The keys are collected first; the second loop walks over the vector.
void dropCollected(std::unordered_map<std::string, Task> &tasks) {
  std::vector<std::string> dead;
  for (const auto &[name, task] : tasks)
    if (task.cancelled)
      dead.push_back(name);
  for (const std::string &name : dead)
    tasks.erase(name);
}

// On a node-based map even collected iterators stay valid until their own erasure.
void dropCollectedIterators(std::map<int, int> &table) {
  std::vector<std::map<int, int>::iterator> dead;
  for (auto it = table.begin(); it != table.end(); ++it)
    if (it->second == 0)
      dead.push_back(it);
  for (auto it : dead)
    table.erase(it);
}

// The loop walks over a copy.
void dropBySnapshot(std::map<int, int> &table) {
  const auto snapshot = table;
  for (const auto &[key, value] : snapshot)
    if (value == 0)
      table.erase(key);
}

// The contents were moved away first; the loop refills the old map from the other one.
void requeue(std::unordered_map<int, Task> &tasks) {
  std::unordered_map<int, Task> old;
  old.swap(tasks);
  for (auto &[id, task] : old)
    if (!task.cancelled)
      tasks.emplace(id + 1, task);
}

// The bounds were taken before, and everything between them is erased at once.
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
void dropTail(std::map<int, int> &table, int limit) {
  auto it = table.end();
  while (it != table.begin()) {
    --it;
    if (it->second > limit)
      it = table.erase(it);
  }
}
