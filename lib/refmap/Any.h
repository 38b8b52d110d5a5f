// A value of any type, as Go's `interface{}`: its dynamic type is part of what it is, and that type
// may have no equality. Such a value is found out only when it is hashed or compared.

#pragma once

#include "lib/refmap/Fault.h"

#include <algorithm>
#include <complex>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace refmap {

class Any {
public:
  using Value = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double,
                             std::complex<double>, std::string, const void *, std::vector<Any>>;

  /// nil, which is a key like any other.
  Any() = default;

  Any(int value) : Any("int", std::int64_t{value}) {}

  Any(bool value) : Any("bool", value) {}

  Any(double value) : Any("float64", value) {}

  Any(std::complex<double> value) : Any("complex128", value) {}

  Any(std::string value) : Any("string", std::move(value)) {}

  Any(const char *value) : Any("string", std::string(value)) {}

  /// A value of a named type: `Any("uint8", std::uint64_t{1})`, a struct or array of parts.
  Any(std::string type, Value value) : type_(std::move(type)), value_(std::move(value)) {}

  /// A value of a type without equality, such as `[]int`.
  static Any unhashable(std::string type) {
    Any made(std::move(type), Value());
    made.hasEquality_ = false;
    return made;
  }

  std::string_view type() const { return type_; }

  const Value &value() const { return value_; }

  bool hasEquality() const { return hasEquality_; }

  /// Go's `==`: types first, and only then whether they can be compared at all.
  friend bool operator==(const Any &left, const Any &right) {
    if (left.type_ != right.type_)
      return false;
    if (!left.hasEquality_)
      raise({.kind = FaultKind::Panic,
             .text = "runtime error: comparing uncomparable type " + left.type_});
    return left.value_ == right.value_; // doubles as C++ compares them: NaN differs from itself
  }

private:
  std::string type_; ///< empty: nil
  Value value_;
  bool hasEquality_ = true;
};

/// Looks for what has no hash, as Go's hash function does on its way.
inline void requireHashable(const Any &any) {
  if (!any.hasEquality())
    raise({.kind = FaultKind::Panic,
           .text = "runtime error: hash of unhashable type " + std::string(any.type())});
  if (const auto *parts = std::get_if<std::vector<Any>>(&any.value()))
    std::ranges::for_each(*parts, requireHashable);
}

} // namespace refmap
