#include "lib/driver/Process.h"

#include "lib/driver/Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"

#include <optional>
#include <vector>

namespace maplint::driver {

using llvm::StringRef;

static constexpr unsigned patience = 120; ///< seconds

llvm::Expected<ProcessResult> runProgram(const std::string &program,
                                         llvm::ArrayRef<StringRef> words) {
  llvm::SmallString<128> out;
  llvm::SmallString<128> err;
  if (llvm::sys::fs::createTemporaryFile("maplint", "out", out))
    return usageError("no temporary file for the output of " + program);
  const llvm::FileRemover removeOut(out);
  if (llvm::sys::fs::createTemporaryFile("maplint", "err", err))
    return usageError("no temporary file for the output of " + program);
  const llvm::FileRemover removeErr(err);
  std::vector<StringRef> all = {program};
  all.insert(all.end(), words.begin(), words.end());
  const std::optional<StringRef> redirects[] = {StringRef(), out.str(), err.str()};
  std::string why;
  ProcessResult result;
  result.status = llvm::sys::ExecuteAndWait(program, all, std::nullopt, redirects, patience,
                                            /*MemoryLimit=*/0, &why);
  if (result.status < 0)
    return usageError(program + ": " + (why.empty() ? "cannot be run" : why));
  auto said = readRegularFile(out);
  if (!said)
    return said.takeError();
  auto complained = readRegularFile(err);
  if (!complained)
    return complained.takeError();
  result.out = std::move(*said);
  result.firstError = StringRef(*complained).trim().split('\n').first.str();
  return result;
}

} // namespace maplint::driver
