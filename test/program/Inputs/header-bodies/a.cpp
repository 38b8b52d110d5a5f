#include "stock.h"

void touch(std::map<int, int> &table, int key) { table[key] = 0; }
#define ELEMENT int
#include "table.inc"

void Stock::take(const std::string &name) {
  Latch latch(mutex_);
  counts_.erase(name); // expected-note {{'counts_' is written here under 'mutex_'}}
}

void tidy(std::map<std::string, int> &stock, std::map<int, int> &table) {
  dropEmpty(stock);
  forget(stock, "");
  touchAll(table);
}
