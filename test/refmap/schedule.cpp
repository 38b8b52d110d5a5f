#include "lib/refmap/Choose.h"
#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"

#include <gtest/gtest.h>

#include <memory>

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

/// Stands for a map's write flag.
struct Flag {
  bool set = false;

  void write() {
    yieldPoint(Point::AssignEnter);
    if (set)
      raise({.kind = FaultKind::Fatal, .text = "concurrent map writes"});
    set = true;
    yieldPoint(Point::AssignFlagSet);
    set = false;
  }

  void read() {
    yieldPoint(Point::LookupEnter);
    if (set)
      raise({.kind = FaultKind::Fatal, .text = "concurrent map read and map write"});
  }
};

void writeWrite() {
  Flag flag;
  thread a([&] { flag.write(); });
  thread b([&] { flag.write(); });
  a.join();
  b.join();
}

void readWrite() {
  Flag flag;
  thread a([&] { flag.read(); });
  thread b([&] { flag.write(); });
  a.join();
  b.join();
}

void lockedWrites() {
  Flag flag;
  mutex guard;
  const auto write = [&] {
    const std::lock_guard hold(guard);
    flag.write();
  };
  thread a(write);
  thread b(write);
  a.join();
  b.join();
}

TEST(Schedule, WithoutOneAThreadIsAThread) {
  int made = 0;
  thread worker([&](int by) { made += by; }, 3);
  EXPECT_TRUE(worker.joinable());
  worker.join();
  EXPECT_EQ(made, 3);
}

TEST(Schedule, ParkedWritersMeetOnEveryRun) {
  for (int run = 0; run != 100; ++run) {
    ASSERT_EQ(failureOf(parkingWriters(), writeWrite), "fatal error: concurrent map writes");
    ASSERT_EQ(failureOf(parkingWriters(), readWrite),
              "fatal error: concurrent map read and map write");
    ASSERT_EQ(failureOf(parkingWriters(), lockedWrites), "");
  }
}

TEST(Schedule, ChaosFindsTheRaceAndNamesItsSeed) {
  testing::internal::CaptureStderr();
  const ChaosReport report = chaos(1, 1000, writeWrite);
  const std::string printed = testing::internal::GetCapturedStderr();
  ASSERT_TRUE(report.failedSeed);
  EXPECT_EQ(printed, "chaos: seed " + std::to_string(*report.failedSeed) +
                         " of 1000: fatal error: concurrent map writes\n");
  EXPECT_EQ(failureOf(randomly(*report.failedSeed), writeWrite), report.failure);
}

TEST(Schedule, ChaosLeavesCorrectCodeAlone) {
  const ChaosReport report = chaos(1, 200, lockedWrites);
  EXPECT_EQ(report.runs, 200U);
  EXPECT_FALSE(report.failedSeed) << report.failure;
}

TEST(Schedule, SameSeedSameTrace) {
  const auto traceOf = [](std::uint64_t seed) {
    Schedule schedule(randomly(seed));
    schedule.run(lockedWrites);
    std::string text;
    for (const Step &step : schedule.trace())
      text += std::to_string(step.thread) + " " + std::string(name(step.at)) + "\n";
    return text;
  };
  EXPECT_EQ(traceOf(7), traceOf(7));
  EXPECT_NE(traceOf(7), traceOf(8));
}

TEST(Schedule, ListIsFollowed) {
  std::string order;
  const auto root = [&] {
    const auto speak = [&](char word) {
      order += word;
      yieldPoint(Point::User);
      order += word;
    };
    thread a(speak, 'a');
    thread b(speak, 'b');
    a.join();
    b.join();
  };
  // main starts both threads, then a says one word, then b, then a again.
  Schedule(following({0, 0, 1, 2, 1})).run(root);
  EXPECT_EQ(order, "abab");
}

TEST(Schedule, CirclesEnd) {
  const auto root = [] {
    atomic<bool> done = false;
    thread waiter([&] {
      while (!done)
        this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    done = true;
    waiter.join();
  };
  for (const Chooser &chooser : {parkingWriters(), randomly(3), following({})})
    EXPECT_EQ(failureOf(chooser, root), "");
}

TEST(Schedule, EndlessRunsAreStopped) {
  const FaultHandlerScope observe(throwFault);
  const auto root = [] {
    for (;;)
      yieldPoint(Point::User);
  };
  EXPECT_THROW(Schedule(randomly(1), 1000).run(root), FaultError);
}

TEST(Schedule, DetachedThreadsRunToTheirEnd) {
  auto count = std::make_shared<int>(0);
  Schedule(parkingWriters()).run([&] {
    thread([count] {
      yieldPoint(Point::User);
      ++*count;
    }).detach();
  });
  EXPECT_EQ(*count, 1);
}

TEST(Schedule, DetachedThreadsThatWaitEndWithTheFirst) {
  EXPECT_EQ(failureOf(randomly(1),
                      [] {
                        auto held = std::make_shared<mutex>();
                        held->lock();
                        thread([held] { held->lock(); }).detach();
                      }),
            "");
}

TEST(Schedule, JthreadStopsAndJoins) {
  int rounds = 0;
  Schedule(randomly(5)).run([&] {
    jthread worker([&](const std::stop_token &stop) {
      while (!stop.stop_requested()) {
        ++rounds;
        this_thread::yield();
      }
    });
    this_thread::yield();
  });
  EXPECT_GE(rounds, 0);
}

TEST(Schedule, OtherThreadsAreUnwoundBeforeTheirStackGoes) {
  // The failing thread leaves main waiting in a join; the third one holds a lock of main's.
  const auto root = [] {
    mutex guard;
    std::string owned = "alive";
    thread holder([&] {
      const std::lock_guard hold(guard);
      for (;;)
        yieldPoint(Point::User);
    });
    thread failing([&] {
      yieldPoint(Point::User);
      raise({.kind = FaultKind::Panic, .text = owned});
    });
    failing.join();
    holder.join();
  };
  for (std::uint64_t seed = 1; seed != 50; ++seed)
    ASSERT_EQ(failureOf(randomly(seed), root), "panic: alive");
}

} // namespace
} // namespace refmap
