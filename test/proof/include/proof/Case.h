// Runs the cases of one fixture, each of them several times, each time in a process of its own, and
// prints what became of it:
//
//   CASE <tab> VARIATION <tab> STATUS <tab> THREADS <tab> GROWS <tab> RESULT <tab> TEXT
//
// STATUS is the exit status, or minus the number of the signal. TEXT is what it said before it
// ended.

#pragma once

#include "proof/Show.h"
#include "proof/Variations.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace proof {

/// What a case computed. A case that does not return, because it faulted, shows nothing.
class Result {
public:
  template <class... Values>
  void show(const Values &...values) {
    ((text_ += (text_.empty() ? "" : ", ") + shown(values)), ...);
  }

  const std::string &text() const { return text_; }

private:
  std::string text_;
};

/// Calls a function with arguments written in braces, whatever its parameters are. What it takes by
/// reference it gets as a variable, and that is part of the result.
template <auto Function>
struct Call;

template <class R, class... Parameters, R (*Function)(Parameters...)>
struct Call<Function> {
  static void run(Result &result, std::remove_cvref_t<Parameters>... arguments) {
    if constexpr (std::is_void_v<R>)
      Function(static_cast<Parameters &&>(arguments)...);
    else
      result.show(Function(static_cast<Parameters &&>(arguments)...));
    (showWritten<Parameters>(result, arguments), ...);
  }

private:
  template <class Parameter, class Argument>
  static void showWritten(Result &result, const Argument &argument) {
    if constexpr (std::is_lvalue_reference_v<Parameter> &&
                  !std::is_const_v<std::remove_reference_t<Parameter>>)
      result.show(argument);
  }
};

struct Case {
  const char *name;
  void (*run)(Result &);
  bool countsGrowth = false; ///< growth as usual is its point
};

namespace detail {

/// One line for each field, and no tabs.
inline std::string oneField(const std::string &text) {
  std::string field;
  for (const char c : text)
    field += c == '\n' ? std::string("\\n") : c == '\t' ? std::string(" ") : std::string(1, c);
  return field;
}

[[noreturn]] inline void child(const Case &one, const Variation &variation, int answer) {
  ::dup2(answer, 1);
  ::dup2(answer, 2);
  ::alarm(20); // a case that hangs is a case that failed
  int status = 0;
  try {
    Result result;
    const Counted counted = variation.run([&] { one.run(result); });
    std::printf("\n@%zu\t%zu\t%s\n", counted.threads, counted.grows,
                oneField(result.text()).c_str());
  } catch (const std::exception &error) {
    std::fprintf(stderr, "exception: %s\n", error.what());
    status = 3;
  }
  std::fflush(nullptr);
  finishProcess(status);
}

inline std::string readAll(int from) {
  std::string text;
  char block[4096];
  for (ssize_t n = 0; (n = ::read(from, block, sizeof(block))) > 0;)
    text.append(block, static_cast<std::size_t>(n));
  return text;
}

/// Gives the number of threads that the case used.
inline int report(const Case &one, const Variation &variation, int status,
                  const std::string &output) {
  const auto mark = output.rfind("\n@");
  const std::string said = mark == std::string::npos ? output : output.substr(0, mark);
  std::string counted = "0\t0\t";
  if (mark != std::string::npos)
    counted = output.substr(mark + 2, output.find('\n', mark + 2) - mark - 2);
  std::printf("%s\t%s\t%d\t%s\t%s\n", one.name, variation.name.c_str(), status, counted.c_str(),
              oneField(said).c_str());
  return std::atoi(counted.c_str());
}

inline int runOne(const Case &one, const Variation &variation) {
  std::fflush(stdout);
  int ends[2];
  if (::pipe(ends) != 0)
    std::abort();
  const pid_t process = ::fork();
  if (process == 0)
    child(one, variation, ends[1]);
  ::close(ends[1]);
  const std::string output = readAll(ends[0]);
  ::close(ends[0]);
  int ended = 0;
  ::waitpid(process, &ended, 0);
  return report(one, variation, WIFSIGNALED(ended) ? -WTERMSIG(ended) : WEXITSTATUS(ended), output);
}

/// More interleavings make a difference only where there are threads; who names a variation knows.
inline void runAll(const Case &one, const std::vector<Variation> &all, bool named) {
  int threads = named ? 2 : 0;
  for (const Variation &variation : all) {
    if (variation.use == Use::Interleaves && threads < 2)
      continue;
    if (variation.use == Use::Grows && one.countsGrowth)
      continue;
    threads = std::max(threads, runOne(one, variation));
  }
}

} // namespace detail

/// `arguments`: the names of the variations to run, or none for all.
inline int runCases(std::span<const Case> cases, std::span<char *const> arguments) {
  prepareProcess();
  const std::vector<Variation> all = variations(arguments);
  for (const Case &one : cases)
    detail::runAll(one, all, !arguments.empty());
  return 0;
}

} // namespace proof
