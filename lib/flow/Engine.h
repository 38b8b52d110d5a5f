// One function, path by path: a worklist over its blocks, a set of states at each, and a transfer
// function for each instruction. The transfer functions are spread over files by topic: Memory.cpp,
// Containers.cpp, Calls.cpp, Conditions.cpp, Locks.cpp, ThreadStarts.cpp.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/flow/State.h"
#include "lib/flow/Summary.h"
#include "lib/flow/Translate.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

namespace maplint::flow {

/// What invalidated a handle.
struct Death {
  At at;
  SourceRange range;
  PathId path = 0;
  const model::Container *container = nullptr;
  model::OpKind kind = model::OpKind::EraseKey;
  model::Dies dies = model::Dies::TheErased;
  bool onGrowth = false;
  bool keyFromElement = false;
  bool certainElement = true;
  bool isGuess = false;
  bool isOwned = false; ///< not of an element, but of what it owned
  std::vector<Step> calls;
  SourceRange leftBehind;        ///< of a death that an earlier call of a method left in a member
  std::map<PathId, SymId> along; ///< what the same call put into other members
};

/// A handle into a container of the object that a member function leaves in a member.
struct Resting {
  PathId member = 0;
  SymId handle = 0;
  bool isDead = false;
  Death death;
  std::map<PathId, SymId> along; ///< what the same call left in other members

  friend bool operator<(const Resting &a, const Resting &b) {
    return std::tuple(a.member, a.isDead, a.handle != 0, a.death.range) <
           std::tuple(b.member, b.isDead, b.handle != 0, b.death.range);
  }
};

/// What the analyses of a unit share.
struct Shared {
  const ir::Unit &unit;
  Domain &domain;
  std::vector<Summary> &summaries;       ///< by FunctionId
  std::set<ir::SymbolId> reservedFields; ///< fields some function gives a capacity
  /// Virtual function -> those that override it, with bodies in the unit.
  std::map<ir::SymbolId, std::vector<ir::FunctionId>> overriders;
  std::vector<ir::SymbolId> nullAtStart; ///< pointers that are null when main begins
  /// Field -> the closures that some function puts into it; grows while functions are explored.
  std::map<ir::SymbolId, std::set<ir::FunctionId>> *callbacks;
  /// Function and parameter -> the callables that calls in the unit give it; grows likewise.
  std::map<std::pair<ir::FunctionId, ir::VarId>, std::set<Given>> *given;
};

class Engine {
public:
  /// `shared` must outlive the engine.
  Engine(const Shared &shared, ir::FunctionId function, UnitFacts &facts);

  /// Explores the function; adds its facts and returns its summary.
  Summary run();
  /// The same kind of handle into the same container as `handle`, at `position`.
  static SymId atUnknown(Domain &domain, SymId handle, SymId position);
  /// What members hold when the exploration begins.
  void seed(const std::vector<Resting> &members);
  /// Handles among the seeds that nobody keeps away from an element which is erased by a key from
  /// outside: it may be theirs.
  void expose(const std::vector<Resting> &members);

  /// The handles that the function leaves in members of its object.
  [[nodiscard]] const std::set<Resting> &leaves() const { return leaves_; }

private:
  // --- the worklist (Engine.cpp)
  void enter(ir::BlockId block, State state);
  void runBlock(ir::BlockId block, State state);
  void leave(ir::BlockId block, State state);
  void execute(const ir::Instruction &instruction, State state, std::vector<State> &out);
  State initial(); // Initial.cpp
  void beginGlobals(State &state);
  void beginField(State &state, ir::SymbolId field, bool isSetElsewhere);
  void forgetTemporaries(State &state) const;
  void collectGarbage(State &state) const; // Garbage.cpp
  void findLasting();
  [[nodiscard]] bool inLoop() const;

