// Facts of code that does not exist: copies of real facts in which every name of the project and
// every path is another one, and all sizes are as they were. What a link costs for code bases that
// nobody has at hand is measured on these.
//
// usage: link-copies N OUT FACTS...      writes OUT/<k>-<number>.facts for k = 1..N; the first
//        copy is the original

#include "lib/program/Program.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>

using namespace maplint;

namespace {

/// What is not the project's own (the standard library) is the same in every copy.
void rename(ir::Unit &unit, const std::string &suffix) {
  for (ir::Symbol &symbol : unit.symbols)
    if (!symbol.inSystemHeader)
      symbol.usr += suffix;
}

/// The facts `bytes` under other names, or what is wrong with them in `error`.
std::string renamed(llvm::StringRef bytes, const std::string &suffix, std::string &error) {
  program::Program program;
  program::Merged merged;
  error = program.add(bytes);
  if (error.empty())
    error = program.merge(merged, 0);
  if (!error.empty())
    return {};
  rename(merged.unit, suffix);
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> texts;
  for (const auto &[path, known] : program.files()) {
    files[path + suffix] = known.hash;
    if (const std::string *text = program.text(known.hash))
      texts[path + suffix] = *text;
  }
  const auto pathOf = [&](const std::string &path) { return path + suffix; };
  const auto isKnown = [](std::uint64_t) { return false; };
  return program::encode(merged.unit,
                         {.files = files, .pathOf = pathOf, .isKnown = isKnown, .texts = &texts});
}

bool fail(const llvm::Twine &what) {
  llvm::errs() << "link-copies: " << what << '\n';
  return false;
}

bool write(const std::string &path, const std::string &bytes) {
  std::error_code error;
  llvm::raw_fd_ostream out(path, error);
  if (error)
    return fail(path + ": " + error.message());
  out << bytes;
  out.close();
  return !out.has_error() || fail(path + ": " + out.error().message());
}

bool copy(const std::string &from, unsigned copies, const std::string &stem) {
  auto buffer = llvm::MemoryBuffer::getFile(from);
  if (!buffer)
    return fail(from + ": " + buffer.getError().message());
  const std::string name = "-" + llvm::sys::path::filename(from).str();
  if (!write(stem + "1" + name, (*buffer)->getBuffer().str()))
    return false;
  for (unsigned k = 2; k <= copies; ++k) {
    std::string error;
    const std::string bytes = renamed((*buffer)->getBuffer(), "~" + std::to_string(k), error);
    if (!error.empty())
      return fail(from + ": " + error);
    if (!write(stem + std::to_string(k) + name, bytes))
      return false;
  }
  return true;
}

} // namespace

int main(int argc, char **argv) {
  unsigned copies = 0;
  if (argc < 4 || !llvm::to_integer(argv[1], copies))
    return fail("usage: link-copies N OUT FACTS..."), 2;
  const std::string out = argv[2];
  if (const std::error_code error = llvm::sys::fs::create_directories(out))
    return fail(out + ": " + error.message()), 3;
  for (int n = 3; n < argc; ++n)
    if (!copy(argv[n], copies, out + "/"))
      return 3;
  return 0;
}
