#include "lib/driver/Workers.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <vector>

#include <unistd.h>

namespace maplint::driver {
namespace {

std::map<std::size_t, WorkResult> run(std::size_t count, const Limits &limits,
                                      llvm::function_ref<std::string(std::size_t)> work,
                                      WorkEvents events = {}) {
  std::map<std::size_t, WorkResult> results;
  events.ended = [&](std::size_t index, WorkResult result) {
    EXPECT_TRUE(results.emplace(index, std::move(result)).second);
  };
  runInChildren(count, limits, work, events);
  EXPECT_EQ(results.size(), count);
  return results;
}

TEST(Workers, BringBackWhatEachReturned) {
  const auto results = run(20, {.jobs = 3}, [](std::size_t i) {
    return std::string(i * 50000, static_cast<char>('a' + i)); // more than a pipe holds
  });
  for (const auto &[index, result] : results) {
    EXPECT_EQ(result.failure, "");
    EXPECT_EQ(result.bytes, std::string(index * 50000, static_cast<char>('a' + index)));
  }
}

TEST(Workers, OutliveACrash) {
  const auto results = run(3, {.jobs = 2}, [](std::size_t i) {
    if (i == 1)
      std::raise(SIGSEGV);
    return std::string("fine");
  });
  EXPECT_EQ(results.at(0).bytes, "fine");
  EXPECT_EQ(results.at(1).failure, "the analysis crashed (Segmentation fault)");
  EXPECT_EQ(results.at(2).bytes, "fine");
}

TEST(Workers, StopWhatNeverEnds) {
  const auto results = run(2, {.time = std::chrono::seconds(1), .jobs = 2}, [](std::size_t i) {
    while (i == 0)
      pause();
    return std::string("fine");
  });
  EXPECT_EQ(results.at(0).failure, "takes longer than 1 s (--timeout)");
  EXPECT_EQ(results.at(1).bytes, "fine");
}

TEST(Workers, StopWhatEatsMemory) {
  const auto results = run(1, {.memoryMiB = 64}, [](std::size_t) {
    std::vector<std::string> eaten;
    while (true)
      eaten.emplace_back(std::size_t{1} << 20, 'x');
    return std::string();
  });
  EXPECT_EQ(results.at(0).failure, "needs more than 64 MiB of memory (--memory)");
}

TEST(Workers, TellWhatHappensWhileTheyWait) {
  std::vector<std::size_t> began;
  std::size_t looks = 0;
  const auto results =
      run(2, {.jobs = 1},
          [](std::size_t) {
            usleep(500000);
            return std::string("fine");
          },
          {.began = [&](std::size_t i) { began.push_back(i); }, .waiting = [&] { ++looks; }});
  EXPECT_EQ(results.at(1).bytes, "fine");
  EXPECT_EQ(began, (std::vector<std::size_t>{0, 1}));
  EXPECT_GE(looks, 4U);
}

TEST(Workers, EndWhenInterrupted) {
  bool isInterrupted = false;
  const auto results = run(
      3, {.jobs = 2},
      [](std::size_t) {
        while (true)
          pause();
        return std::string();
      },
      {.waiting = [&] { isInterrupted = true; }, .isInterrupted = [&] { return isInterrupted; }});
  for (const auto &[index, result] : results)
    EXPECT_EQ(result.failure, "interrupted");
}

TEST(Workers, TakeNothingForAnAnswerOfNothing) {
  EXPECT_TRUE(run(0, {}, [](std::size_t) { return std::string(); }).empty());
}

} // namespace
} // namespace maplint::driver