  // --- values and places (Memory.cpp)
  Value operand(const State &state, const ir::Instruction &i, unsigned n) const;
  PathId pathOf(const Value &place);
  PathId operandPath(const State &state, const ir::Instruction &i, unsigned n);
  /// The value of operand n, loaded when the operand is a place.
  Value operandValue(State &state, const ir::Instruction &i, unsigned n);
  Value read(const State &state, PathId path);
  void write(State &state, PathId path, Value value);
  PathId anyElement(PathId sequence);
  PathId anyElementFor(PathId path);
  [[nodiscard]] bool isHandle(SymId sym) const; ///< an iterator, or an address in a container
  Value anyOf(Value held);
  void addElement(State &state, PathId sequence, Value value);
  void empty(State &state, PathId sequence);
  void exchangeElements(State &state, PathId a, PathId b);
  [[nodiscard]] const ir::Type *typeOf(PathId path) const;
  void erase(State &state, PathId path);  ///< forgets the values at and below `path`
  void forget(State &state, PathId path); ///< the object at `path` is a new one
  void forgetAnswers(State &state, PathId path);
  void havoc(State &state, PathId path); ///< somebody may have written there
  SymId fresh(State &state, SymKind kind = SymKind::Fresh);
  void purge(State &state, std::uint32_t sequence);
  SymId stale(SymId sym);
  void result(State &state, const ir::Instruction &i, Value value);
  void memory(const ir::Instruction &i, State &state);
  Value deref(State &state, const ir::Instruction &i, Value pointer);
  void use(State &state, const Value &value, const ir::Instruction &i, bool advances = false);
  [[nodiscard]] InvalidUse describe(const State &state, const Value &value,
                                    const Death &death) const;
  [[nodiscard]] bool goesThroughReference(const InvalidUse &found, ir::LoopId loop) const;
  [[nodiscard]] ir::LoopId loopAround(const Death &death) const;
  [[nodiscard]] bool isExcused(const State &state, const Death &death) const;
  [[nodiscard]] bool liesInTable(PathId place) const;
  void touch(State &state, SymId sym, const SourceRange &range, std::vector<Step> calls);
  [[nodiscard]] bool throughSecond(SymId sym) const; ///< names a mapped value, not a key
  PathId variable(ir::VarId id);
  void declare(const ir::Instruction &i, State &state);
  void store(const ir::Instruction &i, State &state);
  SymId pairOf(const Value &first, const Value &second);
  SymId asked(const ir::Instruction &i, SymId object);
  void move(const ir::Instruction &i, State &state);
  void advance(const ir::Instruction &i, State &state);
  SymId summed(const ir::Instruction &i, State &state);
  [[nodiscard]] bool countsUp(const ir::Instruction &i, PathId place, SymId old) const;
  [[nodiscard]] std::string holderOf(const State &state, const Value &value,
                                     ir::VarId *variable) const;

  // --- containers (Containers.cpp)
  void containerOperation(const ir::Instruction &i, State &state);
  void container(const ir::Instruction &i, State &state, std::vector<State> &out);
  [[nodiscard]] bool mayHaveNoEffect(const ir::Instruction &i) const;
  enum class Happens : std::uint8_t { Unknown, Perhaps, Surely };
  Happens withoutEffect(const ir::Instruction &i, State &state);
  void tookEffect(const ir::Instruction &i, State &state);
  SymId keyOf(State &state, const ir::Instruction &i);
  Value positionResult(State &state, const ir::Instruction &i, PathId container, SymId key);
  /// Kills what `effect` invalidates; `at` is the operation or the call that performs it.
  void invalidate(State &state, const Effect &effect);
  bool dies(const Value &value, const Effect &effect, Death &death);
  bool partDies(const Sym &handle, const Effect &effect, Death &death);
  [[nodiscard]] bool isEndInPlace(const Sym &iterator) const;
  [[nodiscard]] bool isApart(PathId path) const;
  [[nodiscard]] Death deathBy(const Effect &effect) const;
  void kill(Value &value, const Effect &effect, Death &death, std::uint32_t &number);
  void exchange(State &state, PathId a, PathId b);
  void rehome(State &state, PathId from, PathId to);
  void lateArguments(State &state, const ir::Instruction &i, const Effect &effect);
  bool elementDies(SymId element, const Effect &effect, Death &death);
  [[nodiscard]] PathId rangeWithKey(SymId key) const;
  [[nodiscard]] bool isPresent(const State &state, PathId container, const model::Container &type,
                               SymId key) const;
  bool growthPrevented(const State &state, const Effect &effect);
  void updateContents(State &state, PathId path, model::OpKind kind, SymId key);
  void recordAccess(State &state, const ir::Instruction &i, PathId path, SymId key);
  void recordWhole(State &state, const ir::Instruction &i, PathId path, model::OpKind kind);
  void record(State &state, Access access);
  void recordEffect(State &state, const Effect &effect);
  void checkNull(State &state, const ir::Instruction &i, PathId container, model::OpKind kind);
  void examine(State &state, const Writing &writing, SymId pointer);
  void examineInitial(State &state, const Writing &writing, SymId pointer);
  void noteUnchecked(const State &state, const Writing &writing, SymId pointer);
  void applyDemands(const ir::Instruction &i, const Outcome &outcome, ir::FunctionId callee,
                    Binding &binding, State &state);
  [[nodiscard]] bool isAskedTwice(const ir::Instruction &call) const;
  void nullFromCallee(const Writing &writing, const Sym &null, PathId holder);
  void nullFrom(const Writing &writing, const Sym &null, PathId holder);
  [[nodiscard]] const ir::Instruction *instruction(std::uint32_t sequence) const;
  void nullWrite(const Writing &writing, NullWrite::Cause cause, PathId pointer,
                 std::vector<Step> steps);

