// RUN: %verify %s
// RUN: %prove %s
// Another name of the container, or another function, does what the loop cannot bear.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Peer {
  bool alive = true;
  int lastSeen = 0;
};

using Peers = std::map<int, Peer>;

// A second reference to the same map.
// proof: dropDead({{1, {false, 0}}, {2, {true, 0}}}) faults "iterator invalidated by erase"
void dropDead(Peers &peers) {
  Peers &table = peers;
  for (const auto &[id, peer] : peers) // expected-note {{loop over 'peers' starts here}}
    if (!peer.alive)
      table.erase(id); // expected-error {{invalidates the iterator this loop goes on with}}
}

// A pointer to the same map.
// proof: dropOld({{1, {true, 0}}, {2, {true, 99}}}, 100) faults "iterator invalidated by erase"
void dropOld(Peers &peers, int now) {
  Peers *table = &peers;
  for (auto peer = table->begin(); peer != table->end(); ++peer) // expected-note {{starts here}}
    if (now - peer->second.lastSeen > 60)
      peers.erase(peer); // expected-error {{invalidates the iterator this loop goes on with}}
}

// A function that erases.
static void forget(Peers &peers, int id) {
  peers.erase(id); // expected-note {{'peers' is erased from here}}
}

// proof: forgetAll({{1, {}}, {2, {}}}, {1}) faults "iterator invalidated by erase"
void forgetAll(Peers &peers, const std::set<int> &banned) {
  for (const auto &[id, peer] : peers) // expected-note {{loop over 'peers' starts here}}
    if (banned.contains(id))
      forget(peers, id); // expected-error {{calling 'forget' erases from 'peers'}}
}

// Two calls down, and the map is a member of what is passed on.
struct Fleet {
  std::map<std::string, int> mileage;
  std::vector<std::string> retired;
};

static void removeTruck(Fleet &fleet, const std::string &plate) {
  fleet.mileage.erase(plate); // expected-note {{'fleet.mileage' is erased from here}}
}

static void retire(Fleet &fleet, const std::string &plate) {
  fleet.retired.push_back(plate);
  removeTruck(fleet, plate); // expected-note {{calling 'removeTruck'}}
}

// proof: retireWorn({{{"B 1", 950'000}, {"B 2", 1}}, {}}) faults "iterator invalidated by erase"
void retireWorn(Fleet &fleet) {
  for (const auto &truck : fleet.mileage) // expected-note {{loop over 'fleet.mileage' starts here}}
    if (truck.second > 900'000)
      retire(fleet, truck.first); // expected-error {{calling 'retire' erases from 'fleet.mileage'}}
}

// A lambda that captured the map.
// proof: expireTokens({{"a", 1}, {"b", 9}}, 5) faults "iterator invalidated by erase"
void expireTokens(std::unordered_map<std::string, long> &tokens, long now) {
  auto revoke = [&tokens](const std::string &token) {
    tokens.erase(token); // expected-note {{'tokens' is erased from here}}
  };
  for (const auto &[token, deadline] : tokens) // expected-note {{loop over 'tokens' starts here}}
    if (deadline < now)
      revoke(token); // expected-error {{calling 'revoke' erases from 'tokens'}}
}

// The function calls itself while its own loop is under way.
// proof: unsubscribe({{"b", "a"}, {"c", "a"}}, "a") faults "iterator invalidated by erase"
void unsubscribe(std::map<std::string, std::string> &parentOf, const std::string &topic) {
  for (const auto &[child, parent] : parentOf) // expected-note {{loop over 'parentOf' starts here}}
    if (parent == topic)
      // expected-error@+1 {{calling 'unsubscribe' erases from 'parentOf'}}
      unsubscribe(parentOf, child);
  parentOf.erase(topic); // expected-note {{'parentOf' is erased from here}}
}

// The helper only inserts, but this container moves its elements to new buckets when it grows.
static int internSymbol(std::unordered_map<std::string, int> &symbols, const std::string &name) {
  // expected-note@+1 {{inserted into here}}
  return symbols.emplace(name, static_cast<int>(symbols.size()))
      .first->second;
}

// proof: mangleAll({{"f", 1}, {"g", 2}}) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
int mangleAll(std::unordered_map<std::string, int> &symbols) {
  int sum = 0;
  for (const auto &[name, id] : symbols) // expected-note {{loop over 'symbols' starts here}}
    if (id > 0)
      // expected-error@+1 {{calling 'internSymbol' inserts into}}
      sum += internSymbol(symbols, "_" + name);
  return sum;
}
