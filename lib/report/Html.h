// The report that a person opens: one page that needs no network.
//
// The page, its style and its script are the files of lib/report/html, embedded by the build. The
// findings stand in it twice: as a plain list that every browser shows, and as data from which the
// script makes the details of the one that is looked at.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/report/Result.h"

#include <span>
#include <string>
#include <string_view>

namespace maplint::report {

/// The page. It is the same for the same findings, and may load nothing from anywhere.
std::string toHtml(const Report &report, std::span<const CheckInfo *const> rules);

/// The data of that page as JSON: ASCII without `<`, `>` and `&`, so that nothing in it can end the
/// element in which it stands. All text is escaped as in Escape.h.
std::string htmlData(const Report &report, std::span<const CheckInfo *const> rules);

/// What CMake embeds, see cmake/Embedded.cmake.
extern const std::string_view htmlPage;
extern const std::string_view htmlStyle;
extern const std::string_view htmlScript;

} // namespace maplint::report
