#include "lib/driver/Workers.h"

#include "lib/driver/Child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace maplint::driver {
namespace {

using Clock = std::chrono::steady_clock;

/// No honest unit has more to say; a runaway one must not fill our memory.
constexpr std::size_t mostBytes = std::size_t{256} << 20;

/// How often somebody who wants to know is told that we wait.
constexpr std::chrono::milliseconds betweenLooks{200};

constexpr const char *interrupted = "interrupted";

struct Running {
  std::size_t index = 0;
  pid_t pid = -1;
  int pipe = -1;
  Clock::time_point deadline;
  std::string bytes;
};

class Pool {
public:
  Pool(const Limits &limits, llvm::function_ref<std::string(std::size_t)> work,
       const WorkEvents &events)
      : limits_(limits), work_(work), events_(events) {}

  void run(std::size_t count) {
    std::size_t next = 0;
    while (next < count || !running_.empty()) {
      while (next < count && running_.size() < std::max(1U, limits_.jobs))
        start(next++);
      wait();
      if (events_.waiting)
        events_.waiting();
      if (events_.isInterrupted && events_.isInterrupted())
        break;
    }
    giveUp(next, count);
  }

private:
  /// Ends what runs and what would come.
  void giveUp(std::size_t next, std::size_t count) {
    while (!running_.empty())
      finish(running_.size() - 1, interrupted);
    for (; next < count; ++next)
      fail(next, interrupted);
  }

  void start(std::size_t index) {
    if (events_.began)
      events_.began(index);
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
      return fail(index, std::string("no pipe: ") + std::strerror(errno));
    const pid_t pid = fork();
    if (pid == 0) {
      close(ends[0]);
      runChild(limits_, ends[1], [&] { return work_(index); });
    }
    close(ends[1]);
    if (pid < 0) {
      close(ends[0]);
      return fail(index, std::string("no process: ") + std::strerror(errno));
    }
    running_.push_back({.index = index,
                        .pid = pid,
                        .pipe = ends[0],
                        .deadline = Clock::now() + limits_.time,
                        .bytes = {}});
  }

  void fail(std::size_t index, std::string why) {
    events_.ended(index, {.bytes = {}, .failure = std::move(why)});
  }

  /// Waits until a child says something, ends, or runs out of time.
  void wait() {
    if (running_.empty())
      return;
    std::vector<pollfd> polled;
    polled.reserve(running_.size());
    for (const Running &child : running_)
      polled.push_back({.fd = child.pipe, .events = POLLIN, .revents = 0});
    const auto first = std::ranges::min(running_, {}, &Running::deadline).deadline;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first - Clock::now());
    const bool isWatched = events_.waiting || events_.isInterrupted;
    const long longest = isWatched ? betweenLooks.count() : 60000;
    poll(polled.data(), polled.size(),
         static_cast<int>(std::clamp<long>(left.count(), 0, longest)));
    // Backwards, because a child that is done leaves the list.
    for (std::size_t i = polled.size(); i-- > 0;)
      attend(i, polled[i].revents != 0);
  }

  void attend(std::size_t i, bool speaks) {
    Running &child = running_[i];
    if (speaks && !readSome(child))
      return finish(i, "");
    if (child.bytes.size() > mostBytes)
      return finish(i, "reports more than fits");
    if (Clock::now() >= child.deadline)
      finish(i, "takes longer than " + std::to_string(limits_.time.count()) + " s (--timeout)");
  }

  /// False at the end of what the child has to say.
  static bool readSome(Running &child) {
    std::array<char, 65536> buffer{};
    const ssize_t count = read(child.pipe, buffer.data(), buffer.size());
    if (count < 0)
      return errno == EINTR || errno == EAGAIN;
    child.bytes.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  /// Collects a child; one that is given up, for which there is a reason, is killed first.
  void finish(std::size_t i, std::string why) {
    Running child = std::move(running_[i]);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    if (!why.empty())
      kill(child.pid, SIGKILL);
    int status = 0;
    while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(child.pipe);
    if (why.empty())
      why = whyChildFailed(status, limits_.memoryMiB);
    events_.ended(child.index, {.bytes = std::move(child.bytes), .failure = std::move(why)});
  }

  const Limits &limits_;
  llvm::function_ref<std::string(std::size_t)> work_;
  const WorkEvents &events_;
  std::vector<Running> running_;
};

} // namespace

std::uint64_t processorMicros() {
  return static_cast<std::uint64_t>(std::clock()) * 1000000 / CLOCKS_PER_SEC;
}

void runInChildren(std::size_t count, const Limits &limits,
                   llvm::function_ref<std::string(std::size_t)> work, const WorkEvents &events) {
  Pool(limits, work, events).run(count);
}

} // namespace maplint::driver
