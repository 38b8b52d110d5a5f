// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The container is a member that has just been made or cleared, or the loop stands in a lambda.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Station {
  std::string code;
  double height = 0;
};

// proof: { Network network(each(100, [](int i) { return Station{std::to_string(i), 1}; }));
//   network.reindex(); } grows 8 -> 0
class Network {
public:
  explicit Network(std::vector<Station> stations) : stations_(std::move(stations)) {
    for (const Station &station : stations_) // expected-note {{reserve room for}}
      heights_.emplace(station.code, station.height); // expected-warning {{'heights_' grows}}
  }

  void reindex() {
    index_.clear();
    for (std::size_t i = 0; i != stations_.size(); ++i) // expected-note {{reserve room for}}
      index_[stations_[i].code] = i; // expected-warning {{'index_' grows}}
  }

private:
  std::vector<Station> stations_;
  std::unordered_map<std::string, double> heights_;
  std::unordered_map<std::string, std::size_t> index_;
};

// proof: { const auto stations = each(100, [](int i) { return Station{std::to_string(i), 1}; });
//   show(countCodes(&stations)); } grows 4 -> 0
std::size_t countCodes(const std::vector<Station> *stations) {
  auto collect = [stations] {
    std::unordered_set<std::string> codes;
    for (const auto &station : *stations) // expected-note {{reserve room for}}
      codes.insert(station.code); // expected-warning {{'codes' grows}}
    return codes;
  };
  return collect().size();
}

struct Report {
  std::unordered_map<std::string, double> rows;
};

// proof: tabulate(each(100, [](int i) { return Station{std::to_string(i), 1}; })) grows 4 -> 0
Report tabulate(const std::vector<Station> &stations) {
  Report report;
  for (const auto &station : stations) // expected-note {{reserve room for}}
    report.rows[station.code] = station.height; // expected-warning {{'report.rows' grows}}
  return report;
}
