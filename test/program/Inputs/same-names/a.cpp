// expected-no-diagnostics
// Each file has a static function and an unnamed class of the same name; only one of them erases,
// and it is not the one that is called in a loop. Both files have a main.
#include <map>

namespace {
struct Table {
  std::map<int, int> rows;
  void touch(int key) { rows[key] = 1; }
};
} // namespace

static void visit(Table &table, int key) { table.touch(key); }

int main() {
  Table table;
  for (int n = 0; n < 3; ++n)
    visit(table, n);
  for (auto &[key, value] : table.rows)
    visit(table, key);
}
