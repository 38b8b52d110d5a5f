// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// FLAGS: -std=c++17
// The erasure gives the next position, and the step of the loop moves to the other branch.

#include <map>
#include <set>
#include <string>
#include <unordered_map>

struct Job {
  bool done = false;
  int attempts = 0;
};

// proof: reapFinished({{1, {true, 1}}, {2, {false, 1}}, {3, {true, 2}}}) faults "iterator
//   invalidated by erase"
int reapFinished(std::map<int, Job> &jobs) {
  int reaped = 0;
  for (auto job = jobs.begin(); job != jobs.end(); ++job) { // expected-note {{'jobs' starts here}}
    if (job->second.done) {
      ++reaped;
      jobs.erase(job); // expected-error {{erasing from 'jobs' invalidates the iterator}}
    }
  }
  return reaped;
}

// proof: giveUp({{"a", {false, 9}}, {"b", {false, 1}}}, 5) faults "iterator invalidated by erase"
void giveUp(std::unordered_map<std::string, Job> &jobs, int limit) {
  // expected-note@+1 {{loop over 'jobs' starts here}}
  for (auto job = jobs.begin(); job != jobs.end(); ++job)
    if (job->second.attempts > limit)
      // expected-error@+1 {{erasing from 'jobs' invalidates the iterator}}
      jobs.erase(job);
}

// Erased by the key that the iterator stands on.
// proof: dropNegative({{1, -5}, {2, 5}, {3, -1}}) faults "iterator invalidated by erase"
void dropNegative(std::map<int, int> &balance) {
  // expected-note@+1 {{'balance' starts here}}
  for (auto it = balance.begin(); it != balance.end(); it++) {
    if (it->second < 0) {
      // expected-error@+1 {{erasing from 'balance' invalidates the iterator}}
      balance.erase(it->first);
    }
  }
}

// An else branch is already there.
// proof: splitOff({1, 2, 30, 40}, 10) faults "iterator invalidated by erase"
long splitOff(std::set<long> &ids, long bound) {
  long sum = 0;
  // expected-note@+1 {{loop over 'ids' starts here}}
  for (auto id = ids.begin(); id != ids.end(); ++id) {
    if (*id >= bound) {
      ids.erase(id); // expected-error {{erasing from 'ids' invalidates the iterator}}
    } else {
      sum += *id;
    }
  }
  return sum;
}
