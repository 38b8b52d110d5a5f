# find_package(maplint) gives the command as MAPLINT_COMMAND, the wrapper that CMAKE_CXX_CLANG_TIDY
# takes as MAPLINT_CLANG_TIDY (when it is installed), and one function:
#
#   maplint_add_target(NAME [TARGETS target...] [OPTIONS option...])
#
# adds a target NAME, outside of `all`, that analyses the sources of these targets together. It fails
# when there are findings. The project must be configured with CMAKE_EXPORT_COMPILE_COMMANDS.

get_filename_component(maplint_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
find_program(MAPLINT_COMMAND maplint HINTS "${maplint_prefix}/bin" NO_CMAKE_FIND_ROOT_PATH)
find_program(MAPLINT_CLANG_TIDY maplint-clang-tidy HINTS "${maplint_prefix}/bin"
             NO_CMAKE_FIND_ROOT_PATH)
if(NOT MAPLINT_COMMAND)
  set(maplint_FOUND FALSE)
  set(maplint_NOT_FOUND_MESSAGE "no command maplint in ${maplint_prefix}/bin or on the PATH")
  return()
endif()

# The sources of a target that compile to C++, as absolute paths.
function(maplint_sources_of target variable)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(found)
  foreach(source IN LISTS sources)
    if(source MATCHES "\\$<" OR NOT source MATCHES "\\.(cc|cpp|cxx|c\\+\\+|C)$")
      continue()
    endif()
    get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${folder}")
    list(APPEND found "${path}")
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

function(maplint_add_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "TARGETS;OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "maplint_add_target: '${arg_UNPARSED_ARGUMENTS}' belongs behind TARGETS or OPTIONS")
  endif()
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "maplint_add_target: set CMAKE_EXPORT_COMPILE_COMMANDS to ON before the targets are added")
  endif()
  set(files)
  foreach(target IN LISTS arg_TARGETS)
    maplint_sources_of(${target} sources)
    list(APPEND files ${sources})
  endforeach()
  if(arg_TARGETS AND NOT files)
    message(FATAL_ERROR "maplint_add_target: ${arg_TARGETS} have no C++ sources")
  endif()
  add_custom_target(${name}
    COMMAND ${MAPLINT_COMMAND} -p ${CMAKE_BINARY_DIR} --root=${CMAKE_SOURCE_DIR} ${arg_OPTIONS} ${files}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "maplint" VERBATIM USES_TERMINAL)
endfunction()