  // --- iterators that erase returned (PastEnd.cpp)
  [[nodiscard]] bool mayBeLast(const State &state, PathId container, SymId position) const;
  void advancePastEnd(const State &state, const Value &iterator, const ir::Instruction &i);

  // --- calls (Calls.cpp)
  void call(const ir::Instruction &i, State state, std::vector<State> &out);
  void dispatch(const ir::Instruction &i, const std::vector<ir::FunctionId> &targets,
                const std::vector<SymId> &arguments, PathId self, State state,
                std::vector<State> &out);
  void apply(const ir::Instruction &i, ir::FunctionId callee, std::vector<SymId> arguments,
             PathId self, State state, std::vector<State> &out);
  SymId atCall(const State &before, SymId sym, Binding &binding);
  void applyOutcome(const ir::Instruction &i, const Summary &summary, const Outcome &outcome,
                    ir::FunctionId callee, Binding &binding, State &state);
  void applyTouch(const ir::Instruction &i, const Summary &summary, const Touch &touch,
                  ir::FunctionId callee, Binding &binding, State &state);
  Effect translated(const Effect &inner, const ir::Instruction &i, ir::FunctionId callee,
                    Binding &binding);
  bool agrees(State &state, const Outcome &outcome, Binding &binding);
  SymId current(const State &state, SymId sym);
  void importAccesses(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                      Binding &binding, const State &state);
  std::vector<SymId> argumentsOf(State &state, const ir::Instruction &i, unsigned first);
  void copyByValue(State &state, const ir::Instruction &i, const ir::Function &callee,
                   std::vector<SymId> &arguments);

  // --- calls of values, and of what is unknown (Dispatch.cpp)
  void invoke(const ir::Instruction &i, State state, std::vector<State> &out);
  [[nodiscard]] PathId elementAround(PathId place) const;
  void eraseItself(const Effect &inner, ir::FunctionId callee, Effect &effect) const;
  bool invokeStored(const ir::Instruction &i, PathId holder, const std::vector<SymId> &arguments,
                    const State &state, std::vector<State> &out);
  void callUnknown(const ir::Instruction &i, State state, std::vector<State> &out);
  void callBack(const ir::Instruction &i, SymId closure, PathId range, std::vector<State> &states);
  [[nodiscard]] bool isKey(PathId place) const;
  void spoil(const ir::Instruction &i, std::vector<State> &states, const Value &argument,
             bool isPlace);
  bool isSelf(const Value &callable);
  PathId rangeOf(const State &state, const ir::Instruction &i);
  /// A parameter of this function is what a thread starts with.
  [[nodiscard]] bool startsMany(const ir::Instruction &spawn) const;
  void noteStarted(Started started, SymId callable);
  void noteGivenObjects(ThreadStart &start, const std::vector<SymId> &arguments,
                        const State &state);
  void startOn(const Started &started, const std::vector<SymId> &arguments, State &state);
  /// The threads that a callee starts with what it was given.
  void startLeft(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                 Binding &binding, PathId self, State &state);
  void noteLeft();
  void startGiven(const Summary &summary, const std::vector<SymId> &arguments, State &state);
  void start(ThreadStart start, State &state);
  /// A parameter of this function is called, with `locks` held.
  void noteInvoked(PathId callable, const std::vector<HeldLock> &locks,
                   std::span<const SymId> arguments, std::uint32_t places);
  void noteCallback(PathId place, SymId sym);
  void keepCallbacks(const State &state, const Summary &summary,
                     const std::vector<SymId> &arguments);
  std::vector<SymId> closureArguments(SymId closure, std::vector<SymId> given);
  std::vector<SymId> foreignArguments(ir::FunctionId closure, std::vector<SymId> given);
  void alias(Binding &binding, ir::FunctionId callee);

