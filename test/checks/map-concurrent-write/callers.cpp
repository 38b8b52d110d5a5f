// Operations that rely on the locks of their callers, and the one caller who forgets.
// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
#include <map>
#include <memory>
#include <mutex>
#include <string>

// A private step, two calls away from who forgets.
// proof: threads { Visits visits; } visits.returning(1) | visits.crawler(2) faults "concurrent map
//   writes"
class Visits {
public:
  void first(int page) {
    std::lock_guard<std::mutex> lock(mutex_);
    count(page); // expected-note {{'Visits::count' is called here under 'mutex_'}}
  }
  void returning(int page) {
    std::lock_guard<std::mutex> lock(mutex_);
    count(page);
  }
  void crawler(int page) {
    count(page); // expected-error {{'visits_' is written here without 'mutex_', which guards it elsewhere}}
  }

private:
  void count(int page) { add(page, 1); }
  void add(int page, int n) { visits_[page] += n; } // expected-note {{'visits_' is written here}}

  std::mutex mutex_;
  std::map<int, int> visits_;
};

// Internal functions around a table of the file.
static std::mutex aliasMutex;
static std::map<std::string, std::string> aliases;

static void put(const std::string &name, const std::string &target) {
  aliases[name] = target; // expected-note {{'aliases' is written here}}
}

void define(const std::string &name) {
  std::lock_guard<std::mutex> lock(aliasMutex);
  put(name, name); // expected-note {{'put' is called here under 'aliasMutex'}}
}

// proof: threads {} redefine("b", "c") | define("a") faults "concurrent map writes"
void redefine(const std::string &name, const std::string &target) {
  put(name, target); // expected-error {{'aliases' is written here without 'aliasMutex'}}
}

// An operation that anybody may call, and users of the class who lock it from outside. The fix
// names the mutex as the forgetful one would.
struct Catalogue {
  void enter(int book) { books[book] = "?"; } // expected-note {{'books' is written here}}
  std::mutex mutex;
  std::map<int, std::string> books;
};

void buy(Catalogue &catalogue) {
  std::lock_guard<std::mutex> lock(catalogue.mutex);
  catalogue.enter(1); // expected-note {{'Catalogue::enter' is called here under 'catalogue.mutex'}}
}

// proof: threads { Catalogue catalogue; } inherit(catalogue) | buy(catalogue) clean
void inherit(Catalogue &catalogue) {
  std::lock_guard<std::mutex> lock(catalogue.mutex);
  catalogue.enter(2);
}

// proof: threads { Catalogue catalogue; } borrow(catalogue) | buy(catalogue) faults "concurrent map
//   writes"
void borrow(Catalogue &from) {
  from.enter(3); // expected-error {{'books' is written here without 'from.mutex', which guards it elsewhere}}
}

// The same behind a pointer to the implementation.
// proof: threads { Rates rates; } rates.guess(1) | rates.set(2) faults "concurrent map writes"
class Rates {
  struct Impl {
    std::mutex mutex;
    std::map<int, double> rates;
    void put(int currency) { rates[currency] = 1; } // expected-note {{'rates' is written here}}
  };
  std::unique_ptr<Impl> impl_ = std::make_unique<Impl>();

public:
  void set(int currency) {
    std::lock_guard<std::mutex> lock(impl_->mutex);
    impl_->put(currency); // expected-note {{'Rates::Impl::put' is called here under 'impl_->mutex'}}
  }
  void reset(int currency) {
    std::lock_guard<std::mutex> lock(impl_->mutex);
    impl_->put(currency);
  }
  void guess(int currency) {
    impl_->put(currency); // expected-error {{'rates' is written here without 'impl_->mutex'}}
  }
};
