// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The element goes, and the object that it owned lives on, or nobody looks at it any more.

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

// proof: given void *Session::operator new(std::size_t n) { return proof::newObject(n); }
// proof: given void Session::operator delete(void *s) noexcept { proof::deleteObject(s, sizeof(Session)); }
struct Session {
  static void *operator new(std::size_t bytes);
  static void operator delete(void *object) noexcept;

  int user = 0;
  Session *peer = nullptr;
};

using Sessions = std::map<int, std::unique_ptr<Session>>;
using Archive = std::vector<std::unique_ptr<Session>>;

// The object was moved out before.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(moveOut(all, 1)); } clean
int moveOut(Sessions &all, int id) {
  Session *session = all[id].get();
  const auto own = std::move(all[id]);
  all.erase(id);
  return session->user;
}

// The element was taken out whole.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(takeNode(all, 1)); } clean
int takeNode(Sessions &all, int id) {
  Session *session = all[id].get();
  const auto node = all.extract(id);
  return session->user;
}

// Another map owns it now.
// proof: { Sessions all, done; all[1] = std::make_unique<Session>(); show(finish(all, done, 1)); } clean
int finish(Sessions &all, Sessions &done, int id) {
  const auto found = all.find(id);
  Session *session = found->second.get();
  done.emplace(id, std::move(found->second));
  all.erase(found);
  return session->user;
}

// A list takes each of them before the map is cleared.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); Archive old; show(archive(all, old, 1)); }
//   clean
int archive(Sessions &all, Archive &old, int id) {
  Session *session = all.at(id).get();
  for (auto &[key, owner] : all)
    old.push_back(std::move(owner));
  all.clear();
  return session->user;
}

// A helper does.
namespace helper {
// proof: { Sessions all; all[1] = std::make_unique<Session>(); Archive old; helper::drain(all, old);
//   show(old.size()); } clean
void drain(Sessions &all, Archive &old) {
  for (auto &entry : all)
    old.push_back(std::move(entry.second));
}

// proof: { Sessions all; all[1] = std::make_unique<Session>(); Archive old;
//   show(helper::shutDown(all, old, 1)); } clean
int shutDown(Sessions &all, Archive &old, int id) {
  Session *session = all.at(id).get();
  drain(all, old);
  all.clear();
  return session->user;
}
} // namespace helper

// An algorithm does.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); Archive old; show(collect(all, old, 1)); }
//   clean
int collect(Sessions &all, Archive &old, int id) {
  Session *session = all.at(id).get();
  std::transform(all.begin(), all.end(), std::back_inserter(old),
                 [](auto &entry) { return std::move(entry.second); });
  all.clear();
  return session->user;
}

// All elements belong to another map.
// proof: { Sessions all, old; all[1] = std::make_unique<Session>(); show(swapAway(all, old, 1)); } clean
int swapAway(Sessions &all, Sessions &old, int id) {
  Session *session = all.at(id).get();
  old.swap(all);
  all.clear();
  return session->user;
}

// proof: { Sessions all, old; all[1] = std::make_unique<Session>(); show(mergeAway(all, old, 1)); }
//   clean
int mergeAway(Sessions &all, Sessions &old, int id) {
  Session *session = all.at(id).get();
  old.merge(all);
  all.clear();
  return session->user;
}

// release() gives the object to whoever calls it.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(giveUp(all, 1)); } clean
int giveUp(Sessions &all, int id) {
  const std::unique_ptr<Session> session(all[id].release());
  all.erase(id);
  return session->user;
}

// The owners were swapped.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(swapOwners(all, 1)); } clean
int swapOwners(Sessions &all, int id) {
  Session *session = all[id].get();
  std::unique_ptr<Session> own;
  own.swap(all[id]);
  all.erase(id);
  return session->user;
}

// std::exchange() returned the old owner.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(exchanged(all, 1)); } clean
int exchanged(Sessions &all, int id) {
  Session *session = all[id].get();
  const auto old = std::exchange(all[id], std::make_unique<Session>());
  return session->user;
}

