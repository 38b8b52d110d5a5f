// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// A value that is only read can be copied before the container changes.

#include <absl/container/flat_hash_map.h>
#include <map>
#include <string>

using Labels = absl::flat_hash_map<int, std::string>;

// proof: label({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
std::string label(Labels &labels, int from, int to) {
  const std::string &base = labels.at(from); // expected-note {{'base' is obtained here}}
  labels[to] = "derived";                    // expected-note {{'labels' is inserted into here}}
  return base + "!"; // expected-error {{reference 'base' is used after inserting into 'labels'}}
}

// proof: refund({{1, 5}}, 1) faults "reference invalidated by erase"
int refund(std::map<int, int> &orders, int number) {
  const auto &amount = orders.at(number); // expected-note {{'amount' is obtained here}}
  orders.erase(number);                   // expected-note {{'orders' is erased from here}}
  return amount; // expected-error {{reference 'amount' is used after erasing from 'orders'}}
}

// proof: duplicate({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
void duplicate(Labels &labels, int from, int to) {
  // expected-note@+3 {{obtained here}}
  // expected-note@+2 {{'labels' is inserted into here}}
  // expected-error@+1 {{reference into 'labels' is used after inserting into 'labels' may have}}
  labels[to] = labels[from];
}

// proof: extend({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
void extend(Labels &labels, int from, int to) {
  auto known = labels.find(from);
  if (known != labels.end()) {
    // expected-note@+3 {{obtained here}}
    // expected-note@+2 {{'labels' is inserted into here}}
    // expected-error@+1 {{reference into 'labels' is used after inserting into 'labels' may have}}
    labels[to] = known->second;
  }
}
