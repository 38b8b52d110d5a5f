#include "lib/driver/Arguments.h"

#include "lib/driver/Compiler.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

#include <algorithm>
#include <array>
#include <optional>

namespace maplint::driver {
namespace {

using llvm::StringRef;

/// Options whose value may be the next word or joined to them; both are only read. The joined
/// form of those with a long name needs no separator for Clang's driver either.
constexpr std::array readers = {"-isystem",
                                "-iquote",
                                "-idirafter",
                                "-isysroot",
                                "-include",
                                "-imacros",
                                "-iprefix",
                                "-iwithprefixbefore",
                                "-iwithprefix",
                                "-cxx-isystem",
                                "-stdlib++-isystem",
                                "-iframework",
                                "-I",
                                "-D",
                                "-U",
                                "-F"};

/// Options that take the next word and mean nothing to an analysis.
constexpr std::array swallowers = {"-o",
                                   "-MF",
                                   "-MT",
                                   "-MQ",
                                   "-MJ",
                                   "-Xlinker",
                                   "-Xassembler",
                                   "-Xpreprocessor",
                                   "-Xanalyzer",
                                   "-mllvm",
                                   "--param",
                                   "-arch",
                                   "-z",
                                   "-T",
                                   "-L",
                                   "-l",
                                   "-u",
                                   "-aux-info",
                                   "-wrapper",
                                   "-dumpdir",
                                   "-dumpbase",
                                   "-include-pch",
                                   "-ivfsoverlay",
                                   "--serialize-diagnostics",
                                   "-serialize-diagnostics",
                                   "-dependency-file",
                                   "-index-store-path",
                                   "-framework"};

constexpr StringRef languageFlags =
    "^-f(no-)?("
    "exceptions|cxx-exceptions|rtti|coroutines(-ts)?|char8_t|signed-char|unsigned-char|"
    "short-enums|short-wchar|signed-wchar|ms-extensions|ms-compatibility|"
    "delayed-template-parsing|openmp|openmp-simd|PIC|pic|PIE|pie|permissive|sized-deallocation|"
    "aligned-new|aligned-allocation|concepts|concepts-ts|declspec|blocks|gnu-keywords|"
    "gnu89-inline|builtin|builtin-[a-z0-9_]+|freestanding|hosted|experimental-library|trigraphs|"
    "digraphs|dollars-in-identifiers|threadsafe-statics|access-control|operator-names|"
    "elide-constructors|fast-math|math-errno|wrapv|strict-aliasing|relaxed-template-template-args|"
    "assume-sane-operator-new|new-infallible|asm|plan9-extensions|pascal-strings|"
    "constant-cfstrings|objc-arc|zvector|fixed-point|threadsafe-statics|"
    "strict-overflow|finite-math-only|unsafe-math-optimizations|rounding-math|trapping-math"
    ")$";

constexpr StringRef valuedFlags =
    "^(-std=[a-z0-9+:]+|--std=[a-z0-9+:]+|-stdlib=lib(std)?c[+][+]|"
    "-f(template-depth|constexpr-depth|constexpr-steps|bracket-depth|constexpr-loop-limit|"
    "constexpr-ops-limit)=[0-9]+|"
    "-fopenmp(-version)?=[a-z0-9]+|-fms-compatibility-version=[0-9.]+|-fmsc-version=[0-9]+|"
    "-fvisibility=[a-z]+|-faligned-new=[0-9]+|-fclang-abi-compat=[a-z0-9.]+|"
    "-fnew-alignment=[0-9]+|-fc[+][+]-abi=[a-z]+|"
    "--target=[A-Za-z0-9_.-]+|--sysroot=.+|--gcc-toolchain=.+|--gcc-install-dir=.+|"
    "--gcc-triple=[A-Za-z0-9_.-]+|--unwindlib=[a-z]+|--rtlib=[a-z-]+)$";

constexpr StringRef plainFlags =
    "^(-O([0-3sgz]|fast)?|-pthread|-ansi|-trigraphs|-undef|-nostdinc([+][+])?|-nostdlibinc|"
    "-nobuiltininc|-Wno-[a-zA-Z0-9+=_-]+)$";

constexpr StringRef machineFlags =
    "^-m(no-)?("
    "16|32|64|x32|mmx|3dnow|sse[0-9a-z.]*|ssse3|avx[0-9a-z.-]*|fma4?|f16c|bmi2?|lzcnt|popcnt|aes|"
    "vaes|pclmul|vpclmulqdq|sha|sha512|gfni|adx|rdrnd|rdseed|movbe|cx16|crc32|fsgsbase|xsave[a-z]*|"
    "prfchw|abm|tbm|xop|lwp|fxsr|sahf|clflushopt|clwb|waitpkg|"
    "arch=[A-Za-z0-9_.+-]+|cpu=[A-Za-z0-9_.+-]+|tune=[A-Za-z0-9_.+-]+|abi=[a-z0-9-]+|"
    "fpu=[a-z0-9+-]+|float-abi=[a-z]+|fpmath=[a-z0-9+,]+|thumb|arm|soft-float|hard-float|"
    "cmodel=[a-z]+|long-double-(64|80|128)|altivec|vsx|ms-bitfields|general-regs-only|red-zone|"
    "unaligned-access|strict-align|relax|stackrealign|windows|console|unicode"
    ")$";

/// What drops out without a word: it decides how code is generated, linked, warned about or
/// recorded, never what it means.
constexpr StringRef silentFlags =
    "^(-c|-S|-E|-g.*|-W.*|-w|-M[MDPG]*|-MD|-MMD|-v|-pipe|-l.+|-L.+|-o.+|-MF.+|-MT.+|-MQ.+|"
    "-pedantic(-errors)?|-s|-static.*|-shared.*|-rdynamic|-p|-pg|-save-temps.*|--coverage|"
    "-fsyntax-only|-f(no-)?(sanitize.*|stack-.*|lto.*|profile-.*|coverage-.*|diagnostics-.*|"
    "color-diagnostics|omit-frame-pointer|function-sections|data-sections|inline.*|unroll.*|"
    "(tree-)?(slp-)?vectorize|semantic-interposition|plt|common|ident|debug-.*|"
    "(macro|file|debug)-prefix-map=.*|visibility-.*|merge-.*|split-.*|exec-charset=.*|"
    "input-charset=.*|delete-null-pointer-checks|asynchronous-unwind-tables|unwind-tables|"
    "cf-protection.*|uniform-.*|pch-.*|keep-.*|var-tracking.*|caret-.*|show-.*|message-.*|"
    "ansi-escape-codes|spell-checking|standalone-debug|limit-debug-info|time-report|"
    "signaling-nans|working-directory.*|assumptions|use-linker-plugin|use-ld=.*|jump-tables)|"
    "-no-canonical-prefixes|-Qunused-arguments|-resource-dir=.*|"
    "-m(no-)?(branch-protection.*|outline-atomics|omit-leaf-frame-pointer|"
    "stack-.*|retpoline.*|indirect-.*|function-return.*|speculative-load-hardening|harden-sls.*|"
    "tls-dialect.*|macosx-version-min.*|recip.*|prefer-.*|vzeroupper|fentry|record-mcount|"
    "preferred-stack-boundary.*|incoming-stack-boundary.*|skip-rax-setup|accumulate-.*)|"
    "--config.*|--no-default-config|-no-pie|-pie|-nostdlib|-nodefaultlibs|-nostartfiles)$";

struct Patterns {
  llvm::Regex language{languageFlags};
  llvm::Regex valued{valuedFlags};
  llvm::Regex plain{plainFlags};
  llvm::Regex machine{machineFlags};
  llvm::Regex silent{silentFlags};

