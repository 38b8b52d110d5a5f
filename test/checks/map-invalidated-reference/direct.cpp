// RUN: %verify %s
// RUN: %prove %s
// A handle into a standard container outlives what it stands for, within one function.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

struct Account {
  std::string owner;
  long balance = 0;
};

using Accounts = std::map<int, Account>;

// proof: takeTicket({{1, "a"}}, 1) faults "iterator invalidated by erase"
std::string takeTicket(std::map<int, std::string> &queue, int number) {
  auto slot = queue.find(number); // expected-note {{'slot' is obtained here}}
  if (slot == queue.end())
    return {};
  queue.erase(number); // expected-note {{'queue' is erased from here}}
  // expected-error@+1 {{after erasing from 'queue' invalidated it [map-invalidated-reference]}}
  return slot->second;
}

// proof: closeAccount({{1, {"a", 5}}}, 1) faults "reference invalidated by erase"
long closeAccount(Accounts &accounts, int id) {
  const Account &account = accounts.at(id); // expected-note {{'account' is obtained here}}
  accounts.erase(id);                       // expected-note {{'accounts' is erased from here}}
  // expected-error@+1 {{reference 'account' is used after erasing from 'accounts'}}
  return account.balance;
}

// proof: resetAll({}, 1) faults "reference invalidated by clear"
long resetAll(Accounts &accounts, int id) {
  Account *mine = &accounts[id]; // expected-note {{'mine' is obtained here}}
  mine->balance += 1;
  accounts.clear();     // expected-note {{'accounts' is cleared here}}
  return mine->balance; // expected-error {{pointer 'mine' is used after clearing 'accounts'}}
}

// The buckets move when the table grows, and the iterator with them; a reference would have stayed.
// proof: moveHits({{"a", 1}}, "a", "b") faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
void moveHits(std::unordered_map<std::string, int> &hits, const std::string &from,
              const std::string &to) {
  auto old = hits.find(from); // expected-note {{'old' is obtained here}}
  if (old == hits.end())
    return;
  hits.emplace(to, old->second); // expected-note {{'hits' is inserted into here}}
  hits.erase(old); // expected-error {{iterator 'old' is used after inserting into 'hits' may have}}
}

// proof: firstOwner({{1, {"a", 5}}}) faults "reference invalidated by erase"
std::string firstOwner(Accounts &accounts) {
  auto &[id, account] = *accounts.begin(); // expected-note {{'account' is obtained here}}
  accounts.erase(id);                      // expected-note {{'accounts' is erased from here}}
  // expected-error@+1 {{reference 'account' is used after erasing from 'accounts'}}
  return account.owner;
}

// What insert() gives back is an iterator like any other.
// proof: addBoth({}, "a", "b") faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
int addBoth(std::unordered_set<std::string> &names, const std::string &a, const std::string &b) {
  auto [first, isNew] = names.insert(a); // expected-note {{'first' is obtained here}}
  names.insert(b);                       // expected-note {{'names' is inserted into here}}
  if (!isNew)
    return 0;
  // expected-error@+1 {{iterator 'first' is used after inserting}}
  return static_cast<int>(first->size());
}

// The loop ends in time, but its element is looked at once more.
// proof: popBroke({{1, {"a", 0}}, {2, {"b", 0}}}) faults "reference invalidated by erase"
std::string popBroke(Accounts &accounts) {
  for (const auto &[id, account] : accounts) { // expected-note {{'account' is obtained here}}
    if (account.balance == 0) {
      accounts.erase(id);   // expected-note {{'accounts' is erased from here}}
      return account.owner; // expected-error {{reference 'account' is used after erasing}}
    }
  }
  return {};
}

// proof: eraseTwice({1, 2}, 1) faults "iterator invalidated by erase"
bool eraseTwice(std::set<int> &ports, int port) {
  auto entry = ports.lower_bound(port); // expected-note {{'entry' is obtained here}}
  if (entry == ports.end())
    return false;
  ports.erase(entry);   // expected-note {{'ports' is erased from here}}
  return *entry > port; // expected-error {{iterator 'entry' is used after erasing from 'ports'}}
}

// On one of the two paths only.
// proof: score({{"a", 1}}, "a", true) faults "iterator invalidated by erase"
int score(std::map<std::string, int> &points, const std::string &name, bool retire) {
  auto entry = points.find(name); // expected-note {{'entry' is obtained here}}
  if (entry == points.end())
    return 0;
  if (retire)
    points.erase(entry); // expected-note {{'points' is erased from here}}
  return entry->second;  // expected-error {{iterator 'entry' is used after erasing from 'points'}}
}

// The pointer goes through a second variable before it is used.
// proof: { Accounts accounts{{1, {"a", 5}}}; rename(accounts, 1); } faults "reference invalidated by erase"
long rename(Accounts &accounts, int id) {
  auto entry = accounts.find(id);
  if (entry == accounts.end())
    return 0;
  Account *account = &entry->second; // expected-note {{is obtained here}}
  Account *same = account;
  accounts.erase(entry); // expected-note {{'accounts' is erased from here}}
  return same->balance;  // expected-error {{pointer 'same' is used after erasing from 'accounts'}}
}
