#include "lib/driver/Transport.h"

#include <nlohmann/json.hpp>

namespace maplint::report {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Location, file, line, column, endLine, endColumn, begin, end,
                                   excerpt)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Step, message, location)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Edit, file, offset, length, replacement)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Fix, description, safety, edits, notApplied)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Result, check, severity, confidence, message, location, trace,
                                   fixes, fingerprint, function)

} // namespace maplint::report

namespace maplint::driver {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LinkOutcome, results, changed, failure)

std::string packed(const LinkOutcome &outcome) {
  std::string bytes;
  nlohmann::json::to_cbor(nlohmann::json(outcome), bytes);
  return bytes;
}

LinkOutcome unpacked(const std::string &bytes) {
  const auto document = nlohmann::json::from_cbor(bytes, /*strict=*/true,
                                                  /*allow_exceptions=*/false);
  if (document.is_discarded() || !document.is_object())
    return {.results = {}, .changed = {}, .failure = "the analysis broke off"};
  return document.get<LinkOutcome>();
}

} // namespace maplint::driver
