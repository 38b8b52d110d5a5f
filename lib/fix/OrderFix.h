// Fixes that change the order of statements: what needs the element comes before what ends it.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// `return` of a value that is taken before the element is lost.
Fix byTakingFirst(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// The erasure moves behind the last statement that still looks at the element.
Fix byErasingLast(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// The reference is taken behind the insertion, when nothing looked at it before.
Fix byTakingLater(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// The write moves in front of the statement that moves the pointer away.
Fix byWritingFirst(const flow::UnitFacts &facts, const flow::NullWrite &write);

} // namespace maplint::fix
