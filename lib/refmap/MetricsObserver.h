// Keeps the metrics of the maps it observes, and prints them in Prometheus' text format.

#pragma once

#include "lib/refmap/Observer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace refmap {

/// `map_entry_count`, `map_size_bytes` and `map_grow_total{kind}`, with a label that names the map.
/// Several maps may share one: their numbers are kept apart by that name.
class MetricsObserver : public Observer {
public:
  explicit MetricsObserver(std::string mapName) : name_(std::move(mapName)) {}

  void onOperation(const MapState &state, const OperationEvent &) override { note(state); }

  void onGrowth(const MapState &state, GrowthKind kind) override {
    note(state);
    const std::lock_guard hold(mutex_);
    ++(kind == GrowthKind::Bigger ? biggerGrowths_ : sameSizeGrowths_);
  }

  /// What has grown stays counted; what is no more holds nothing.
  void onDetach(const void *map) override {
    const std::lock_guard hold(mutex_);
    maps_.erase(map);
  }

  /// Writes the metrics as a scrape would read them.
  void print(std::ostream &out) const {
    const std::lock_guard hold(mutex_);
    std::size_t entries = 0;
    std::size_t bytes = 0;
    for (const auto &[map, numbers] : maps_) {
      entries += numbers.entries;
      bytes += numbers.bytes;
    }
    const std::string label = "map=\"" + escaped(name_) + "\"";
    printHead(out, "map_entry_count", "gauge", "Entries in the map.");
    out << "map_entry_count{" << label << "} " << entries << "\n";
    printHead(out, "map_size_bytes", "gauge",
              "Bytes of the header, the table and its overflow buckets.");
    out << "map_size_bytes{" << label << "} " << bytes << "\n";
    printHead(out, "map_grow_total", "counter", "Growths that were started, by kind.");
    out << "map_grow_total{" << label << ",kind=\"bigger\"} " << biggerGrowths_ << "\n"
        << "map_grow_total{" << label << ",kind=\"same\"} " << sameSizeGrowths_ << "\n";
  }

private:
  struct Numbers {
    std::size_t entries = 0;
    std::size_t bytes = 0;
  };

  void note(const MapState &state) {
    const std::lock_guard hold(mutex_);
    maps_[state.map] = {.entries = state.count, .bytes = state.bytes};
  }

  static void printHead(std::ostream &out, std::string_view metric, std::string_view type,
                        std::string_view help) {
    out << "# HELP " << metric << " " << help << "\n# TYPE " << metric << " " << type << "\n";
  }

  /// The text format's rule for label values: backslash, quotation mark and line feed.
  static std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
      if (c == '\\' || c == '"')
        safe += '\\';
      c == '\n' ? safe += "\\n" : safe += c;
    }
    return safe;
  }

  std::string name_;
  mutable std::mutex mutex_; ///< readers of one map may be several
  std::map<const void *, Numbers> maps_;
  std::uint64_t biggerGrowths_ = 0;
  std::uint64_t sameSizeGrowths_ = 0;
};

} // namespace refmap
