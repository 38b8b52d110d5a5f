// Bytes: numbers as LEB128, each string once. What is read may be damaged, so a reader never trusts
// a length; after the first mistake it yields zeros and ok() is false.

#pragma once

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::program {

class ByteWriter {
public:
  void number(std::uint64_t value) {
    llvm::raw_string_ostream out(bytes_);
    llvm::encodeULEB128(value, out);
  }

  void signedNumber(std::int64_t value) {
    llvm::raw_string_ostream out(bytes_);
    llvm::encodeSLEB128(value, out);
  }

  /// Eight bytes, the lowest first.
  void hash(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8)
      bytes_ += static_cast<char>(value >> shift);
  }

  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  /// A string that comes again is a number.
  void shared(std::string_view value) {
    const auto [entry, isNew] =
        strings_.try_emplace(llvm::StringRef(value), static_cast<std::uint32_t>(strings_.size()));
    number(entry->second);
    if (isNew)
      text(value);
  }

  /// A hash that comes again is a number.
  void sharedHash(std::uint64_t value) {
    const auto [entry, isNew] =
        hashes_.try_emplace(value, static_cast<std::uint32_t>(hashes_.size()));
    number(entry->second);
    if (isNew)
      hash(value);
  }

  [[nodiscard]] const std::string &bytes() const { return bytes_; }

private:
  std::string bytes_;
  llvm::StringMap<std::uint32_t> strings_;
  std::map<std::uint64_t, std::uint32_t> hashes_;
};

class ByteReader {
public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }

  /// Everything was read, and nothing was wrong.
  [[nodiscard]] bool complete() const { return ok_ && at_ == bytes_.size(); }

  void fail() { ok_ = false; }

  std::uint64_t number() {
    return decode<std::uint64_t>(
        [](const auto *at, unsigned *length, const auto *end, const char **error) {
          return llvm::decodeULEB128(at, length, end, error);
        });
  }

  std::int64_t signedNumber() {
    return decode<std::int64_t>(
        [](const auto *at, unsigned *length, const auto *end, const char **error) {
          return llvm::decodeSLEB128(at, length, end, error);
        });
  }

  std::uint64_t hash() {
    const std::string_view raw = take(8);
    std::uint64_t value = 0;
    for (std::size_t i = raw.size(); i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(raw[i]);
    return value;
  }

  std::string_view text() { return take(number()); }

  std::string_view shared() {
    const std::uint64_t index = number();
    if (index == strings_.size())
      strings_.push_back(text());
    return at(strings_, index);
  }

  std::uint64_t sharedHash() {
    const std::uint64_t index = number();
    if (index == hashes_.size())
      hashes_.push_back(hash());
    return at(hashes_, index);
  }

  /// A number of things that follow, each of at least one byte.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value > bytes_.size() - at_)
      ok_ = false;
    return ok_ ? value : 0;
  }

private:
  template <typename Number, typename Decode>
  Number decode(Decode decode) {
    if (!ok_)
      return 0;
    const auto *begin = reinterpret_cast<const std::uint8_t *>(bytes_.data());
    unsigned length = 0;
    const char *error = nullptr;
    const Number value = decode(begin + at_, &length, begin + bytes_.size(), &error);
    if (error) {
      ok_ = false;
      return 0;
    }
    at_ += length;
    return value;
  }

  std::string_view take(std::uint64_t size) {
    if (!ok_ || size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  template <typename Value>
  Value at(const std::vector<Value> &known, std::uint64_t index) {
    if (ok_ && index < known.size())
      return known[index];
    ok_ = false;
    return {};
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
  std::vector<std::string_view> strings_;
  std::vector<std::uint64_t> hashes_;
};

} // namespace maplint::program