  [[nodiscard]] bool keep(StringRef word) const {
    return language.match(word) || valued.match(word) || plain.match(word) || machine.match(word);
  }
};

class Hardener {
public:
  Hardener(llvm::ArrayRef<std::string> words, std::set<std::string> &dropped)
      : words_(words), dropped_(dropped) {}

  std::vector<std::string> run() {
    for (at_ = 1; at_ < words_.size() && words_[at_] != "--"; ++at_)
      word(words_[at_]);
    // Asking for the machine at hand is safe only where no accelerator can be meant: for those the
    // driver finds out by running a program.
    if (asksForHost_ && std::ranges::none_of(kept_, [](const std::string &word) {
          return StringRef(word).starts_with("--target=");
        }))
      kept_.emplace_back("-march=native");
    return std::move(kept_);
  }

private:
  void word(StringRef word) {
    if (!word.starts_with("-") || word == "-")
      return; // an input; the file we were asked for is added by the caller
    if (language(word) || passedOn(word) || reads(word))
      return;
    if (std::ranges::find(swallowers, word) != swallowers.end()) {
      ++at_;
      return;
    }
    if (word == "-target") {
      if (const auto value = next())
        single("--target=" + value->str());
      return;
    }
    single(word);
  }

  void single(StringRef word) {
    if (word == "-march=native")
      asksForHost_ = true;
    else if (!word.ends_with("=native") && patterns_.keep(word) &&
             isDriverOption(word.str())) // the pattern may promise too much
      kept_.push_back(word.str());
    else if (!patterns_.silent.match(word))
      dropped_.insert(word.str());
  }

