#include "lib/driver/Transport.h"

#include <nlohmann/json.hpp>

namespace maplint::report {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Location, file, line, column, endLine, endColumn, begin, end,
                                   excerpt)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Step, message, location)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ThreadEvent, kind, subject, location)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ThreadPath, function, events)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Edit, file, offset, length, replacement, line, column, endLine,
                                   endColumn)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Fix, description, safety, edits, notApplied)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Result, check, severity, confidence, message, location, trace,
                                   fixes, threads, fingerprint, occurrence, function, state, silence, reason)

} // namespace maplint::report

namespace maplint::driver {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LinkOutcome, results, silenced, checkMicros, flowMicros, changed,
                                   failure)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitFacts, facts, failure, bodies, micros)

template <typename Said>
static std::string pack(const Said &said) {
  std::string bytes;
  nlohmann::json::to_cbor(nlohmann::json(said), bytes);
  return bytes;
}

template <typename Said>
static Said unpack(const std::string &bytes) {
  const auto document = nlohmann::json::from_cbor(bytes, /*strict=*/true,
                                                  /*allow_exceptions=*/false);
  if (!document.is_discarded() && document.is_object())
    return document.get<Said>();
  Said nothing;
  nothing.failure = "the analysis broke off";
  return nothing;
}

std::string packed(const LinkOutcome &outcome) {
  return pack(outcome);
}

std::string packed(const UnitFacts &facts) {
  return pack(facts);
}

LinkOutcome unpacked(const std::string &bytes) {
  return unpack<LinkOutcome>(bytes);
}

UnitFacts unpackedFacts(const std::string &bytes) {
  return unpack<UnitFacts>(bytes);
}

} // namespace maplint::driver
