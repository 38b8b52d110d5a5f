// A session table as one finds it in many servers, with one mistake of each kind that maplint knows.
// `./dev demo` shows what it says about this file and what its fixes change.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Session {
  std::string user;
  int idleMinutes = 0;
};

using Names = std::unordered_map<int, std::string>;

class Sessions {
public:
  void open(int id, std::string user) {
    const std::lock_guard<std::mutex> lock(mutex_);
    byId_[id] = {std::move(user), 0};
  }

  // Forgets the lock that every other member takes.
  void close(int id) { byId_.erase(id); }

  // The loop goes on with an iterator that the erasure has just invalidated.
  void dropIdle(int limit) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto session = byId_.begin(); session != byId_.end(); ++session)
      if (session->second.idleMinutes > limit)
        byId_.erase(session);
  }

private:
  std::mutex mutex_;
  std::map<int, Session> byId_;
};

// `first` refers to an element that is gone when it is returned.
std::string renameFirst(Names &names, int id) {
  const std::string &first = names.at(id);
  names.erase(id);
  return first;
}

// One key after the other, although the number of keys is known.
Names index(const std::vector<Session> &sessions) {
  Names names;
  for (std::size_t i = 0; i < sessions.size(); ++i)
    names.emplace(static_cast<int>(i), sessions[i].user);
  return names;
}

// Nobody has made the map that this writes to.
std::unique_ptr<Names> defaults() {
  std::unique_ptr<Names> names;
  (*names)[0] = "guest";
  return names;
}

int main() {
  Sessions sessions;
  std::thread opener([&] { sessions.open(1, "ada"); });
  std::thread closer([&] { sessions.close(1); });
  opener.join();
  closer.join();
  sessions.dropIdle(30);
}
