#include "lib/fix/ReferenceFix.h"

#include "lib/fix/CopyFix.h"
#include "lib/fix/ElementFix.h"
#include "lib/fix/ForgetFix.h"
#include "lib/fix/KeepFix.h"
#include "lib/fix/LookUpFix.h"
#include "lib/fix/OrderFix.h"

namespace maplint::fix {

Fix reference(const flow::UnitFacts &facts, const flow::InvalidUse &use) {
  for (const auto repair : {byCopy, byTakingLater, byEndAgain, byLookingUp, byReference,
                            byTakingFirst, byErasingLast, byKeeping, byRoom, byForgetting})
    if (Fix found = repair(facts, use); !found.edits.empty())
      return found;
  return {};
}

} // namespace maplint::fix
