// RUN: %verify %s
// RUN: %prove %s
// Another function invalidates the handle, or hands it out.

#include <absl/container/flat_hash_map.h>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct Profile {
  std::string name;
  int visits = 0;
};

using Profiles = std::map<int, Profile>;

static void purge(Profiles &profiles, int id) {
  profiles.erase(id); // expected-note {{'profiles' is erased from here}}
}

// proof: purgeAndTell({{1, {"a", 1}}}, 1) faults "iterator invalidated by erase"
std::string purgeAndTell(Profiles &profiles, int id) {
  auto profile = profiles.find(id); // expected-note {{'profile' is obtained here}}
  if (profile == profiles.end())
    return {};
  purge(profiles, id);         // expected-note {{calling 'purge' erases from 'profiles'}}
  return profile->second.name; // expected-error {{iterator 'profile' is used after erasing from}}
}

// A lambda does it.
// proof: visitAndReset({{1, {"a", 101}}}, 1) faults "reference invalidated by clear"
int visitAndReset(Profiles &profiles, int id) {
  Profile &profile = profiles[id]; // expected-note {{'profile' is obtained here}}
  auto reset = [&] {
    profiles.clear(); // expected-note {{'profiles' is cleared here}}
  };
  if (profile.visits > 100)
    reset();               // expected-note {{calling 'reset' clears 'profiles'}}
  // expected-error@+1 {{reference 'profile' is used after clearing 'profiles'}}
  return ++profile.visits;
}

// proof: { Directory directory; directory.removeAndCount(1); } faults "reference invalidated by
//   erase"
class Directory {
public:
  Profile &lookup(int id) { return entries_[id]; }

  void remove(int id) {
    entries_.erase(id); // expected-note {{'entries_' is erased from here}}
  }

  // Both methods belong to this object.
  int removeAndCount(int id) {
    Profile &profile = lookup(id); // expected-note {{'profile' is obtained here}}
    remove(id);                    // expected-note {{calling 'remove' erases from 'entries_'}}
    return profile.visits; // expected-error {{reference 'profile' is used after erasing from}}
  }

private:
  std::unordered_map<int, Profile> entries_;
};

// Two calls down, in a container that moves its elements.
// proof: { Strings strings; strings.merge(1, 2); } faults "reference invalidated by insertion"
class Strings {
public:
  int merge(int a, int b) {
    Profile *left = &slot(a);  // expected-note {{'left' is obtained here}}
    Profile *right = &slot(b); // expected-note {{calling 'slot' inserts into 'table_'}}
    right->visits += left->visits; // expected-error {{pointer 'left' is used after inserting into}}
    return right->visits;
  }

private:
  Profile &slot(int id) { return grown(id); } // expected-note {{calling 'grown'}}
  Profile &grown(int id) { return table_[id]; } // expected-note {{'table_' is inserted into here}}

  absl::flat_hash_map<int, Profile> table_;
};

using Cache = std::unordered_map<std::string, std::vector<int>>;

// The reference comes out of a local reference to the map.
// proof: evict({{"a", {1}}}, "a") faults "reference invalidated by erase"
std::size_t evict(Cache &cache, const std::string &key) {
  auto &entries = cache;
  std::vector<int> &values = entries[key]; // expected-note {{'values' is obtained here}}
  cache.erase(key);                        // expected-note {{is erased from here}}
  return values.size(); // expected-error {{reference 'values' is used after erasing from 'cache'}}
}

// The node and what it owns die together: the iterator is all that led to the object.
// proof: { std::map<int, std::unique_ptr<Profile>> staff; staff[1] = std::make_unique<Profile>();
//   retire(staff, 1); } faults "iterator invalidated by erase"
int retire(std::map<int, std::unique_ptr<Profile>> &staff, int id) {
  auto member = staff.find(id); // expected-note {{'member' is obtained here}}
  if (member == staff.end())
    return 0;
  staff.erase(member);           // expected-note {{'staff' is erased from here}}
  return member->second->visits; // expected-error {{iterator 'member' is used after erasing from}}
}
