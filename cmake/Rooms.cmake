# What every target of the project shares, and the one way to add a room.

add_library(maplint_options INTERFACE)
target_include_directories(maplint_options INTERFACE ${PROJECT_SOURCE_DIR})
# Designated initialisers name what differs from the default; what they leave out is meant.
target_compile_options(maplint_options INTERFACE -Wall -Wextra -Werror
                                                 -Wno-missing-designated-field-initializers)
target_compile_definitions(maplint_options INTERFACE MAPLINT_VERSION="${PROJECT_VERSION}")

# The headers of LLVM and Clang without their libraries: the plugin takes every symbol from the
# clang-tidy that loads it, and aborts in a static one if it brings a second copy.
add_library(maplint_llvm_headers INTERFACE)
target_include_directories(maplint_llvm_headers SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS}
                                                                ${CLANG_INCLUDE_DIRS})
separate_arguments(llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(maplint_llvm_headers INTERFACE ${llvm_definitions})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(maplint_llvm_headers INTERFACE -fno-rtti)
endif()

# maplint_add_room(NAME SOURCES... DEPENDS targets...)
# A static library `maplint_NAME`. A room whose folder holds only headers, or nothing yet, becomes
# an interface library, so that the rooms below it configure all the same.
function(maplint_add_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;DEPENDS")
  if(room_SOURCES)
    add_library(maplint_${name} STATIC ${room_SOURCES})
    target_link_libraries(maplint_${name} PUBLIC maplint_options ${room_DEPENDS})
  else()
    add_library(maplint_${name} INTERFACE)
    target_link_libraries(maplint_${name} INTERFACE maplint_options ${room_DEPENDS})
  endif()
endfunction()

# maplint_sources(VARIABLE): the C++ files of the current folder.
function(maplint_sources variable)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(SORT sources)
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
