// One function, path by path: a worklist over its blocks, a set of states at each, and a transfer
// function for each instruction. The transfer functions are spread over files by topic: Memory.cpp,
// Containers.cpp, Calls.cpp, Conditions.cpp, Locks.cpp.

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
  std::vector<Step> calls;
};

/// What the analyses of a unit share.
struct Shared {
  const ir::Unit &unit;
  Domain &domain;
  std::vector<Summary> &summaries; ///< by FunctionId
  std::set<ir::SymbolId> reservedFields; ///< fields some function gives a capacity
};

class Engine {
public:
  Engine(Shared shared, ir::FunctionId function, UnitFacts &facts);

  /// Explores the function; adds its facts and returns its summary.
  Summary run();

private:
  // --- the worklist (Engine.cpp)
  void enter(ir::BlockId block, State state);
  void runBlock(ir::BlockId block, State state);
  void leave(ir::BlockId block, State state);
  void execute(const ir::Instruction &instruction, State state, std::vector<State> &out);
  State initial();
  void forgetTemporaries(ir::BlockId block, State &state);
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
  void erase(State &state, PathId path);  ///< forgets the values at and below `path`
  void forget(State &state, PathId path); ///< the object at `path` is a new one
  void detach(State &state, PathId path); ///< what points into this container points elsewhere now
  void havoc(State &state, PathId path);  ///< somebody may have written there
  SymId fresh(State &state, SymKind kind = SymKind::Fresh);
  void purge(State &state, std::uint32_t sequence);
  SymId stale(SymId sym);
  void result(State &state, const ir::Instruction &i, Value value);
  void memory(const ir::Instruction &i, State &state);
  Value deref(State &state, const ir::Instruction &i, Value pointer);
  void use(State &state, const Value &value, const ir::Instruction &i, bool advances = false);
  [[nodiscard]] bool throughSecond(SymId sym) const; ///< names a mapped value, not a key
  PathId variable(ir::VarId id);
  void declare(const ir::Instruction &i, State &state);
  void store(const ir::Instruction &i, State &state);
  void move(const ir::Instruction &i, State &state);
  void advance(const ir::Instruction &i, State &state);
  [[nodiscard]] std::string holderOf(const State &state, const Value &value,
                                     ir::VarId *variable) const;

  // --- containers (Containers.cpp)
  void containerOperation(const ir::Instruction &i, State &state);
  SymId keyOf(State &state, const ir::Instruction &i);
  Value positionResult(State &state, const ir::Instruction &i, PathId container, SymId key);
  /// Kills what `effect` invalidates; `at` is the operation or the call that performs it.
  void invalidate(State &state, const Effect &effect);
  bool dies(const Value &value, const Effect &effect, Death &death);
  bool elementDies(SymId element, const Effect &effect, Death &death);
  [[nodiscard]] bool isPresent(const State &state, PathId container,
                               const model::Container &type, SymId key) const;
  bool growthPrevented(const State &state, const Effect &effect);
  void updateContents(State &state, PathId path, model::OpKind kind, SymId key);
  void recordAccess(State &state, const ir::Instruction &i, PathId path, SymId key);
  void recordEffect(State &state, const Effect &effect);
  void checkNull(State &state, const ir::Instruction &i, PathId container, model::OpKind kind);
  void nullFrom(const ir::Instruction &i, const Sym &null, PathId holder);
  [[nodiscard]] const ir::Instruction *instruction(std::uint32_t sequence) const;
  void nullWrite(const ir::Instruction &i, NullWrite::Cause cause, PathId pointer,
                 std::vector<Step> steps);

  // --- calls (Calls.cpp)
  void call(const ir::Instruction &i, State state, std::vector<State> &out);
  void invoke(const ir::Instruction &i, State state, std::vector<State> &out);
  void apply(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
             std::vector<SymId> arguments, PathId self, State state, std::vector<State> &out);
  void applyOutcome(const ir::Instruction &i, const Summary &summary, const Outcome &outcome,
                    ir::FunctionId callee, Binding &binding, State &state);
  void importAccesses(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                      Binding &binding, const State &state);
  void callUnknown(const ir::Instruction &i, State state, std::vector<State> &out);
  /// A parameter of this function is called, with `locks` held.
  void noteInvoked(PathId callable, const std::vector<HeldLock> &locks);
  std::vector<SymId> argumentsOf(State &state, const ir::Instruction &i, unsigned first);
  void returned(const ir::Instruction &i, State &state);
  [[nodiscard]] bool visibleToCallers(PathId path);
  Outcome &outcomeFor(Ending ending, SymId result);

  // --- conditions (Conditions.cpp)
  void condition(const ir::Instruction &i, State &state);
  SymId truthOf(SymId sym);
  SymId compared(ir::ComparePredicate predicate, SymId a, SymId b);
  /// Adds that `sym` is true or not; false when that contradicts the state.
  bool assume(State &state, SymId sym, bool truth, std::uint32_t by);
  bool learn(State &state, SymId sym, bool truth, std::uint32_t by);
  [[nodiscard]] std::optional<bool> knownTruth(const State &state, SymId sym) const;
  void noticeSubscriptTest(const State &state, SymId sym, std::uint32_t by);
  void noticePresence(State &state, SymId sym, bool truth);

  // --- locks and threads (Locks.cpp)
  void lock(const ir::Instruction &i, State &state);
  void unlock(const ir::Instruction &i, State &state);
  void spawn(const ir::Instruction &i, State &state);
  void join(const ir::Instruction &i, State &state);
  [[nodiscard]] static std::vector<HeldLock> held(const State &state);

  Shared shared_;
  Domain &domain_;
  const ir::Unit &unit_;
  ir::FunctionId id_;
  const ir::Function &function_;
  UnitFacts &facts_;
  Summary summary_;
  std::vector<std::uint32_t> firstSequence_; ///< by block
  std::vector<SourceRange> rangeOf_;         ///< by sequence number
  std::vector<std::vector<State>> seen_;     ///< by block: states already explored
  std::vector<std::pair<ir::BlockId, State>> open_;
  std::set<ir::ValueId> lasting_; ///< values used outside the block that makes them
  std::map<ir::ValueId, ir::BlockId> madeIn_;
  std::vector<Death> deaths_;
  std::map<SymId, std::pair<PathId, SymId>> presenceTests_; ///< result of contains(k), count(k)
  std::set<std::tuple<At, PathId, std::vector<HeldLock>, Fill>> recorded_;
  std::set<std::pair<At, PathId>> nullReported_;
  std::set<At> writtenNonNull_;  ///< writes that some path makes through a good pointer
  std::map<std::uint32_t, SourceRange> nullReturns_; ///< call -> the return that makes it null
  /// By pointer: each test of it, and whether a write through it came before on that path.
  struct LaterTest {
    std::uint32_t test = 0;
    std::uint32_t write = 0;
    bool afterWrite = false;
  };
  std::map<SymId, std::vector<LaterTest>> laterTests_;
  std::map<std::uint32_t, NullWrite> candidates_; ///< writes that a later test would accuse
  At at_;                      ///< the instruction being executed
  std::uint32_t sequence_ = 0; ///< its number
  unsigned budget_ = 0;
  std::size_t fewStates_ = 0;
  std::size_t mostStates_ = 0;
};

} // namespace maplint::flow
