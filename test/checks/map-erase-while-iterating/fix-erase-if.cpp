// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// C++20: a loop that does nothing but erase is a call of std::erase_if.

#include <map>
#include <set>
#include <string>
#include <unordered_map>

struct Lease {
  std::string holder;
  long until = 0;
};

// proof: expire({{1, {"a", 5}}, {2, {"b", 50}}}, 9) faults "iterator invalidated by erase"
void expire(std::map<int, Lease> &leases, long now) {
  // expected-note@+2 {{loop over 'leases' starts here}}
  // expected-error@+3 {{erasing from 'leases' invalidates the iterator}}
  for (const auto &lease : leases)
    if (lease.second.until < now)
      leases.erase(lease.first);
}

// proof: releaseAll({{1, {"a", 5}}, {2, {"b", 50}}}, "a") faults "iterator invalidated by erase"
void releaseAll(std::unordered_map<int, Lease> &leases, const std::string &holder) {
  // expected-note@+2 {{loop over 'leases' starts here}}
  // expected-error@+3 {{erasing from 'leases' invalidates the iterator}}
  for (const auto &[id, lease] : leases) {
    if (lease.holder == holder) {
      leases.erase(id);
    }
  }
}

// proof: { Firewall f; f.open(80); f.open(443); f.open(8080); f.closePrivileged();
//   show(f.openPorts()); } faults "iterator invalidated by erase"
class Firewall {
public:
  void open(int port) { openPorts_.insert(port); }
  const std::set<int> &openPorts() const { return openPorts_; }

  void closePrivileged() {
    // expected-note@+2 {{loop over 'openPorts_' starts here}}
    // expected-error@+3 {{erasing from 'openPorts_' invalidates the iterator}}
    for (int port : openPorts_)
      if (port < firstUnprivileged_)
        openPorts_.erase(port);
  }

private:
  std::set<int> openPorts_;
  int firstUnprivileged_ = 1024;
};

// proof: dropUnnamed({{1, ""}, {2, "b"}}) faults "iterator invalidated by erase"
void dropUnnamed(std::map<long, std::string> &labels) {
  // expected-note@+2 {{loop over 'labels' starts here}}
  // expected-error@+3 {{erasing from 'labels' invalidates the iterator}}
  for (auto label = labels.begin(); label != labels.end(); ++label)
    if (label->second.empty())
      labels.erase(label);
}
