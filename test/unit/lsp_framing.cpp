#include "lib/lsp/Framing.h"
#include "lib/lsp/Schedule.h"

#include <gtest/gtest.h>

namespace maplint::lsp {
namespace {

TEST(Framing, GivesMessagesAsTheyAreWhole) {
  Framing framing;
  framing.feed("Content-Length: 2\r\n\r\n{}Content-Type: x\r\ncontent-length:  4\r\n\r\n[1");
  EXPECT_EQ(framing.next()->content, "{}");
  EXPECT_FALSE(framing.next());
  framing.feed("2]Content-Length: 1");
  EXPECT_EQ(framing.next()->content, "[12]");
  EXPECT_FALSE(framing.next());
  framing.feed("\n\n7");
  EXPECT_EQ(framing.next()->content, "7");
}

TEST(Framing, FindsTheNextMessageBehindOneOfTheWrongLength) {
  Framing framing;
  framing.feed("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]");
  EXPECT_EQ(framing.next()->content, "{");
  EXPECT_EQ(framing.next()->content, "[]");
}

TEST(Framing, SaysWhatIsWrong) {
  for (const llvm::StringRef wrong :
       {"nonsense\r\n\r\n", "Content-Length: x\r\n\r\n", "Content-Length: 1000000000\r\n\r\n",
        "Content-Type: x\r\n\r\n", "Content-Length: 0\r\n\r\n"}) {
    Framing framing;
    framing.feed(wrong);
    const auto frame = framing.next();
    ASSERT_TRUE(frame);
    EXPECT_NE(frame->error, "") << wrong.str();
    framing.feed("Content-Length: 2\r\n\r\n{}");
    EXPECT_EQ(framing.next()->content, "{}");
  }
}

TEST(Framing, RefusesWhatTheParserHasNoStackFor) {
  const auto errorOf = [](const std::string &content) {
    Framing framing;
    framing.feed("Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content);
    return framing.next()->error;
  };
  EXPECT_NE(errorOf(std::string(1000, '[')), "");
  EXPECT_EQ(errorOf("\"" + std::string(1000, '[') + "\\\"" + std::string(1000, '{') + "\""), "");
  std::string flat;
  for (int i = 0; i < 1000; ++i)
    flat += "{[]}";
  EXPECT_EQ(errorOf(flat), "");
}

using std::chrono::milliseconds;

TEST(Schedule, TakesWhatIsDueTheLastOneFirst) {
  const Schedule::Time start;
  Schedule schedule;
  EXPECT_FALSE(schedule.next());
  schedule.ask("a", start);
  schedule.ask("b", start);
  schedule.ask("c", start + milliseconds(5));
  EXPECT_EQ(schedule.next(), start);
  EXPECT_EQ(schedule.take(start), "b");
  EXPECT_EQ(schedule.take(start), "a");
  EXPECT_FALSE(schedule.take(start + milliseconds(4)));
  EXPECT_EQ(schedule.take(start + milliseconds(5)), "c");
}

TEST(Schedule, WaitsAgainForWhatIsAskedForAgain) {
  const Schedule::Time start;
  Schedule schedule;
  schedule.ask("a", start);
  schedule.ask("a", start + milliseconds(9));
  EXPECT_FALSE(schedule.take(start));
  EXPECT_EQ(schedule.next(), start + milliseconds(9));
  schedule.forget("a");
  EXPECT_FALSE(schedule.next());
}

} // namespace
} // namespace maplint::lsp
