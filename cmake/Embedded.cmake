# Text files as constants of the program.

# maplint_embed(FILE.cpp HEADER NAMESPACE constant=path[,path...]...)
# Writes a source file that defines `extern const std::string_view constant`, as HEADER declares it:
# the files one after the other. A change of one of them configures again.
function(maplint_embed output header namespace)
  set(text "// Generated; do not edit.\n\n#include \"${header}\"\n\nnamespace ${namespace} {\n")
  foreach(pair IN LISTS ARGN)
    string(REGEX MATCH "^([A-Za-z]+)=(.+)$" matched ${pair})
    string(APPEND text "\nconst std::string_view ${CMAKE_MATCH_1} =")
    string(REPLACE "," ";" paths ${CMAKE_MATCH_2})
    foreach(path IN LISTS paths)
      file(READ ${path} content)
      string(APPEND text "\n    R\"embedded(" "${content}" ")embedded\"")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    endforeach()
    string(APPEND text ";\n")
  endforeach()
  string(APPEND text "\n} // namespace ${namespace}\n")
  set(before "")
  if(EXISTS ${output})
    file(READ ${output} before)
  endif()
  if(NOT before STREQUAL text) # leaves an unchanged file alone
    file(WRITE ${output} "${text}")
  endif()
endfunction()
