// RUN: %verify %s
// expected-no-diagnostics
// After std::move: what was moved from is filled anew, was not moved after all, or is not written.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Row = std::map<std::string, std::string>;

void send(Row row);

// clear() makes a moved-from map a known, empty one.
void sendInBatches(const std::vector<std::string> &names) {
  Row row;
  for (const std::string &name : names) {
    row[name] = "x";
    if (row.size() == 16) {
      send(std::move(row));
      row.clear();
    }
  }
}

// So does an assignment.
void sendTwice(Row row, const Row &next) {
  send(std::move(row));
  row = next;
  row["second"] = "yes";
}

// std::exchange leaves a fresh map behind.
std::vector<Row> cut(Row &row) {
  std::vector<Row> out;
  out.push_back(std::exchange(row, {}));
  row["part"] = "2";
  return out;
}

// try_emplace does not touch its argument when the key is there.
bool offer(std::unordered_map<int, Row> &table, int id, Row row) {
  const bool taken = table.try_emplace(id, std::move(row)).second;
  if (!taken) {
    row["rejected"] = "yes";
    table.insert_or_assign(-id, std::move(row));
  }
  return taken;
}

// Moved on the path that returns.
void sendOrKeep(Row row, bool now, std::vector<Row> &kept) {
  if (now) {
    send(std::move(row));
    return;
  }
  row["kept"] = "yes";
  kept.push_back(row);
}

// A new variable in every round.
void sendEach(const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    Row row;
    row["name"] = name;
    send(std::move(row));
  }
}

// Each branch moves once, none writes afterwards.
void sendOne(Row row, bool urgent, std::vector<Row> &queue) {
  if (urgent)
    send(std::move(row));
  else
    queue.push_back(std::move(row));
}

// The element was moved out, not the map that holds it.
std::string takeCell(Row &row, const std::string &column) {
  std::string cell = std::move(row[column]);
  row[column] = "taken";
  return cell;
}

// swap() with a fresh map is as good as clear().
void drain(Row &row, std::vector<Row> &out) {
  Row taken;
  taken.swap(row);
  out.push_back(std::move(taken));
  row["drained"] = "yes";
}

// std::move alone is a cast; a const reference only looks.
std::size_t measure(const Row &row) { return row.size(); }

void measureAndAdd(Row row) {
  const std::size_t size = measure(std::move(row));
  row["size"] = std::to_string(size);
}

// The owner was moved from and then given a new object.
std::unique_ptr<Row> replace(std::unique_ptr<Row> row) {
  auto old = std::move(row);
  row = std::make_unique<Row>();
  (*row)["fresh"] = "yes";
  return old;
}
