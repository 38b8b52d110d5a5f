#include "stock.h"

// expected-note@+1 {{'table' is erased from here}}
void touch(std::map<int, double> &table, int key) { table.erase(key); }
#define ELEMENT double
#include "table.inc"

// The guard is known here too, though its class was read before.
int Stock::total() {
  int sum = 0;
  // expected-error@+1 {{'counts_' is read here without 'mutex_', which guards its writes}}
  for (const auto &[name, count] : counts_)
    sum += count;
  Latch latch(mutex_);
  return sum;
}

void sweep(std::map<std::string, int> &stock, std::map<int, double> &table) {
  dropEmpty(stock);
  for (const auto &[name, count] : stock) // expected-note {{the loop over 'stock' starts here}}
    forget(stock, name); // expected-error {{calling 'forget' erases from 'stock'}}
  touchAll(table);
}
