# What `cmake --install` copies, and the Debian packages that CPack makes of it (`cpack -G DEB` in the
# build folder): maplint, and maplint-clang-tidy for the clang-tidy of the same LLVM.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# maplint_write(FILE ARGUMENTS...): what the command says about itself, as a file to install.
function(maplint_write file)
  add_custom_command(OUTPUT ${file} COMMAND maplint ${ARGN} > ${file} DEPENDS maplint)
endfunction()

set(share ${CMAKE_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})
maplint_write(${share}/maplint.1 man)
maplint_write(${share}/maplint.bash completion bash)
maplint_write(${share}/_maplint completion zsh)
maplint_write(${share}/maplint.fish completion fish)
add_custom_target(maplint_share ALL DEPENDS ${share}/maplint.1 ${share}/maplint.bash
                                            ${share}/_maplint ${share}/maplint.fish)

install(TARGETS maplint RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT maplint)
install(FILES ${share}/maplint.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT maplint)
install(FILES ${share}/maplint.bash RENAME maplint COMPONENT maplint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${share}/_maplint COMPONENT maplint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${share}/maplint.fish COMPONENT maplint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/maplint COMPONENT maplint
        PATTERN adr EXCLUDE)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/maplint
        COMPONENT maplint)
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/maplint
        COMPONENT maplint)

# The module and the clang-tidy that loads it; the folder may be moved as a whole.
install(TARGETS maplint-tidy LIBRARY DESTINATION lib/maplint COMPONENT clang-tidy)
set(MAPLINT_PLUGIN "$(dirname -- \"$(readlink -f -- \"$0\")\")/../lib/maplint/maplint-tidy.so")
set(CLANG_TIDY_EXE ${LLVM_TOOLS_BINARY_DIR}/clang-tidy)
configure_file(tools/clang-tidy-module/maplint-clang-tidy.in ${share}/maplint-clang-tidy @ONLY)
install(PROGRAMS ${share}/maplint-clang-tidy DESTINATION ${CMAKE_INSTALL_BINDIR}
        COMPONENT clang-tidy)
install(FILES LICENSE RENAME copyright COMPONENT clang-tidy
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/maplint-clang-tidy)

# find_package(maplint) for other projects.
configure_file(cmake/package/maplintConfig.cmake ${share}/maplintConfig.cmake COPYONLY)
write_basic_package_version_file(${share}/maplintConfigVersion.cmake
                                 VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${share}/maplintConfig.cmake ${share}/maplintConfigVersion.cmake
        DESTINATION lib/cmake/maplint COMPONENT maplint)

set(CPACK_PACKAGE_VENDOR "the maplint authors")
set(CPACK_PACKAGE_CONTACT "maplint <maplint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finds misuse of maps in C++")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_MAPLINT_PACKAGE_NAME maplint)
set(CPACK_DEBIAN_MAPLINT_PACKAGE_SHLIBDEPS ON)
# Clang's own headers: without <stddef.h> no file can be read.
set(CPACK_DEBIAN_MAPLINT_PACKAGE_DEPENDS "libclang-common-${MAPLINT_LLVM}-dev")
# The headers of the standard library come with a compiler.
set(CPACK_DEBIAN_MAPLINT_PACKAGE_RECOMMENDS "maplint-clang-tidy, g++ | libc++-dev")
set(CPACK_DEBIAN_CLANG-TIDY_PACKAGE_NAME maplint-clang-tidy)
set(CPACK_DEBIAN_CLANG-TIDY_PACKAGE_DEPENDS "clang-tidy-${MAPLINT_LLVM}")
set(CPACK_COMPONENT_MAPLINT_DESCRIPTION "Static analysis that finds misuse of maps in C++: the command.")
set(CPACK_COMPONENT_CLANG-TIDY_DESCRIPTION
    "Static analysis that finds misuse of maps in C++: the module for clang-tidy ${MAPLINT_LLVM}.")
set(CPACK_COMPONENTS_ALL maplint clang-tidy)
include(CPack)
