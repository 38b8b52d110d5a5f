#pragma once
#include <map>
#include <mutex>
#include <string>

class Sessions {
public:
  void open(int id, const std::string &user);
  void rename(int id, const std::string &user);
  void restore(int id);

private:
  void assign(int id, const std::string &user); // with mutex_ held

  std::mutex mutex_;
  std::map<int, std::string> sessions_;
};