// Growth moves the owners, not what they own.
// proof: { absl::flat_hash_map<int, std::unique_ptr<Session>> all; all[1] =
//   std::make_unique<Session>(); show(grow(all, 1)); } clean
int grow(absl::flat_hash_map<int, std::unique_ptr<Session>> &all, int id) {
  Session *session = all.at(id).get();
  for (int n = 2; n < 50; ++n)
    all[n] = nullptr;
  return session->user;
}

// The map does not own what raw pointers lead to.
// proof: { std::map<int, Session *> all; Session one; all[1] = &one; show(borrowed(all, 1)); } clean
int borrowed(std::map<int, Session *> &all, int id) {
  Session *session = all[id];
  all.erase(id);
  return session->user;
}

// proof: { Sessions all; Session other; all[1] = std::make_unique<Session>(); all[1]->peer = &other;
//   show(peerOf(all, 1)); } clean
int peerOf(Sessions &all, int id) {
  Session *peer = all.at(id)->peer;
  all.erase(id);
  return peer->user;
}

// Another element.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(keepOne(all, 1, 2)); } clean
int keepOne(Sessions &all, int id, int other) {
  Session *session = all.at(id).get();
  if (other != id)
    all.erase(other);
  return session->user;
}

// Only the address is of interest.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); std::set<Session *> busy;
//   show(unregister(all, busy, 1)); } clean
bool unregister(Sessions &all, std::set<Session *> &busy, int id) {
  Session *session = all[id].get();
  all.erase(id);
  return busy.erase(session) > 0;
}

// Looked up again.
// proof: { Sessions all; show(again(all, 1)); } clean
int again(Sessions &all, int id) {
  Session *session = all[id].get();
  if (session == nullptr) {
    all[id] = std::make_unique<Session>();
    session = all[id].get();
  }
  return session->user;
}

// try_emplace() replaces nothing.
// proof: { Sessions all; all[1] = std::make_unique<Session>(); show(tryAgain(all, 1)); } clean
int tryAgain(Sessions &all, int id) {
  Session *session = all.at(id).get();
  all.try_emplace(id, nullptr);
  return session->user;
}

// A shared_ptr may be one of several.
// proof: { std::map<int, std::shared_ptr<Session>> all; all[1] = std::make_shared<Session>(); const
//   auto kept = all[1]; show(shared(all, 1)); } clean
int shared(std::map<int, std::shared_ptr<Session>> &all, int id) {
  Session *session = all.at(id).get();
  all.erase(id);
  return session->user;
}

// The erasure is guarded by the pointer that stays in the member.
// proof: { Desk desk; desk.open(1); desk.select(1); desk.close(1); show(desk.user()); } clean
class Desk {
public:
  void open(int id) { sessions_[id] = std::make_unique<Session>(); }
  void select(int id) { current_ = sessions_[id].get(); }
  void close(int id) {
    if (current_ == sessions_[id].get())
      current_ = nullptr;
    sessions_.erase(id);
  }
  int user() const { return current_ ? current_->user : 0; }

private:
  Sessions sessions_;
  Session *current_ = nullptr;
};

// A method retires the object, and the class keeps it.
// proof: { Pool pool; pool.open(1); show(pool.retire(1)); } clean
class Pool {
public:
  void open(int id) { busy_[id] = std::make_unique<Session>(); }
  int retire(int id) {
    Session *session = busy_.at(id).get();
    park(busy_.find(id));
    return session->user;
  }

private:
  void park(Sessions::iterator at) {
    idle_.emplace_back(std::move(at->second));
    busy_.erase(at);
  }

  Sessions busy_;
  Archive idle_;
};

// The key is there: this way is never gone.
// proof: kept(1) clean
int kept(int id) {
  Sessions all;
  all[id] = std::make_unique<Session>();
  Session *session = all[id].get();
  if (!all.erase(id))
    return session->user;
  return 1;
}
