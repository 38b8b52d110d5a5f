#include "lib/refmap/Choose.h"
#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"

#include <gtest/gtest.h>

#include <shared_mutex>

namespace refmap {
namespace {

/// What a run under `chooser` dies of, or nothing.
std::string failureOf(Chooser chooser, const std::function<void()> &root) {
  const FaultHandlerScope observe(throwFault);
  try {
    Schedule(std::move(chooser)).run(root);
  } catch (const FaultError &error) {
    return error.what();
  }
  return "";
}

TEST(ScheduledLocks, DeadlockIsReported) {
  const auto root = [] {
    mutex first;
    mutex second;
    thread a([&] {
      const std::lock_guard holdFirst(first);
      yieldPoint(Point::User);
      const std::lock_guard holdSecond(second);
    });
    thread b([&] {
      const std::lock_guard holdSecond(second);
      yieldPoint(Point::User);
      const std::lock_guard holdFirst(first);
    });
    a.join();
    b.join();
  };
  const ChaosReport report = chaos(1, 100, root);
  EXPECT_EQ(report.failure, "fatal error: all goroutines are asleep - deadlock!");
}

TEST(ScheduledLocks, WaitForWhatNeverComesIsADeadlock) {
  const auto root = [] {
    mutex guard;
    condition_variable never;
    thread other([] {});
    std::unique_lock hold(guard);
    never.wait(hold);
    other.join();
  };
  EXPECT_EQ(failureOf(randomly(1), root), "fatal error: all goroutines are asleep - deadlock!");
}

TEST(ScheduledLocks, FlagsAreSpunOn) {
  int inside = 0;
  const auto root = [&inside] {
    inside = 0;
    atomic_flag busy = ATOMIC_FLAG_INIT;
    const auto work = [&] {
      while (busy.test_and_set()) {
      }
      EXPECT_EQ(++inside, 1);
      yieldPoint(Point::AssignFlagSet); // where parkingWriters() likes to stop
      --inside;
      busy.clear();
    };
    thread a(work);
    thread b(work);
    a.join();
    b.join();
    busy.wait(true);
    EXPECT_FALSE(busy.test());
  };
  for (const Chooser &chooser : {parkingWriters(), following({}), following({0, 0, 1, 2, 1})})
    EXPECT_EQ(failureOf(chooser, root), "");
  EXPECT_EQ(chaos(1, 50, root).failure, "");
}

TEST(ScheduledLocks, ConditionVariablesHandOver) {
  const auto root = [] {
    mutex guard;
    condition_variable changed;
    int turn = 0;
    const auto play = [&](int mine) {
      for (int round = 0; round != 3; ++round) {
        std::unique_lock hold(guard);
        changed.wait(hold, [&] { return turn % 2 == mine; });
        ++turn;
        changed.notify_all();
      }
    };
    thread a(play, 0);
    thread b(play, 1);
    a.join();
    b.join();
    EXPECT_EQ(turn, 6);
  };
  EXPECT_FALSE(chaos(1, 200, root).failedSeed);
}

TEST(ScheduledLocks, LimitedWaitsEnd) {
  const auto root = [] {
    mutex guard;
    condition_variable never;
    std::unique_lock hold(guard);
    EXPECT_EQ(never.wait_for(hold, std::chrono::hours(1)), std::cv_status::timeout);
    timed_mutex held;
    held.lock();
    thread other([&] { EXPECT_FALSE(held.try_lock_for(std::chrono::hours(1))); });
    other.join();
    held.unlock();
  };
  EXPECT_FALSE(chaos(1, 50, root).failedSeed);
}

TEST(ScheduledLocks, SharedLocksShare) {
  const auto root = [] {
    shared_mutex guard;
    int readers = 0;
    int most = 0;
    const auto read = [&] {
      const std::shared_lock hold(guard);
      most = std::max(most, ++readers);
      yieldPoint(Point::User);
      --readers;
    };
    const auto write = [&] {
      const std::unique_lock hold(guard);
      EXPECT_EQ(readers, 0);
      yieldPoint(Point::User);
      EXPECT_EQ(readers, 0);
    };
    thread a(read);
    thread b(read);
    thread c(write);
    a.join();
    b.join();
    c.join();
    if (most == 2)
      throw FaultError({.kind = FaultKind::Panic, .text = "two readers"});
  };
  EXPECT_EQ(chaos(1, 200, root).failure, "panic: two readers");
}

} // namespace
} // namespace refmap
