// RUN: %verify %s
// RUN: %prove %s
// No thread starts here; what is shared by its nature, in a file that is written for threads.

#include <condition_variable> // expected-note 4 {{this file is written for threads}}
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

// One cache for all instances, filled by whichever asks first.
// proof: threads {} Fonts().widthOf("a") | Fonts().widthOf("b") faults "concurrent map writes"
class Fonts {
public:
  int widthOf(const std::string &glyph) {
    const auto known = widths.find(glyph);
    if (known != widths.end())
      return known->second;
    const int width = static_cast<int>(glyph.size()) * 7;
    widths[glyph] = width; // expected-error {{'Fonts::widths' is written without a lock}}
    return width;
  }

private:
  static std::map<std::string, int> widths; // expected-note {{'Fonts::widths' is one for all threads}}
};

std::map<std::string, int> Fonts::widths;

// The same in a function of its own.
// proof: threads {} label(1) | label(2) faults "concurrent map writes"
const std::string &label(int id) {
  static std::unordered_map<int, std::string> labels; // expected-note {{'labels' is one for all threads}}
  const auto known = labels.find(id);
  if (known != labels.end())
    return known->second;
  // expected-error@+1 {{'labels' is written without a lock}}
  return labels.emplace(id, "#" + std::to_string(id)).first->second;
}

// A library in C calls these on the thread of whoever has a row to report.
using Callback = void (*)(void *context, const char *row);
struct Hooks {
  Callback changed = nullptr;
  Callback flushed = nullptr;
};

static std::set<std::string> dirty; // expected-note {{'dirty' is one for all threads that run the callbacks}}
static std::size_t written = 0;

static void rowChanged(void *, const char *row) {
  dirty.insert(row); // expected-error {{'dirty' is written without a lock}}
}

static void rowsFlushed(void *, const char *) {
  written += dirty.size();
  dirty.clear();
}

// proof: threads { Hooks hooks; hook(hooks); } hooks.changed(nullptr, "a") | hooks.changed(nullptr,
//   "b") faults "concurrent map writes"
// proof: threads { Hooks hooks; hook(hooks); } hooks.changed(nullptr, "a") | hooks.flushed(nullptr,
//   "") faults "concurrent map"
void hook(Hooks &hooks) {
  hooks.changed = rowChanged;
  hooks.flushed = rowsFlushed;
}

// A job runs on whatever worker takes it while next() goes on.
// proof: threads { auto downloads = std::make_shared<Downloads>(); auto job = downloads->next(); }
//   job() | downloads->next() faults "concurrent map writes"
class Downloads : public std::enable_shared_from_this<Downloads> {
public:
  std::function<void()> next() {
    const int id = last_++;
    running_.emplace(id, 0); // expected-error {{'running_' is written without a lock}}
    std::weak_ptr<Downloads> weak = shared_from_this();
    return [weak, id] {
      if (const auto self = weak.lock())
        self->running_.erase(id); // expected-note {{is written here by a job that a method returns}}
    };
  }

private:
  int last_ = 0;
  std::map<int, int> running_;
};

// The queue takes a lock to be posted to: another thread serves it. One method does not post.
// proof: given void Queue::run() { for (;;) { std::function<void()> task; { std::lock_guard
//   lock(mutex_); if (tasks_.empty()) return; task = std::move(tasks_.front()); tasks_.pop_front();
//   } task(); } }
class Queue {
public:
  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  void run();

private:
  std::mutex mutex_;
  std::deque<std::function<void()>> tasks_;
};

// proof: threads { Queue queue; Players players(queue); players.join(1); } queue.run() |
//   players.kickAll() faults "concurrent map writes"
class Players {
public:
  explicit Players(Queue &queue) : queue_(queue) {}
  // expected-note@+1 {{'players_' is written here by a posted task}}
  void join(int id) { queue_.post([this, id] { players_.insert(id); }); }
  void leave(int id) { queue_.post([this, id] { players_.erase(id); }); }
  void kickAll() { players_.clear(); } // expected-error {{elsewhere only by posted tasks}}

private:
  Queue &queue_;
  std::set<int> players_;
};