  /// `-x c++`: other languages have no maps of ours, and CUDA or HIP start an offload toolchain.
  bool language(StringRef word) {
    if (!word.starts_with("-x"))
      return false;
    const auto value = word == "-x" ? next() : word.drop_front(2);
    if (value == "c" || value == "c++" || value == "c++-header")
      kept_.insert(kept_.end(), {"-x", value == "c" ? "c" : "c++"});
    return true;
  }

  /// `-Xclang -include -Xclang FILE` is how CMake names a precompiled header's source, and
  /// `-Wp,-DNAME` how distributions pass macros.
  bool passedOn(StringRef word) {
    if (word == "-Xclang") {
      const auto option = next();
      if (option == StringRef("-include") && at_ + 2 < words_.size() && words_[at_ + 1] == word) {
        reader("-include", words_[at_ + 2]);
        at_ += 2;
      }
      return true;
    }
    if (!word.consume_front("-Wp,"))
      return false;
    llvm::SmallVector<StringRef> parts;
    word.split(parts, ',');
    for (const StringRef part : parts)
      if ((part.starts_with("-D") || part.starts_with("-U")) && part.size() > 2)
        kept_.push_back(part.str());
    return true;
  }

  bool reads(StringRef word) {
    for (const StringRef option : readers) {
      if (word == option) {
        if (const auto value = next())
          reader(option, *value);
        return true;
      }
      if (!word.starts_with(option) || !mayJoin(option, word))
        continue;
      reader(option, word.drop_front(option.size()));
      return true;
    }
    return false;
  }

  /// `-include-pch` is not `-include` with the value `-pch`.
  static bool mayJoin(StringRef option, StringRef word) {
    return option.size() == 2 || word[option.size()] != '-';
  }

  void reader(StringRef option, StringRef value) {
    if (value.empty())
      return;
    // Joined, because a value that begins with a dash would read as an option of its own.
    if (option.size() == 2)
      kept_.push_back((option + value).str());
    else if (!value.starts_with("-"))
      kept_.insert(kept_.end(), {option.str(), value.str()});
  }

  std::optional<StringRef> next() {
    if (at_ + 1 >= words_.size())
      return std::nullopt;
    return StringRef(words_[++at_]);
  }

  llvm::ArrayRef<std::string> words_;
  std::set<std::string> &dropped_;
  Patterns patterns_;
  std::vector<std::string> kept_;
  std::size_t at_ = 0;
  bool asksForHost_ = false;
};

/// `gcc a.c` and `g++ a.c` mean different languages.
bool speaksCxx(llvm::ArrayRef<std::string> original, StringRef file) {
  const StringRef compiler =
      original.empty() ? StringRef() : llvm::sys::path::filename(original[0]);
  return compiler.contains("++") || llvm::sys::path::extension(file) != ".c";
}

} // namespace

std::vector<std::string> hardened(llvm::ArrayRef<std::string> original, llvm::StringRef file,
                                  const Toolchain &toolchain, std::set<std::string> &dropped) {
  const std::string mode = speaksCxx(original, file) ? "--driver-mode=g++" : "--driver-mode=gcc";
  std::vector<std::string> words = {toolchain.driver, mode, "--no-default-config",
                                    "-resource-dir=" + toolchain.resourceDir};
  for (std::string &word : Hardener(original, dropped).run())
    words.push_back(std::move(word));
  words.insert(words.end(), {"-w", "-fsyntax-only", "--", file.str()});
  return words;
}

} // namespace maplint::driver
