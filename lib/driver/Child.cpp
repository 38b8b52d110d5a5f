#include "lib/driver/Child.h"

#include "llvm/Support/ErrorHandling.h"

#include <csignal>
#include <cstring>
#include <fstream>
#include <new>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace maplint::driver {
namespace {

/// The address space this process has now: libraries and what the parent had allocated. The limit
/// is for what comes on top.
std::size_t addressSpaceInUse() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages; // stays 0 where there is no such file
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void limit(decltype(RLIMIT_CORE) resource, std::size_t value) {
  rlimit now{};
  if (getrlimit(resource, &now) != 0)
    return;
  if (now.rlim_max == RLIM_INFINITY || value < now.rlim_max)
    now.rlim_cur = now.rlim_max = value;
  setrlimit(resource, &now);
}

void limitMemory(std::size_t mebibytes) {
  limit(RLIMIT_AS, addressSpaceInUse() + (mebibytes << 20));
  // Both run before anything is unwound or printed: there may be no memory left for that.
  std::set_new_handler([] { _exit(exitOutOfMemory); });
  llvm::install_bad_alloc_error_handler([](void *, const char *, bool) { _exit(exitOutOfMemory); });
}

/// A compiler that fails is talkative; what matters is in the report.
void silence(bool showErrors) {
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0)
    return;
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  if (!showErrors)
    dup2(null, STDERR_FILENO);
}

bool writeAll(int pipe, const std::string &bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = write(pipe, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno != EINTR)
      return false;
    written += count < 0 ? 0 : static_cast<std::size_t>(count);
  }
  return true;
}

} // namespace

void runChild(const Limits &limits, int pipe, llvm::function_ref<std::string()> work) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL); // nobody would read the results of an orphan
#endif
  silence(limits.showErrors);
  limit(RLIMIT_CORE, 0);
  limitMemory(limits.memoryMiB);
  // Destructors are left out on purpose: they are the parent's.
  _exit(writeAll(pipe, work()) ? 0 : exitCannotSend);
}

std::string whyChildFailed(int status, std::size_t memoryMiB) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return {};
  if (WIFEXITED(status) && WEXITSTATUS(status) == exitOutOfMemory)
    return "needs more than " + std::to_string(memoryMiB) + " MiB of memory (--memory)";
  if (WIFEXITED(status))
    return "the analysis ended with status " + std::to_string(WEXITSTATUS(status));
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGKILL)
    return "the analysis was killed by the system, perhaps for want of memory";
  return std::string("the analysis crashed (") + strsignal(signal) + ")";
}

} // namespace maplint::driver
