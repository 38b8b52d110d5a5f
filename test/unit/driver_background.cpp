#include "lib/driver/Background.h"

#include <gtest/gtest.h>

#include <csignal>

#include <poll.h>
#include <unistd.h>

namespace maplint::driver {
namespace {

WorkResult finish(Background &background) {
  for (;;) {
    pollfd polled{.fd = background.descriptor(), .events = POLLIN, .revents = 0};
    EXPECT_EQ(poll(&polled, 1, 60000), 1);
    if (auto result = background.read())
      return std::move(*result);
  }
}

TEST(Background, BringsBackWhatTheWorkReturned) {
  Background background;
  for (const std::size_t size : {std::size_t{3}, std::size_t{300000}}) { // more than a pipe holds
    ASSERT_EQ(background.start({}, [&] { return std::string(size, 'x'); }), "");
    EXPECT_TRUE(background.isRunning());
    const WorkResult result = finish(background);
    EXPECT_EQ(result.failure, "");
    EXPECT_EQ(result.bytes.size(), size);
    EXPECT_FALSE(background.isRunning());
    EXPECT_EQ(background.descriptor(), -1);
  }
}

TEST(Background, SaysWhyThereIsNothing) {
  Background background;
  background.start({}, []() -> std::string { _exit(7); });
  EXPECT_EQ(finish(background).failure, "the analysis ended with status 7");
  background.start({}, []() -> std::string {
    raise(SIGKILL);
    return {};
  });
  EXPECT_NE(finish(background).failure, "");
}

/// Whether somebody still holds the other end of `pipe`.
bool isHeld(int pipe) {
  pollfd polled{.fd = pipe, .events = POLLIN, .revents = 0};
  return poll(&polled, 1, 10000) == 0;
}

TEST(Background, StopEndsWhatTheWorkHasStarted) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  Background background;
  background.start({}, [&]() -> std::string {
    if (fork() == 0)
      for (;;)
        pause(); // holds the pipe as long as it lives
    ssize_t written = write(ends[1], "x", 1);
    while (written > 0)
      pause();
    return {};
  });
  close(ends[1]);
  char started = 0;
  ASSERT_EQ(read(ends[0], &started, 1), 1);
  background.stop();
  EXPECT_FALSE(background.isRunning());
  EXPECT_FALSE(isHeld(ends[0]));
  close(ends[0]);
  background.stop(); // nothing runs
}

} // namespace
} // namespace maplint::driver
