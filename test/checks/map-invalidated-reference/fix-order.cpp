// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Statements change places: what needs the element comes before what ends it.

#include <absl/container/flat_hash_map.h>
#include <llvm/ADT/DenseMap.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Account {
  std::string owner;
  long balance = 0;
};

using Accounts = std::map<int, Account>;

// The value is taken first.
// proof: shut({{1, {"a", 5}}}, 1) faults "iterator invalidated by erase"
long shut(Accounts &accounts, int id) {
  const auto found = accounts.find(id); // expected-note {{'found' is obtained here}}
  if (found == accounts.end())
    return 0;
  accounts.erase(found);        // expected-note {{'accounts' is erased from here}}
  return found->second.balance; // expected-error {{iterator 'found' is used after erasing from}}
}

// A string is taken as one.
// proof: takeTicket({{1, "a"}}, 1) faults "iterator invalidated by erase"
std::string takeTicket(std::map<int, std::string> &queue, int number) {
  auto slot = queue.find(number); // expected-note {{'slot' is obtained here}}
  if (slot == queue.end())
    return {};
  queue.erase(number); // expected-note {{'queue' is erased from here}}
  return slot->second; // expected-error {{iterator 'slot' is used after erasing from 'queue'}}
}

// The end comes on one of two ways.
// proof: score({{"a", 1}}, "a", true) faults "iterator invalidated by erase"
// proof: { std::map<std::string, int> points{{"a", 1}}; show(score(points, "a", false)); } clean
int score(std::map<std::string, int> &points, const std::string &name, bool retire) {
  auto entry = points.find(name); // expected-note {{'entry' is obtained here}}
  if (entry == points.end())
    return 0;
  if (retire)
    points.erase(entry); // expected-note {{'points' is erased from here}}
  return entry->second;  // expected-error {{iterator 'entry' is used after erasing from 'points'}}
}

// Everything goes.
// proof: reset({{1, {"a", 5}}}, 1) faults "reference invalidated by clear"
long reset(Accounts &accounts, int id) {
  Account *mine = &accounts[id]; // expected-note {{'mine' is obtained here}}
  mine->balance += 1;
  accounts.clear();         // expected-note {{'accounts' is cleared here}}
  return mine->balance * 2; // expected-error {{pointer 'mine' is used after clearing 'accounts'}}
}

static void drop(Accounts &accounts, int id) {
  accounts.erase(id); // expected-note {{erased from here}}
}

// A function ends it.
// proof: forget({{1, {"a", 5}}}, 1) faults "reference invalidated by erase"
bool forget(Accounts &accounts, int id) {
  Account &account = accounts[id]; // expected-note {{'account' is obtained here}}
  drop(accounts, id);              // expected-note {{calling 'drop' erases from 'accounts'}}
  return account.owner.empty();    // expected-error {{reference 'account' is used after erasing}}
}

// The erasure goes behind the statements that look at the element.
// proof: { Accounts accounts{{1, {"a", 5}}}; long sum = 0; std::string last; withdraw(accounts, 1,
//   sum, last); show(accounts, sum, last); } faults "iterator invalidated by erase"
void withdraw(Accounts &accounts, int id, long &sum, std::string &last) {
  auto found = accounts.find(id); // expected-note {{'found' is obtained here}}
  if (found == accounts.end())
    return;
  // It is not needed any more.
  accounts.erase(found);        // expected-note {{'accounts' is erased from here}}
  sum += found->second.balance; // expected-error {{iterator 'found' is used after erasing from}}
  last = found->second.owner;
  sum += 1;
}

// proof: given void *Session::operator new(std::size_t n) { return proof::newObject(n); }
// proof: given void Session::operator delete(void *s) noexcept { proof::deleteObject(s, sizeof(Session)); }
struct Session {
  static void *operator new(std::size_t bytes);
  static void operator delete(void *object) noexcept;
  int user = 0;
};

// What the element owned.
// proof: { std::map<int, std::unique_ptr<Session>> all; all[1] = std::make_unique<Session>();
//   all[1]->user = 7; show(logOut(all, 1)); } faults "invalidated by destruction"
int logOut(std::map<int, std::unique_ptr<Session>> &all, int id) {
  Session *session = all[id].get(); // expected-note {{'session' is obtained here}}
  all.erase(id);                    // expected-note {{'all' is erased from here}}
  return session->user;             // expected-error {{pointer 'session' is used after erasing}}
}

using Titles = absl::flat_hash_map<int, std::string>;

// Nobody looks at the reference before the insertion, so it is taken behind it.
// proof: inherit({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
std::size_t inherit(Titles &titles, int from, int to) {
  std::string &base = titles[from]; // expected-note {{'base' is obtained here}}
  titles[to] = "of ";               // expected-note {{'titles' is inserted into here}}
  base += "!"; // expected-error {{reference 'base' is used after inserting into 'titles' may}}
  return base.size();
}
