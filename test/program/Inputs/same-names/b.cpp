#include <map>

namespace {
struct Table {
  std::map<int, int> rows;
  void touch(int key) { rows.erase(key); }
};
} // namespace

static void visit(Table &table, int key) { table.touch(key); }

int main() {
  Table table;
  table.rows[1] = 1;
  visit(table, 1);
}
