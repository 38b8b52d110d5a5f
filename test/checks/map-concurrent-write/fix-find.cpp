// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Only the value is wanted: find() under the shared lock instead of `[]`, which inserts.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

// proof: threads { Settings settings; } settings.get("a") | settings.get("b") faults "concurrent map
//   writes"
class Settings {
public:
  void set(const std::string &name, int value) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    values_[name] = value; // expected-note {{'values_' is written here under 'mutex_'}}
  }
  int get(const std::string &name) {
    std::shared_lock<std::shared_mutex> lock(mutex_); // expected-note {{shared}}
    return values_[name]; // expected-error {{'values_' is written under a shared lock of 'mutex_'}}
  }

private:
  std::shared_mutex mutex_;
  std::map<std::string, int> values_;
};

// A value that is no number, in the middle of an expression.
// proof: threads { Titles titles; } titles.greeting(1) | titles.greeting(2) faults "concurrent map
//   writes"
class Titles {
public:
  void set(int id, const std::string &title) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    titles_[id] = title; // expected-note {{'titles_' is written here under 'mutex_'}}
  }
  std::string greeting(int found) {
    std::shared_lock<std::shared_mutex> lock(mutex_); // expected-note {{shared}}
    std::string title = titles_[found]; // expected-error {{written under a shared lock of 'mutex_'}}
    return "dear " + title;
  }

private:
  std::shared_mutex mutex_;
  std::map<int, std::string> titles_;
};
