// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -fopenmp
// Sections run beside their sisters, tasks beside what follows them.

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// proof: bothHalves({1, 2, 3}, {4, 5, 6}) faults "concurrent map writes"
std::map<int, int> bothHalves(const std::vector<int> &left, const std::vector<int> &right) {
  std::map<int, int> counts;
#pragma omp parallel sections
  {
#pragma omp section // expected-note {{this section uses it}}
    for (const int n : left)
      ++counts[n]; // expected-error {{'counts' is written without a lock}}
#pragma omp section // expected-note {{this section may run at the same time}}
    for (const int n : right)
      ++counts[n]; // expected-note {{'counts' is written here without a lock}}
  }
  return counts;
}

// proof: lengths(words(8)) faults "concurrent map writes"
std::unordered_map<std::string, int> lengths(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> found;
#pragma omp parallel
#pragma omp single
  for (const std::string &word : words) {
#pragma omp task shared(found) firstprivate(word) // expected-note {{more than one of this task}}
    found[word] = static_cast<int>(word.size()); // expected-error {{'found' is written without a lock}}
  }
  return found;
}

// The wait comes after the read.
// proof: sizeTooSoon(7) faults "concurrent map"
std::size_t sizeTooSoon(int n) {
  std::map<int, int> squares;
  std::size_t size = 0;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(squares) // expected-note {{this task runs beside what follows it}}
    squares[n] = n * n; // expected-note {{'squares' is written here without a lock}}
    size = squares.count(n); // expected-error {{'squares' is read without a lock}}
#pragma omp taskwait
    size += squares.size();
  }
  return size;
}

// Two tasks, one of them in a critical region of its own.
// proof: twoTasks(1, 2) faults "concurrent map writes"
std::size_t twoTasks(int a, int b) {
  std::map<int, int> seen;
#pragma omp parallel
#pragma omp master
  {
#pragma omp task shared(seen) // expected-note {{this task runs beside what follows it}}
    seen[a] = 1; // expected-error {{'seen' is written here without 'omp critical seen'}}
#pragma omp task shared(seen)
#pragma omp critical(seen)
    seen[b] = 1; // expected-note {{'seen' is written here under 'omp critical seen'}}
  }
  return seen.size();
}

// proof: squaresOf({1, 2, 3, 4, 5, 6, 7, 8}) faults "concurrent map writes"
std::map<int, int> squaresOf(const std::vector<int> &numbers) {
  std::map<int, int> squares;
#pragma omp parallel
#pragma omp single
#pragma omp taskloop shared(squares) // expected-note {{the tasks of this loop share it}}
  for (int i = 0; i < static_cast<int>(numbers.size()); ++i)
    squares[numbers[i]] = i; // expected-error {{'squares' is written without a lock}}
  return squares;
}
