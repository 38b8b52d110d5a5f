"""Runs a command on sources that try to get out of a page, by their names and by what stands in them:
hostile.py COMMAND... runs it with the names of the files as further arguments."""

import os
import subprocess
import sys

# A folder whose name ends in < makes the path say </script>.
NAMES = [b"<b>bold&amp;.cpp", b"\"><img src=x onerror=window.hacked=1>'.cpp",
         b"a</script><script>window.hacked=1;<!--.cpp", b"]]>-->{{data}}.cpp",
         b"colour\x1b[31m.cpp", b"line\nbreak\r.cpp", "right\u202eleft.cpp".encode(), b"wrong\xff\xfe.cpp"]
TEXT = rb"""#include <cstring>
#include <unordered_map>

template <typename T> struct Box {
  std::unordered_map<int, T> fill() {
    std::unordered_map<int, T> result;
    for (int i = 0; i < (int)std::strlen("</script><script>window.hacked=1</script>&amp;'"); ++i)
      result[i] = i; // </script><img src=x onerror=window.hacked=1> <!-- {{script}} %s
    return result;
  }
};

template struct Box<int>;
""" % ("\x1b[2J \u202e \u2028 &lt; \\u003c \x00".encode() + b"\xff\xc3")

for name in NAMES:
    os.makedirs(os.path.dirname(name) or b".", exist_ok=True)
    with open(name, "wb") as file:
        file.write(TEXT)
done = subprocess.run([*sys.argv[1:], *NAMES, "--", "-std=c++20"], check=False)
sys.exit(done.returncode)
