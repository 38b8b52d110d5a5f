// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Constructors that leave the pointer alone, where somebody else sets it in time.
#include <map>
#include <string>

using Sizes = std::map<std::string, int>;

// A method sets it first.
namespace methodSetsIt {
class Theme {
public:
  Theme() {}
  explicit Theme(Sizes &sizes) { use(sizes); }

  void use(Sizes &sizes) { sizes_ = &sizes; }

  void set(const std::string &what, int size) { (*sizes_)[what] = size; }

private:
  Sizes *sizes_;
};

// proof: { Sizes sizes; methodSetsIt::start(sizes); show(sizes.size()); } clean
void start(Sizes &sizes) {
  Theme theme;
  theme.use(sizes);
  theme.set("cursor", 24);
}
} // namespace methodSetsIt

// It hands over to the constructor that sets it.
namespace handsOver {
class Theme {
public:
  Theme(int, Sizes &sizes) : sizes_(&sizes) {}
  explicit Theme(Sizes &sizes) : Theme(1, sizes) {}

  void set(const std::string &what, int size) { (*sizes_)[what] = size; }

private:
  Sizes *sizes_;
};

// proof: { Sizes sizes; handsOver::start(sizes); show(sizes.size()); } clean
void start(Sizes &sizes) {
  Theme theme(sizes);
  theme.set("cursor", 24);
}
} // namespace handsOver

// The declaration of the member sets it.
namespace declarationSetsIt {
class Theme {
public:
  Theme() {}

  void set(const std::string &what, int size) { (*sizes_)[what] = size; }

private:
  Sizes own_;
  Sizes *sizes_ = &own_;
};

// proof: declarationSetsIt::start() clean
void start() {
  Theme theme;
  theme.set("cursor", 24);
}
} // namespace declarationSetsIt

// Nobody writes through the object that was made so.
namespace nobodyWrites {
class Theme {
public:
  Theme() : isReadOnly_(true) {}
  explicit Theme(Sizes &sizes) : sizes_(&sizes), isReadOnly_(false) {}

  void set(const std::string &what, int size) {
    if (!isReadOnly_)
      (*sizes_)[what] = size;
  }

private:
  Sizes *sizes_;
  bool isReadOnly_;
};

// proof: nobodyWrites::start() clean
void start() {
  Theme theme;
  theme.set("cursor", 24);
}
} // namespace nobodyWrites

// A friend fills it in.
namespace friendFills {
class Theme {
public:
  Theme() {}

  void set(const std::string &what, int size) { (*sizes_)[what] = size; }

private:
  friend void dress(Theme &theme, Sizes &sizes);
  Sizes *sizes_;
};

// proof: { friendFills::Theme theme; Sizes sizes; friendFills::dress(theme, sizes); } clean
void dress(Theme &theme, Sizes &sizes) {
  theme.sizes_ = &sizes;
}

// proof: { Sizes sizes; friendFills::start(sizes); } clean
void start(Sizes &sizes) {
  Theme theme;
  dress(theme, sizes);
  theme.set("cursor", 24);
}
} // namespace friendFills
