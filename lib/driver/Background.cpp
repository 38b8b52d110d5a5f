#include "lib/driver/Background.h"

#include "lib/driver/Child.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace maplint::driver {

std::string Background::start(const Limits &limits, llvm::function_ref<std::string()> work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return std::string("no pipe: ") + std::strerror(errno);
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    setpgid(0, 0); // so that stop() reaches its children
    runChild(limits, ends[1], work);
  }
  const int error = errno;
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return std::string("no process: ") + std::strerror(error);
  }
  setpgid(pid, pid); // whoever is first
  pid_ = pid;
  pipe_ = ends[0];
  memoryMiB_ = limits.memoryMiB;
  bytes_.clear();
  return {};
}

std::optional<WorkResult> Background::read() {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(pipe_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN))
    return std::nullopt;
  if (count > 0) {
    bytes_.append(buffer.data(), static_cast<std::size_t>(count));
    return std::nullopt;
  }
  const int status = wait();
  return WorkResult{.bytes = std::move(bytes_), .failure = whyChildFailed(status, memoryMiB_)};
}

void Background::stop() {
  if (!isRunning())
    return;
  kill(-pid_, SIGKILL);
  wait();
}

int Background::wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  close(pipe_);
  pid_ = -1;
  pipe_ = -1;
  return status;
}

} // namespace maplint::driver
