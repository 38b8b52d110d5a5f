#include "tools/maplint/Completion.h"

#include "tools/maplint/Commands.h"
#include "tools/maplint/OptionTable.h"

#include "llvm/ADT/StringExtras.h"

#include <vector>

namespace maplint::tool {
namespace {

using llvm::StringRef;

bool namesFile(const Option &option) {
  return option.metavar.ends_with("FILE");
}

bool namesDirectory(const Option &option) {
  return option.metavar == "DIR";
}

std::vector<std::string> wordsOf(const Option &option) {
  return option.words ? option.words() : std::vector<std::string>();
}

/// In single quotes, as every shell reads it.
std::string quoted(StringRef text) {
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string commandNames() {
  std::vector<std::string> names;
  for (const Command &command : commandTable())
    names.push_back(command.name.str());
  return llvm::join(names, " ");
}

std::string optionNames() {
  std::vector<std::string> names;
  for (const Option &option : optionTable()) {
    names.push_back(option.name.str() + (option.takes == Takes::Value ? "=" : ""));
    if (!option.shortName.empty())
      names.push_back(option.shortName.str());
  }
  return llvm::join(names, " ");
}

/// bash splits words at `=`, which then is a word of its own.
std::string bash() {
  std::string script = R"(# bash completion for maplint; made by `maplint completion bash`.
_maplint() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      COMPREPLY=($(compgen -f -- "$cur"))
      return
    fi
  done
  case $prev in
)";
  for (const Option &option : optionTable()) {
    const std::vector<std::string> words = wordsOf(option);
    const bool generic = !namesFile(option) && !namesDirectory(option);
    if (option.takes == Takes::Nothing ||
        (words.empty() && generic && option.takes != Takes::Value))
      continue;
    script += "  " + option.name.str() +
              (option.shortName.empty() ? "" : "|" + option.shortName.str()) + ")\n    ";
    if (!words.empty())
      script += "COMPREPLY=($(compgen -W " + quoted(llvm::join(words, " ")) + " -- \"$cur\"))\n";
    else if (namesDirectory(option))
      script += "COMPREPLY=($(compgen -d -- \"$cur\"))\n";
    else
      script += "COMPREPLY=($(compgen -f -- \"$cur\"))\n";
    script +=
        option.takes == Takes::OptionalValue
            ? "    [[ ${COMP_WORDS[COMP_CWORD-1]} == '=' || ${COMP_WORDS[COMP_CWORD]} == '=' ]] "
              "&& return\n    COMPREPLY=() ;;\n"
            : "    return ;;\n";
  }
  for (const Command &command : commandTable())
    if (command.words)
      script += "  " + command.name.str() + ")\n    COMPREPLY=($(compgen -W " +
                quoted(llvm::join(command.words(), " ")) + " -- \"$cur\"))\n    return ;;\n";
  script +=
      "  esac\n  if [[ $cur == -* ]]; then\n    COMPREPLY=($(compgen -W " + quoted(optionNames()) +
      " -- \"$cur\"))\n" +
      "    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null\n    return\n  fi\n" +
      "  COMPREPLY=($(compgen -f -- \"$cur\"))\n  if ((COMP_CWORD == 1)); then\n" +
      "    COMPREPLY+=($(compgen -W " + quoted(commandNames()) + " -- \"$cur\"))\n  fi\n}\n" +
      "complete -o filenames -F _maplint maplint\n";
  return script;
}

/// Brackets and colons part a specification of zsh's _arguments.
std::string forZsh(StringRef text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\')
      out += '\\';
    out += c;
  }
  return out;
}

std::string zshAction(const Option &option) {
  if (const std::vector<std::string> words = wordsOf(option); !words.empty())
    return "(" + llvm::join(words, " ") + ")";
  return namesFile(option) ? "_files" : namesDirectory(option) ? "_files -/" : " ";
}

std::string zsh() {
  std::string script =
      "#compdef maplint\n# zsh completion for maplint; made by `maplint completion "
      "zsh`.\n_maplint() {\n  local -a commands=(\n";
  for (const Command &command : commandTable())
    script += "    " + quoted(command.name.str() + ":" + command.help.str()) + "\n";
  script += "  )\n  local -a options=(\n";
  for (const Option &option : optionTable()) {
    const std::string value = option.takes == Takes::Nothing
                                  ? ""
                                  : (option.takes == Takes::OptionalValue ? "::" : ":") +
                                        forZsh(option.metavar) + ":" + zshAction(option);
    const std::string help = "[" + forZsh(option.help) + "]" + value;
    const char *const join = option.takes == Takes::Value           ? "="
                             : option.takes == Takes::OptionalValue ? "=-"
                                                                    : "";
    script += "    " + quoted("*" + option.name.str() + join + help) + "\n";
    if (!option.shortName.empty())
      script +=
          "    " +
          quoted("*" + option.shortName.str() + (option.takes == Takes::Value ? "+" : "") + help) +
          "\n";
  }
  script += "  )\n  case ${words[2]} in\n";
  for (const Command &command : commandTable())
    if (command.words)
      script += "  " + command.name.str() + ")\n    if ((CURRENT == 3)); then compadd -- " +
                llvm::join(command.words(), " ") + "; return; fi ;;\n";
  return script +
         "  esac\n  if ((CURRENT == 2)); then _describe -t commands command commands; fi\n"
         "  _arguments -S $options '*:file:_files'\n}\n"
         "if [[ ${funcstack[1]} == _maplint ]]; then _maplint \"$@\"; else compdef _maplint "
         "maplint; fi\n";
}

std::string fish() {
  std::string script = "# fish completion for maplint; made by `maplint completion fish`.\n";
  for (const Command &command : commandTable()) {
    script += "complete -c maplint -n __fish_use_subcommand -a " + quoted(command.name) + " -d " +
              quoted(command.help) + "\n";
    if (command.words)
      script += "complete -c maplint -n " +
                quoted("__fish_seen_subcommand_from " + command.name.str()) + " -f -a " +
                quoted(llvm::join(command.words(), " ")) + "\n";
  }
  for (const Option &option : optionTable()) {
    script += "complete -c maplint -l " + option.name.drop_front(2).str();
    if (!option.shortName.empty())
      script += " -s " + option.shortName.drop_front().str();
    const std::vector<std::string> words = wordsOf(option);
    if (!words.empty())
      script +=
          (option.takes == Takes::Value ? " -x -a " : " -f -a ") + quoted(llvm::join(words, " "));
    else if (namesDirectory(option))
      script += " -x -a '(__fish_complete_directories)'";
    else if (option.takes == Takes::Value)
      script += namesFile(option) ? " -r" : " -x";
    script += " -d " + quoted(option.help) + "\n";
  }
  return script;
}

} // namespace

std::optional<std::string> completionScript(StringRef shell) {
  if (shell == "bash")
    return bash();
  if (shell == "zsh")
    return zsh();
  if (shell == "fish")
    return fish();
  return std::nullopt;
}

} // namespace maplint::tool
