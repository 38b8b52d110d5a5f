// The formats of other tools. Each writer names the document that defines its format; messages are
// escaped as for people (see Escape.h), names of files as the format wants them.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/report/Result.h"

#include <span>
#include <string>

namespace maplint::report {

/// SARIF 2.1.0 plus errata 01 (OASIS): one run, the rules of `rules`, a code flow a finding,
/// fixes.
std::string toSarif(const Report &report, std::span<const CheckInfo *const> rules);

/// Workflow commands of GitHub Actions ("Setting an error message"), a line a finding.
std::string toGitHub(const Report &report);

/// The Code Quality report of GitLab, a subset of Code Climate's.
std::string toGitLab(const Report &report);

/// reviewdog's Diagnostic messages (`rdf.proto`), a line each, fixes as suggestions.
std::string toReviewDog(const Report &report);

/// Generic issues of SonarQube 10.3 and later.
std::string toSonar(const Report &report, std::span<const CheckInfo *const> rules);

/// JUnit's XML as Jenkins and GitLab read it: a failed test case a finding, an error a file that
/// could not be analysed, one passed case when there is neither.
std::string toJUnit(const Report &report);

/// Checkstyle's XML, version 4.3.
std::string toCheckstyle(const Report &report);

} // namespace maplint::report
