#include "test/refmap/conformance/Child.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <system_error>

#include <sys/wait.h>
#include <unistd.h>

namespace refmap::conformance {
namespace {

/// An unnamed file for a child's output: it takes any amount while nobody reads.
class Sink {
public:
  Sink() : file_(std::tmpfile()) {
    if (file_ == nullptr)
      throw std::system_error(errno, std::generic_category(), "tmpfile");
  }

  ~Sink() { std::fclose(file_); }

  Sink(const Sink &) = delete;
  Sink &operator=(const Sink &) = delete;

  int descriptor() const { return fileno(file_); }

  std::string text() const {
    std::rewind(file_);
    std::string all;
    std::array<char, 4096> part{};
    for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), file_)) != 0;)
      all.append(part.data(), size);
    return all;
  }

private:
  std::FILE *file_;
};

[[noreturn]] void becomeChild(const std::function<void()> &action, const Sink &out,
                              const Sink &error) {
  dup2(out.descriptor(), STDOUT_FILENO);
  dup2(error.descriptor(), STDERR_FILENO);
  action();
  std::fflush(nullptr);
  std::_Exit(EXIT_SUCCESS);
}

} // namespace

Ending runInChild(const std::function<void()> &action) {
  std::cout.flush();
  std::fflush(nullptr); // what is buffered must not come out twice
  const Sink out;
  const Sink error;
  const pid_t child = fork();
  if (child < 0)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0)
    becomeChild(action, out, error);
  int status = 0;
  waitpid(child, &status, 0);
  return {.out = out.text(),
          .error = error.text(),
          .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

} // namespace refmap::conformance
