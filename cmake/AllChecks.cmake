# The folder checks/ is the registry: each file `map-foo-bar.cpp` declares `extern constexpr Check
# mapFooBar`, and this writes the sorted list of them.

# maplint_check_symbol(map-foo-bar VARIABLE): mapFooBar.
function(maplint_check_symbol id variable)
  string(REPLACE "-" ";" words ${id})
  list(POP_FRONT words symbol)
  foreach(word IN LISTS words)
    string(SUBSTRING ${word} 0 1 head)
    string(SUBSTRING ${word} 1 -1 tail)
    string(TOUPPER ${head} head)
    string(APPEND symbol ${head}${tail})
  endforeach()
  set(${variable} ${symbol} PARENT_SCOPE)
endfunction()

# maplint_write_check_list(FILE checks/*.cpp...)
function(maplint_write_check_list file)
  foreach(source IN LISTS ARGN)
    get_filename_component(id ${source} NAME_WE)
    maplint_check_symbol(${id} symbol)
    string(APPEND declarations "extern const Check ${symbol};\n")
    string(APPEND addresses "&${symbol}, ")
  endforeach()
  list(LENGTH ARGN count)
  string(CONCAT text
    "// Generated from the files of checks/; do not edit.\n\n"
    "#include \"lib/core/Check.h\"\n\n#include <array>\n\n"
    "namespace maplint {\n\n"
    "${declarations}\n"
    "std::span<const Check *const> allChecks() {\n"
    "  static constexpr std::array<const Check *, ${count}> checks{${addresses}};\n"
    "  return checks;\n}\n\n} // namespace maplint\n")
  file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY) # leaves an unchanged file alone
endfunction()
