// The shapes that are reported without a fix, for the pages of the checks: what a reader has to
// decide is said there, and not guessed here.

#pragma once

#include "lib/core/CheckInfo.h"

#include <array>

namespace maplint::fix {

inline constexpr auto unfixedLoops = std::to_array<Unfixed>({
    {.shape = "a call in the body leads back to the loop's own function and erases or clears there",
     .why =
         "it takes out other elements than the one the loop stands at, and whether those still to "
         "come are to be visited only the author knows"},
    {.shape =
         "the body erases more than its own element: `m.erase(it->first + 1); m.erase(it);`, or "
         "an outer loop over the same map runs as well",
     .why = "the next position may be lost too, so neither what erase returns nor a position taken "
            "before helps"},
    {.shape = "the body adds elements and writes to those it visits, or keeps their addresses",
     .why = "over a copy the writes would be lost, and the addresses would lead into the copy"},
    {.shape = "a set gets what its own elements lead to, or every round adds a key it has reckoned",
     .why =
         "what is added may have to be visited as well; that takes a list of what is still to do"},
    {.shape =
         "the loop goes over a view, is `std::for_each`, is a `do`, or erases in its condition",
     .why = "the repair is another loop, which is better written than patched"},
    {.shape = "an if around the branch that erases decides whether it is reached",
     .why = "the step would have to be repeated in each branch"},
});

inline constexpr auto unfixedReferences = std::to_array<Unfixed>({
    {.shape = "an iterator in a member, and an element that others erase",
     .why = "an iterator has no null that its readers could ask for"},
    {.shape =
         "pointers, iterators, views or closures kept in a member, a list or a queue while the "
         "table grows or is cleared",
     .why = "what keeps them would have to hold keys, or copies, which is another design; as far "
            "as one "
            "loop gathers pointers and the number is known, room is made"},
    {.shape = "the insertion is an argument of the call that uses the reference: "
              "`text.append(texts[key])`",
     .why = "both elements are wanted at once, and which one is to be copied is a matter of their "
            "size"},
    {.shape = "a pointer member whose readers do not ask whether it is null",
     .why = "forgetting the element would trade one crash for another"},
    {.shape = "the address of a lost element, or a reference to it, is returned",
     .why = "there is nothing left that could be returned"},
    {.shape = "the element is written to after it was lost, or more than one value of it is read",
     .why = "a copy would take the write, and nobody would see it"},
    {.shape = "the element is lost on one of several ways (an arm of a switch, a branch) and read "
              "behind them, or a label lies in between",
     .why = "the value would have to be kept on ways that change it, or its declaration be jumped "
            "over"},
    {.shape = "the variable that held the key has another value by then, and the table moves its "
              "elements",
     .why = "nothing names the element any more"},
    {.shape = "two references from the same growing method: `int &from = slot(a), &to = slot(b);`",
     .why = "asking again may make the table grow again; as far as one value is read, it is kept"},
    {.shape = "a callable in the table makes the table grow while it runs",
     .why = "the callable itself is moved from under its own feet: it has to be copied out first"},
});

inline constexpr auto unfixedNullWrites = std::to_array<Unfixed>({
    {.shape = "a raw pointer that is null on every way to the write, alone or in a vector or array",
     .why =
         "who is to own the map, and which one it should be, only the author knows; a test would "
         "hide that nothing is ever written"},
    {.shape = "a member that a constructor leaves without a value, or that nothing sets",
     .why =
         "it must not even be looked at, and which map it should point to only the author knows"},
    {.shape = "a global that is set after `main` has begun to use it",
     .why = "the order of the start has to change"},
    {.shape = "the value of the writing expression is wanted, or an else follows",
     .why = "there is no value to give when nothing is written; an if would take the else"},
    {.shape = "an owner that `std::exchange` has emptied",
     .why = "whether the old map is meant or a new one cannot be seen"},
    {.shape = "the pointer is bound to a reference before the write",
     .why = "leaving early or making the map belongs where the reference is made"},
});

inline constexpr auto unfixedGrowths = std::to_array<Unfixed>({
    {.shape = "the loop is written by a macro",
     .why = "the text in front of it is not the program's"},
    {.shape = "the loop is the body of an if that has an else",
     .why = "braces would have to be put on the line of the else"},
    {.shape = "a class around the container, filled in loops in loops or through a reference",
     .why = "the number is not known, or what the object holds already is not"},
});

} // namespace maplint::fix
