// The archive that reads an entity back, by the fields of Layout.h.

#pragma once

#include "lib/program/Layout.h"
#include "lib/program/Merger.h"
#include "lib/program/Wire.h"

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace maplint::program {

/// The last value of an enumeration: what is beyond it was not written by maplint.
template <typename Enum>
inline constexpr Enum last = Enum{};
template <>
inline constexpr auto last<ir::TypeKind> = ir::TypeKind::Record;
template <>
inline constexpr auto last<ir::SymbolKind> = ir::SymbolKind::External;
template <>
inline constexpr auto last<ir::Storage> = ir::Storage::Capture;
template <>
inline constexpr auto last<ir::Op> = ir::Op::Join;
template <>
inline constexpr auto last<ir::LoopKind> = ir::LoopKind::Algorithm;
template <>
inline constexpr auto last<ir::TripCount::Kind> = ir::TripCount::Kind::Expression;
template <>
inline constexpr auto last<ir::TerminatorKind> = ir::TerminatorKind::Exit;
template <>
inline constexpr auto last<model::OpKind> = model::OpKind::Replace;
template <>
inline constexpr auto last<model::ResultKind> = model::ResultKind::MappedPointer;
template <>
inline constexpr auto last<model::Dies> = model::Dies::IteratorsAndReferences;
template <>
inline constexpr auto last<model::Overload> = model::Overload::OnConst;

/// The archive that reads one entity.
class Reader {
public:
  Reader(Merger &merger, std::string_view bytes) : merger_(merger), in_(bytes) {}

  void operator()(std::string &value) { value = in_.shared(); }

  void operator()(std::string_view &value) { value = merger_.store(in_.shared()); }

  void operator()(bool &value) { value = in_.number() != 0; }

  void operator()(std::int64_t &value) { value = in_.signedNumber(); }

  void operator()(int &value) { value = static_cast<int>(in_.signedNumber()); }

  void operator()(std::uint32_t &value) { value = static_cast<std::uint32_t>(in_.number()) - 1; }

  template <typename Enum>
  requires std::is_enum_v<Enum>

  void operator()(Enum &value) {
    const std::uint64_t number = in_.number();
    if (number > static_cast<std::uint64_t>(last<Enum>))
      in_.fail();
    else
      value = static_cast<Enum>(number);
  }

  template <typename Item>
  void operator()(std::vector<Item> &items) {
    items.resize(in_.count());
    for (Item &item : items) {
      if (!in_.ok())
        return;
      (*this)(item);
    }
  }

  template <typename Item>
  requires std::is_class_v<Item>

  void operator()(Item &item) { fields(*this, item); }

  void type(ir::TypeId &id) { id = merger_.type(in_.sharedHash()); }

  void symbol(ir::SymbolId &id) { id = merger_.symbol(in_.sharedHash()); }

  void symbols(std::vector<ir::SymbolId> &ids) {
    ids.resize(in_.count());
    for (ir::SymbolId &id : ids)
      symbol(id);
  }

  void file(FileId &id) { id = merger_.file(in_.shared()); }

  void container(const model::Container *&container) {
    container = merger_.container(in_.sharedHash());
  }

  void operation(const model::Container *&of, const model::Operation *&operation) {
    container(of);
    if (!of)
      return;
    const std::uint64_t number = in_.number();
    if (number > of->operations.size())
      in_.fail();
    else
      operation = number == 0 ? nullptr : &of->operations[number - 1];
  }

  void index(ir::Op op, std::uint32_t &index) {
    if (op == ir::Op::Lambda)
      function(index);
    else if (op == ir::Op::Opaque)
      type(index);
    else
      (*this)(index);
  }

  void function(ir::FunctionId &id) {
    (*this)(id);
    if (id == ir::none)
      return;
    id += merger_.groupBegin();
    if (id >= merger_.groupEnd())
      in_.fail();
  }

  [[nodiscard]] ByteReader &in() { return in_; }

private:
  Merger &merger_;
  ByteReader in_;
};

} // namespace maplint::program
