// Values as text, to compare what two programs computed. Hash containers are shown sorted: their
// order means nothing.

#pragma once

#include <algorithm>
#include <concepts>
#include <memory>
#include <optional>
#include <ostream>
#include <ranges>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace proof {

template <class T>
void print(std::ostream &out, const T &value);

template <class T>
std::string shown(const T &value) {
  std::ostringstream out;
  print(out, value);
  return out.str();
}

namespace detail {

template <class T>
concept Pointer = std::is_pointer_v<T> || requires(const T &pointer) {
  typename T::element_type;
  pointer.get();
};

template <class T>
concept PairLike = requires(const T &pair) {
  pair.first;
  pair.second;
};

template <class T>
concept Optional = requires(const T &value) {
  { value.has_value() } -> std::same_as<bool>;
  *value;
};

template <class T>
concept Hashed = requires {
  typename T::hasher;
};

/// Anything that a range-based for loop takes; ranges::range asks for more than old iterators have.
template <class T>
concept Range = requires(const T &range) {
  range.begin() != range.end();
  *range.begin();
};

struct Any {
  template <class T>
  operator T() const;
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires {
    T{((void)I, Any())...};
  };
}

template <class T>
constexpr std::size_t memberCount() {
  if constexpr (takes<T>(std::make_index_sequence<4>()))
    return 4;
  else if constexpr (takes<T>(std::make_index_sequence<3>()))
    return 3;
  else if constexpr (takes<T>(std::make_index_sequence<2>()))
    return 2;
  else
    return takes<T>(std::make_index_sequence<1>()) ? 1 : 0;
}

inline void list(std::ostream &out, const std::vector<std::string> &texts) {
  out << '{';
  for (std::size_t i = 0; i < texts.size(); ++i)
    out << (i ? ", " : "") << texts[i];
  out << '}';
}

template <class... Members>
void members(std::ostream &out, const Members &...values) {
  list(out, {shown(values)...});
}

template <class T>
void aggregate(std::ostream &out, const T &value) {
  constexpr std::size_t count = memberCount<T>();
  if constexpr (count == 4) {
    const auto &[a, b, c, d] = value;
    members(out, a, b, c, d);
  } else if constexpr (count == 3) {
    const auto &[a, b, c] = value;
    members(out, a, b, c);
  } else if constexpr (count == 2) {
    const auto &[a, b] = value;
    members(out, a, b);
  } else if constexpr (count == 1) {
    const auto &[a] = value;
    members(out, a);
  } else {
    out << "{}";
  }
}

template <class T>
void range(std::ostream &out, const T &values) {
  std::vector<std::string> texts;
  for (auto at = values.begin(); at != values.end(); ++at)
    texts.push_back(shown(*at));
  if constexpr (Hashed<T>)
    std::sort(texts.begin(), texts.end());
  list(out, texts);
}

/// Whether there is an object, and which value it has; never where.
template <class T>
void pointer(std::ostream &out, const T &value) {
  using Object = std::remove_cv_t<typename std::pointer_traits<T>::element_type>;
  if (!value)
    out << "null";
  else if constexpr (std::is_object_v<Object> && !std::is_pointer_v<T>)
    print(out, *value);
  else
    out << "pointer";
}

template <class T>
constexpr bool isVariant = false;
template <class... T>
constexpr bool isVariant<std::variant<T...>> = true;

} // namespace detail

template <class T>
void print(std::ostream &out, const T &value) {
  if constexpr (std::is_same_v<T, bool>)
    out << (value ? "true" : "false");
  else if constexpr (std::is_enum_v<T>)
    out << static_cast<long long>(value);
  else if constexpr (std::is_same_v<T, unsigned char> || std::is_same_v<T, signed char>)
    out << static_cast<int>(value);
  else if constexpr (std::is_arithmetic_v<T> || std::convertible_to<const T &, std::string_view>)
    out << value;
  else if constexpr (detail::Pointer<T>)
    detail::pointer(out, value);
  else if constexpr (detail::PairLike<T>)
    detail::members(out, value.first, value.second);
  else if constexpr (detail::Optional<T>)
    value.has_value() ? print(out, *value) : void(out << "nothing");
  else if constexpr (detail::Range<T>)
    detail::range(out, value);
  else if constexpr (std::is_same_v<T, std::monostate>)
    out << "nothing";
  else if constexpr (detail::isVariant<T>)
    std::visit([&out](const auto &held) { print(out, held); }, value);
  else if constexpr (std::is_aggregate_v<T> && !std::is_array_v<T>)
    detail::aggregate(out, value);
  else
    out << "object";
}

} // namespace proof