  // --- elements found by what they hold (Searched.cpp)
  bool isFound(SymId element, const Effect &effect);
  [[nodiscard]] std::vector<std::pair<PathId, SymId>> searchedBy(const State &state, PathId path,
                                                                 SymId position);

  // --- callables that callers give (Given.cpp)
  [[nodiscard]] ir::VarId parameterOf(PathId callable) const;
  void noteGiven(ir::FunctionId callee, ir::VarId parameter, SymId callable,
                 std::span<const SymId> arguments, PathId self);
  void invokeGiven(const ir::Instruction &i, const Invoked &invoked, SymId callable,
                   ir::FunctionId callee, Binding &binding, std::vector<State> &states);
  void suppose(const ir::Instruction &i, PathId callable, std::vector<SymId> arguments,
               std::uint32_t places, const State &state, std::vector<State> &out);
  void loadPlaces(const State &state, ir::FunctionId body, std::uint32_t places,
                  std::vector<SymId> &arguments);

  // --- who keeps what (Keepers.cpp)
  [[nodiscard]] PathId keptIn(PathId object) const;
  void aliasKeeper(Binding &binding, ir::FunctionId callee, PathId self);
  void noteInserted(const State &state, const ir::Instruction &i, PathId container);
  void noteAggregate(const State &state, const ir::Instruction &i);

  // --- what unique pointers in containers own (Owned.cpp)
  [[nodiscard]] bool isUnique(PathId place) const;
  [[nodiscard]] PathId containerAround(PathId place) const;
  /// Pointer -> the unique pointer in a container that holds it.
  using Owners = FlatMap<SymId, PathId>;
  [[nodiscard]] Owners ownersIn(const State &state) const;
  [[nodiscard]] PathId ownerOf(const State &state, const Owners &owners, SymId pointer) const;
  [[nodiscard]] bool ownsWithin(const State &state, const Owners &owners, PathId container,
                                SymId sym) const;
  [[nodiscard]] bool isOwned(SymId sym, PathId object) const;
  bool ownedDies(const State &state, const Owners &owners, SymId sym, const Effect &effect,
                 Death &death);
  void destroyOwned(State &state, const Effect &effect);
  void replaceOwned(State &state, PathId place, SymId next);
  SymId givenObject(State &state, const ir::Instruction &i);
  void insertOwned(State &state, const ir::Instruction &i, PathId container, SymId key,
                   SymId object);
  void rob(PathId place);
  void robAsIn(const Summary &summary, Binding &binding);
  [[nodiscard]] bool isRobbed(PathId container) const;
  void spareRobbed();
  void take(State &state, PathId place);
  void disown(State &state, PathId path);

  // --- sequences and views (Sequences.cpp)
  bool sequenceCall(const ir::Instruction &i, State &state, std::vector<State> &out);
  bool view(const ir::Instruction &i, State &state, std::vector<State> &out);
  [[nodiscard]] bool looksInto(const ir::Instruction &i) const;

  // --- the end of a function (Outcomes.cpp)
  void returned(const ir::Instruction &i, State &state);
  Outcome outcomeOf(const State &state, Ending ending, SymId result);
  void addOutcome(Outcome outcome);
  [[nodiscard]] bool liesBehind(PathId path, PathId object) const;
  [[nodiscard]] bool leadsInto(SymId sym, PathId object) const;
  void noteLeaving(const State &state);
  bool isGiven(SymId sym);
  [[nodiscard]] bool visibleToCallers(PathId path);

  // --- conditions (Conditions.cpp)
  void condition(const ir::Instruction &i, State &state);
  [[nodiscard]] bool isCachedEnd(SymId iterator) const;
  [[nodiscard]] bool isLoopTest() const;
  SymId truthOf(SymId sym);
  SymId compared(ir::ComparePredicate predicate, SymId a, SymId b);
  /// Adds that `sym` is true or not; false when that contradicts the state.
  bool assume(State &state, SymId sym, bool truth, std::uint32_t by);
  bool learn(State &state, SymId sym, bool truth, std::uint32_t by);
  [[nodiscard]] bool isAbsenceTest(const State &state, const Sym &compare) const;
  [[nodiscard]] bool isZeroTestOfMore(const Sym &compare) const;
  [[nodiscard]] std::optional<bool> knownTruth(const State &state, SymId sym) const;
  void noticeSubscriptTest(const State &state, SymId sym, std::uint32_t by);
  void noticePresence(State &state, SymId sym, bool truth);

