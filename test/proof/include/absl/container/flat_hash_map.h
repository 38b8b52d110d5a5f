#pragma once
#include "proof/Absl.h"
