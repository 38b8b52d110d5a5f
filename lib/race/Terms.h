// The words of the flow analyses that this room speaks.

#pragma once

#include "lib/flow/Facts.h"

namespace maplint::race {

using flow::Access;
using flow::At;
using flow::Domain;
using flow::HeldLock;
using flow::Lapse;
using flow::Path;
using flow::PathId;
using flow::PathKind;
using flow::Step;
using flow::Sym;
using flow::SymId;
using flow::SymKind;
using flow::ThreadStart;
using flow::UnitFacts;

} // namespace maplint::race