  // --- locks and threads (Locks.cpp, ThreadStarts.cpp)
  void lock(const ir::Instruction &i, State &state);
  void unlock(const ir::Instruction &i, State &state);
  void spawn(const ir::Instruction &i, State &state);
  void join(const ir::Instruction &i, State &state);
  [[nodiscard]] static std::vector<HeldLock> held(const State &state);
  static std::vector<HeldLock> translated(const std::vector<HeldLock> &locks, Binding &binding);
  [[nodiscard]] std::vector<HeldLock> heldAt(const State &state, const SourceRange &range) const;
  void findCriticals();

  // --- handles that outlive the lock they were taken under (Lapses.cpp)
  void noteGuarded(const Access &access);
  void noteChange(State &state, PathId path) const;
  void noteUnknownCall(State &state, const ir::Symbol *callee, PathId self, const SourceRange &at);
  void releaseGuard(State &state, ir::VarId guard, const SourceRange &at);
  void releaseMutex(State &state, PathId mutex, const SourceRange &at);
  void released(State &state, const std::vector<HeldLock> &locks, const SourceRange &at);
  void lapse(State &state, std::uint32_t origin, PathId container, const HeldLock &lock,
             const SourceRange &released);
  void lapseReturned(State &state, const ir::Instruction &i, const Summary &summary,
                     const Outcome &outcome, Binding &binding, const Value &returned);
  void renew(State &state, std::uint32_t origin) const;
  void useLapsed(State &state, const Value &value, const ir::Instruction &i);
  [[nodiscard]] PathId guardedContainer(SymId handle, PathId mutex) const;

  const Shared &shared_;
  Domain &domain_;
  const ir::Unit &unit_;
  ir::FunctionId id_;
  const ir::Function &function_;
  UnitFacts &facts_;
  Summary summary_;
  std::vector<std::uint32_t> firstSequence_; ///< by block
  std::vector<SourceRange> rangeOf_;         ///< by sequence number
  std::vector<std::vector<State>> seen_;     ///< by block: states already explored
  std::map<ir::BlockId, std::vector<State>> open_;
  std::vector<bool> used_; ///< by value: some instruction or branch looks at it
  std::vector<std::pair<SourceRange, PathId>> criticals_; ///< regions of OpenMP and their locks
  std::set<std::pair<PathId, PathId>> guarded_; ///< container and a lock held at an access to it
  std::vector<Lapse> lapses_;
  std::vector<bool> lasting_; ///< by value: used outside the block that makes it
  std::vector<Death> deaths_;
  std::set<Resting> leaves_;
  std::set<PathId> robbed_; ///< containers whose elements something was moved out of; 0: any
  std::vector<Resting> seeds_;
  std::set<SymId> exposed_;  ///< positions, see expose()
  bool isGuessing_ = false;  ///< whose body a call runs was inferred, see alias()
  PathId running_ = 0;       ///< the element whose callable a call runs, see eraseItself()
  bool isOneOfMany_ = false; ///< it may be any of more than anybody would keep apart
  bool isSupposing_ = false; ///< what a call does is only supposed, see suppose()
  std::map<SymId, std::pair<PathId, SymId>> presenceTests_; ///< result of contains(k), count(k)
  std::set<std::tuple<At, PathId, std::vector<HeldLock>, Fill>> recorded_;
  /// Iterators that an erasure of what may have been the last element gave, and its number.
  std::map<SymId, std::pair<At, std::uint32_t>> afterErase_;
  std::set<SymId> comparedAfterErase_; ///< those of them that some path compares
  std::set<std::pair<At, PathId>> nullReported_;
  std::set<At> writtenNonNull_;              ///< writes that some path makes through a good pointer
  std::map<std::uint32_t, Writing> demands_; ///< unchecked writes, by the instruction's number
  std::map<SymId, SourceRange>
      maybeNull_; ///< answers that may be null, and where they were asked for
  std::map<std::uint32_t, SourceRange> nullReturns_; ///< call -> the return that makes it null

  /// By pointer: each test of it, and whether a write through it came before on that path.
  struct LaterTest {
    std::uint32_t test = 0;
    std::uint32_t write = 0;
    bool afterWrite = false;
  };

  std::map<SymId, std::vector<LaterTest>> laterTests_;
  std::map<std::uint32_t, NullWrite> candidates_; ///< writes that a later test would accuse
  At at_;                                         ///< the instruction being executed
  std::uint32_t sequence_ = 0;                    ///< its number
  unsigned budget_ = 0;
  std::size_t fewStates_ = 0;
  std::size_t mostStates_ = 0;
};

} // namespace maplint::flow
