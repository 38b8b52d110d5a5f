// What an API call means: which classes are containers, and what each of their operations does to
// iterators, references and size. Plain data; neither Clang nor LLVM.
//
// The rules come from the standard ([associative.reqmts], [unord.req]) and from each library's own
// documentation; every table row names its source.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::model {

/// What an operation does to its container.
enum class OpKind : std::uint8_t {
  Query,       ///< size, empty, count, contains: result is a plain value
  Find,        ///< find, lower_bound, equal_range: result is a position
  At,          ///< at, lookup by reference: never inserts
  Value,       ///< value, lookup: a copy of the mapped value
  Snapshot,    ///< keys(), values(), a copy of the container
  Begin,       ///< begin, cbegin, rbegin
  End,         ///< end, cend, rend
  Subscript,   ///< operator[] of a map: inserts when the key is absent
  Insert,      ///< insert, emplace, try_emplace, emplace_hint: adds when the key is absent
  InsertRange, ///< insert(first, last), insert(initializer_list)
  Assign,      ///< insert_or_assign, QHash::insert: adds or overwrites
  EraseKey,    ///< erase(key), remove(key)
  EraseAt,     ///< erase(iterator)
  EraseRange,  ///< erase(first, last)
  EraseIf,     ///< erase_if, remove_if: unknown elements
  Clear,       ///< clear, container = {}
  Reserve,     ///< reserve(elements)
  Rehash,      ///< rehash(buckets)
  Swap,        ///< swap
  Merge,       ///< merge(other)
  Extract,     ///< extract(key), take(key)
  ExtractAt,   ///< extract(iterator)
  Replace,     ///< container = other
};

/// What an operation's result is bound to.
enum class ResultKind : std::uint8_t {
  None,
  Plain,            ///< a value that does not point into the container
  Iterator,         ///< a position
  IteratorAndBool,  ///< pair(position, inserted)
  IteratorPair,     ///< pair(position, position)
  MappedReference,  ///< a reference to the mapped value
  ElementReference, ///< a reference to the whole element (DenseMap::FindAndConstruct)
  MappedPointer,    ///< a pointer to the mapped value, null when absent
};

/// What dies when an operation takes effect.
enum class Dies : std::uint8_t {
  Nothing,
  TheErased,              ///< iterators and references to the erased elements only
  Iterators,              ///< every iterator; references stay (node-based hash containers)
  IteratorsAndReferences, ///< everything that points into the container
};

/// Which overload of its name an operation is.
enum class Overload : std::uint8_t {
  Any,      ///< the only one, or whatever no other row claims
  Position, ///< the first argument is an iterator of the container: erase(it), insert(hint, x)
  Range,    ///< a pair of iterators
  List,     ///< an initializer_list, or another container of the same type
  OnConst,  ///< the const member function does something else: QHash's operator[] const
};

/// One operation of a container, as overload resolution tells them apart by name and arguments.
///
/// `dies` speaks of the container the method is called on. Of Merge's argument the transferred
/// elements are lost as by that container's EraseAt. Swap kills nothing: iterators and references
/// stay valid, but belong to the other container.
struct Operation {
  std::string_view method; ///< "insert", "operator[]", ...
  OpKind kind = OpKind::Query;
  ResultKind result = ResultKind::Plain;
  Dies dies = Dies::Nothing;
  /// `dies` holds only when the table grows: a sufficient reserve prevents it.
  bool onGrowth = false;
  /// Position of the argument that is the key (or the value that holds it); -1 without one.
  int keyArgument = -1;
  Overload overload = Overload::Any;
};

/// A container type.
struct Container {
  std::string_view name;     ///< qualified, without inline namespaces: "std::unordered_map"
  bool isMap = false;        ///< has mapped values; otherwise a set
  bool isHashed = false;     ///< has a capacity that `reserve` sets
  bool isMulti = false;      ///< equal keys may stand several times
  bool isFlat = false;       ///< elements move when it grows: references die with iterators
  bool endMoves = false;     ///< of a table: end() is where its buckets end, elsewhere once it grows
  bool movesOnErase = false; ///< erasing moves other elements (backward shift, flat trees)
  /// emplace() makes room first and reads its arguments then: they must not lie in the container.
  bool readsArgumentsLate = false;
  std::string_view reserve;  ///< method that takes a number of elements; empty without one
  std::string_view source;   ///< section of the standard or the library's page
  std::vector<Operation> operations;
};

/// How the arguments of a call look; decides between overloads of one name.
struct ArgumentShape {
  unsigned count = 0;
  bool firstIsIterator = false;  ///< the container's own iterator or const_iterator
  bool secondIsIterator = false; ///< any iterator type; a pointer when the first is one too
  bool firstIsList = false;      ///< an initializer_list, or a container of the receiver's type
  bool onConst = false;          ///< the const member function of that name is called
};

bool inserts(OpKind kind);
bool erases(OpKind kind);
/// Changes the container's structure (what a race needs one of).
bool writes(OpKind kind);
/// The kind in lower case with dashes, as a project's configuration writes it: "erase-key".
std::string_view name(OpKind kind);
/// The words that Model::addLike takes for a method.
std::span<const std::string_view> operationWords();
std::string_view name(Dies dies);

/// The containers the analysis knows: the built-in tables and what a project adds.
class Model {
public:
  /// The built-in tables.
  Model();
  Model(Model &&) noexcept = default;
  Model &operator=(Model &&) noexcept = default;

  /// The container called `qualifiedName` (no inline namespaces, no arguments), or null.
  [[nodiscard]] const Container *container(std::string_view qualifiedName) const;

  /// What calling `method` on `container` does, or null for a method the table does not know.
  [[nodiscard]] const Operation *operation(const Container &container, std::string_view method,
                                           ArgumentShape shape) const;

  /// Adds a project's own container `name`, which behaves like `like` (a known container), with
  /// further methods in the words of operationWords(). Returns an empty string, or what is wrong;
  /// then nothing was added.
  std::string addLike(std::string name, std::string_view like,
                      const std::map<std::string, std::string> &methods);

  [[nodiscard]] const std::deque<Container> &containers() const { return containers_; }

  /// Says that several threads call the methods of the classes that `pattern` names, and of those
  /// derived from them: a qualified name, in which `*` stands for anything.
  void addHandler(std::string pattern) { handlers_.push_back(std::move(pattern)); }
  /// True when a pattern names the class.
  [[nodiscard]] bool isHandler(std::string_view qualifiedName) const;
  [[nodiscard]] bool hasHandlers() const { return !handlers_.empty(); }

private:
  std::deque<Container> containers_;
  std::vector<std::string> handlers_;
  std::deque<std::string> names_; ///< storage of the names that addLike brought
  std::map<std::string_view, const Container *> byName_; ///< names and other spellings
};

} // namespace maplint::model
