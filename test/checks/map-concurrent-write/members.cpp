// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Objects that run threads of their own, and threads that meet in one object.

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

// The thread starts with the object and goes on while anybody calls a method.
// proof: { Poller poller; poller.poke(5); } faults "concurrent map writes"
class Poller {
public:
  Poller() : thread_(&Poller::loop, this) {} // expected-note {{a thread that uses it starts here}}
  ~Poller() { thread_.join(); }
  void poke(int key) {
    state_[key] = -1; // expected-error {{'state_' is written without a lock while another thread}}
  }

private:
  void loop() {
    for (int i = 0; i < 1000; ++i)
      state_[i % 97] = i; // expected-note {{'state_' is written here without a lock}}
  }

  std::map<int, int> state_;
  std::thread thread_;
};

// Several threads run one method.
// proof: { Pool pool(3); } faults "concurrent map writes"
class Pool {
public:
  explicit Pool(int size) {
    for (int i = 0; i < size; ++i)
      threads_.emplace_back([this] {
        loop(); // expected-note {{'Pool::loop' is called here}}
      }); // expected-note@-2 {{more than one thread}}
  }
  ~Pool() {
    for (auto &thread : threads_)
      thread.join();
  }

private:
  void loop() {
    ++rounds_[std::this_thread::get_id()]; // expected-error {{'rounds_' is written without a lock}}
  }

  std::vector<std::thread> threads_;
  std::map<std::thread::id, int> rounds_;
};

// Two tasks of one object.
// proof: { Index index; index.build(); } faults "concurrent map writes"
class Index {
public:
  void build() {
    auto left = std::async(std::launch::async, &Index::addLeft, this);   // expected-note {{thread}}
    auto right = std::async(std::launch::async, &Index::addRight, this); // expected-note {{thread}}
    left.wait();
    right.wait();
  }

private:
  void addLeft() { index_["left"] = 1; } // expected-error {{'index_' is written without a lock}}
  void addRight() { index_["right"] = 1; } // expected-note {{'index_' is written here}}

  std::map<std::string, int> index_;
};

// Nobody waits for the thread of a connection.
// proof: { static Server server; server.accept(1); server.drop(1); } faults "concurrent map writes"
class Server {
public:
  void accept(int client) {
    std::thread([this, client] { // expected-note {{thread}}
      sessions_[client] = "open"; // expected-note {{'sessions_' is written here without a lock}}
    }).detach();
  }
  void drop(int client) {
    sessions_.erase(client); // expected-error {{'sessions_' is written without a lock}}
  }

private:
  std::unordered_map<int, std::string> sessions_;
};

// One instance for the whole program.
class Registry {
public:
  static Registry &instance() {
    static Registry registry;
    return registry;
  }
  void add(int id) { ids_.insert(id); } // expected-error {{'ids_' is written without a lock}}

private:
  std::set<int> ids_;
};

// proof: faults "concurrent map writes"
void registerTwo() {
  std::thread one([] { Registry::instance().add(1); }); // expected-note {{thread}} expected-note {{'Registry::add' is called}}
  std::thread two([] { Registry::instance().add(2); }); // expected-note {{thread}}
  one.join();
  two.join();
}

// The map is held by a shared pointer that each thread copies.
// proof: faults "concurrent map writes"
std::size_t gather() {
  auto seen = std::make_shared<std::map<int, int>>();
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([seen, i] { // expected-note {{more than one thread}}
      (*seen)[i] = i;                // expected-error {{is written without a lock}}
    });
  for (auto &thread : threads)
    thread.join();
  return seen->size();
}
