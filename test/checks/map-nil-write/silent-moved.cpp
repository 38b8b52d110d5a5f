// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// After std::move: what was moved from is filled anew, was not moved after all, or is not written.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Row = std::map<std::string, std::string>;

// proof: given void send(Row) {}
void send(Row row);

// clear() makes a moved-from map a known, empty one.
// proof: { std::vector<std::string> names; for (int i = 0; i < 40; ++i)
//   names.push_back(std::to_string(i)); sendInBatches(names); } clean
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
// proof: sendTwice({{"a", "b"}}, {{"c", "d"}}) clean
void sendTwice(Row row, const Row &next) {
  send(std::move(row));
  row = next;
  row["second"] = "yes";
}

// std::exchange leaves a fresh map behind.
// proof: cut({{"a", "b"}}) clean
std::vector<Row> cut(Row &row) {
  std::vector<Row> out;
  out.push_back(std::exchange(row, {}));
  row["part"] = "2";
  return out;
}

// try_emplace does not touch its argument when the key is there.
// proof: offer({{1, {}}}, 1, {{"a", "b"}}) clean
bool offer(std::unordered_map<int, Row> &table, int id, Row row) {
  const bool taken = table.try_emplace(id, std::move(row)).second;
  if (!taken) {
    row["rejected"] = "yes";
    table.insert_or_assign(-id, std::move(row));
  }
  return taken;
}

// Moved on the path that returns.
// proof: sendOrKeep({{"a", "b"}}, false, {}) clean
void sendOrKeep(Row row, bool now, std::vector<Row> &kept) {
  if (now) {
    send(std::move(row));
    return;
  }
  row["kept"] = "yes";
  kept.push_back(row);
}

// A new variable in every round.
// proof: sendEach({"a", "b"}) clean
void sendEach(const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    Row row;
    row["name"] = name;
    send(std::move(row));
  }
}

// Each branch moves once, none writes afterwards.
// proof: sendOne({{"a", "b"}}, true, {}) clean
void sendOne(Row row, bool urgent, std::vector<Row> &queue) {
  if (urgent)
    send(std::move(row));
  else
    queue.push_back(std::move(row));
}

// The element was moved out, not the map that holds it.
// proof: takeCell({{"a", "b"}}, "a") clean
std::string takeCell(Row &row, const std::string &column) {
  std::string cell = std::move(row[column]);
  row[column] = "taken";
  return cell;
}

// swap() with a fresh map is as good as clear().
// proof: drain({{"a", "b"}}, {}) clean
void drain(Row &row, std::vector<Row> &out) {
  Row taken;
  taken.swap(row);
  out.push_back(std::move(taken));
  row["drained"] = "yes";
}

// std::move alone is a cast; a const reference only looks.
// proof: measure({{"a", "b"}}) clean
std::size_t measure(const Row &row) { return row.size(); }

// proof: measureAndAdd({{"a", "b"}}) clean
void measureAndAdd(Row row) {
  const std::size_t size = measure(std::move(row));
  row["size"] = std::to_string(size);
}

// The owner was moved from and then given a new object.
// proof: replace(std::make_unique<Row>()) clean
std::unique_ptr<Row> replace(std::unique_ptr<Row> row) {
  auto old = std::move(row);
  row = std::make_unique<Row>();
  (*row)["fresh"] = "yes";
  return old;
}
