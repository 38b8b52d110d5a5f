// Records a span for each operation, as lines of OTLP JSON: what an OpenTelemetry collector's
// `otlpjsonfile` receiver reads.

#pragma once

#include "lib/refmap/Hash.h"
#include "lib/refmap/Observer.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace refmap {

/// How much a bucket is used: by the calls that touched it within the last window.
enum class Heat : std::uint8_t { Cold, Warm, Hot, Boiling };

inline std::string_view name(Heat heat) {
  constexpr std::array<std::string_view, 4> names{"cold", "warm", "hot", "boiling"};
  return names[static_cast<std::size_t>(heat)];
}

/// From how many calls in a window on a bucket is warm, hot, boiling; and how long the window is.
struct HeatScale {
  std::size_t warm = 10;
  std::size_t hot = 100;
  std::size_t boiling = 1000;
  std::chrono::nanoseconds window = std::chrono::seconds(1);
};

/// Nanoseconds since the epoch. A test brings its own.
using Clock = std::function<std::chrono::nanoseconds()>;

inline std::chrono::nanoseconds systemTime() {
  return std::chrono::system_clock::now().time_since_epoch();
}

/// A span for each operation: its key's hash bucket, the heat of that bucket, and as events the
/// growths and evacuation steps that it paid for. The spans are kept until `flush`.
class SpanObserver : public Observer {
public:
  explicit SpanObserver(std::string mapName, HeatScale scale = {}, Clock clock = systemTime)
      : name_(std::move(mapName)), scale_(scale), clock_(std::move(clock)) {}

  void onStart(Operation) override {
    const std::lock_guard hold(mutex_);
    pending() = {.begin = clock_(), .events = {}};
  }

  void onGrowth(const MapState &, GrowthKind kind) override {
    addEvent(kind == GrowthKind::Bigger ? "grow bigger" : "grow same size");
  }

  void onGrowthEnd(const MapState &) override { addEvent("grow end"); }

  void onEvacuation(const MapState &, std::size_t oldBucket) override {
    addEvent("evacuate bucket " + std::to_string(oldBucket));
  }

  void onOperation(const MapState &state, const OperationEvent &event) override {
    const std::lock_guard hold(mutex_);
    const std::chrono::nanoseconds end = clock_();
    const Pending started = std::exchange(pending(), {});
    spans_.push_back(spanText(state, event, started, end));
  }

  /// Writes what was recorded since the last time as one line.
  void flush(std::ostream &out) {
    const std::lock_guard hold(mutex_);
    if (spans_.empty())
      return;
    out << R"({"resourceSpans":[{"resource":{"attributes":[)" << attribute("service.name", "refmap")
        << R"(]},"scopeSpans":[{"scope":{"name":"refmap"},)"
        << R"("spans":[)";
    const char *separator = "";
    for (const std::string &span : spans_)
      out << std::exchange(separator, ",") << span;
    out << "]}]}]}\n";
    spans_.clear();
  }

private:
  struct Event {
    std::chrono::nanoseconds at;
    std::string what;
  };

  /// The operation that a thread is in the middle of.
  struct Pending {
    std::chrono::nanoseconds begin{};
    std::vector<Event> events;
  };

  Pending &pending() { return pending_[std::this_thread::get_id()]; }

  void addEvent(std::string what) {
    const std::lock_guard hold(mutex_);
    pending().events.push_back({.at = clock_(), .what = std::move(what)});
  }

  /// The calls of the last window, this one included.
  Heat heatOf(std::size_t bucket, std::chrono::nanoseconds now) {
    std::deque<std::chrono::nanoseconds> &calls = calls_[bucket];
    calls.push_back(now);
    while (calls.front() + scale_.window <= now)
      calls.pop_front();
    if (calls.size() >= scale_.boiling)
      return Heat::Boiling;
    if (calls.size() >= scale_.hot)
      return Heat::Hot;
    return calls.size() >= scale_.warm ? Heat::Warm : Heat::Cold;
  }

  std::string spanText(const MapState &state, const OperationEvent &event, const Pending &started,
                       std::chrono::nanoseconds end) {
    // Ids need be unique, no more: sixteen bytes for the trace, eight for the span, none all zero.
    std::string text =
        R"({"traceId":")" + hex(drawRandom() | 1) + hex(drawRandom()) + R"(","spanId":")" +
        hex(drawRandom() | 1) + R"(","name":"map )" + std::string(refmap::name(event.operation)) +
        R"(","kind":1,)" + R"("startTimeUnixNano":")" + std::to_string(started.begin.count()) +
        R"(","endTimeUnixNano":")" + std::to_string(end.count()) + R"(","attributes":[)";
    text += attribute("map.name", name_) + ",";
    text += attribute("map.bucket", event.bucket) + ",";
    text += attribute("map.heat", refmap::name(heatOf(event.bucket, end))) + ",";
    text += attribute("map.entries", state.count) + ",";
    text += attribute("map.had_effect", event.hadEffect ? "yes" : "no") + R"(],"events":[)";
    const char *separator = "";
    for (const Event &happened : started.events)
      text += std::exchange(separator, ",") +
              (R"({"timeUnixNano":")" + std::to_string(happened.at.count()) + R"(","name":")" +
               happened.what + R"("})");
    return text + R"(],"status":{}})";
  }

  static std::string hex(std::uint64_t value) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
  }

  static std::string attribute(std::string_view key, std::string_view value) {
    return R"({"key":")" + std::string(key) + R"(","value":{"stringValue":")" + escaped(value) +
           R"("}})";
  }

  /// OTLP's JSON writes 64-bit integers as strings.
  static std::string attribute(std::string_view key, std::size_t value) {
    return R"({"key":")" + std::string(key) + R"(","value":{"intValue":")" + std::to_string(value) +
           R"("}})";
  }

  static std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20) {
        std::array<char, 7> code{};
        std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
        safe += code.data();
        continue;
      }
      if (c == '\\' || c == '"')
        safe += '\\';
      safe += c;
    }
    return safe;
  }

  std::string name_;
  HeatScale scale_;
  Clock clock_;
  std::mutex mutex_;
  std::map<std::thread::id, Pending> pending_;
  std::map<std::size_t, std::deque<std::chrono::nanoseconds>> calls_; ///< by bucket
  std::vector<std::string> spans_;
};

} // namespace refmap
