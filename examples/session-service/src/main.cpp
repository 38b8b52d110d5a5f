// Drives the service with a few clients in threads of their own and prints its counters.

#include "service.h"

#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Options = std::map<std::string, long, std::less<>>;

/// Reads `--name=number`; false for anything else.
bool parse(int argc, char **argv, Options &options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string_view::npos)
      return false;
    const auto option = options.find(argument.substr(2, equals - 2));
    if (option == options.end())
      return false;
    option->second = std::strtol(argv[i] + equals + 1, nullptr, 10);
  }
  return true;
}

std::string nameOf(long user) {
  return "user" + std::to_string(user);
}

std::vector<UserRecord> makeUsers(long count) {
  std::vector<UserRecord> users;
  for (long id = 0; id < count; ++id)
    users.push_back({static_cast<int>(id), nameOf(id), id % 7 == 0 ? "admin" : "staff"});
  return users;
}

/// One client: its users log in, work, renew their tokens, and every third one logs out.
void work(Service &service, long client, long users, long requests) {
  const std::string network = "10.0." + std::to_string(client) + ".0/24";
  for (long user = 0; user < users; ++user) {
    auto token = service.login(nameOf(user), network);
    for (long i = 0; token && i < requests; ++i) {
      service.request(*token);
      if (i % 16 == 15)
        token = service.renew(*token);
    }
    if (user % 3 == 0)
      service.logout(nameOf(user));
  }
}

} // namespace

int main(int argc, char **argv) {
  Options options{{"clients", 4},   {"users", 50},        {"strangers", 0},
                  {"requests", 40}, {"quota", 1'000'000}, {"idle-ms", 1'800'000}};
  if (!parse(argc, argv, options)) {
    std::cerr << "usage: session-service [--NAME=NUMBER ...]\n";
    for (const auto &[name, value] : options)
      std::cerr << "  --" << name << "=" << value << "\n";
    return 2;
  }

  Settings settings;
  settings.clientQuota = static_cast<int>(options["quota"]);
  settings.idleLimit = std::chrono::milliseconds(options["idle-ms"]);
  Service service(settings, makeUsers(options["users"]));
  service.start();
  {
    const long users = options["users"] + options["strangers"];
    const long requests = options["requests"];
    std::vector<std::jthread> clients;
    for (long client = 0; client < options["clients"]; ++client)
      clients.emplace_back(
          [&service, client, users, requests] { work(service, client, users, requests); });
  }
  service.stop();
  std::cout << service.report();
  return 0;
}
