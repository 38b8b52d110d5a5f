// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -fopenmp
// Sections and tasks that keep out of each other's way.

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// Each section has a map of its own; a section does not run beside itself.
// proof: bothHalves({1, 2, 3}, {4, 5, 6}) clean
std::size_t bothHalves(const std::vector<int> &left, const std::vector<int> &right) {
  std::map<int, int> ours;
  std::map<int, int> theirs;
#pragma omp parallel sections
  {
    for (const int n : left)
      ++ours[n];
#pragma omp section
    for (const int n : right)
      ++theirs[n];
  }
  return ours.size() + theirs.size();
}

// Each section writes in the same critical region.
// proof: marked(1, 2) clean
std::size_t marked(int a, int b) {
  std::map<int, int> marks;
#pragma omp parallel
  {
#pragma omp sections
    {
#pragma omp section
#pragma omp critical
      marks[a] = 1;
#pragma omp section
#pragma omp critical
      marks[b] = 2;
    }
  }
  return marks.size();
}

// Sections without a team: one thread runs one after the other.
// proof: oneByOne(1, 2) clean
std::size_t oneByOne(int a, int b) {
  std::map<int, int> marks;
#pragma omp sections
  {
#pragma omp section
    marks[a] = 1;
#pragma omp section
    marks[b] = 2;
  }
  return marks.size();
}

// Every task writes in the same critical region, and the map is read behind the wait.
// proof: lengths(words(8)) clean
std::size_t lengths(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> found;
  std::size_t size = 0;
#pragma omp parallel
#pragma omp single
  {
    for (const std::string &word : words) {
#pragma omp task shared(found) firstprivate(word)
#pragma omp critical
      found[word] = static_cast<int>(word.size());
    }
#pragma omp taskwait
    size = found.size();
  }
  return size;
}

// A task that is waited for before the next one is made.
// proof: oneAtATime(5) clean
std::size_t oneAtATime(int n) {
  std::map<int, int> squares;
#pragma omp parallel
#pragma omp single
  for (int i = 0; i < n; ++i) {
#pragma omp task shared(squares) firstprivate(i)
    squares[i] = i * i;
#pragma omp taskwait
  }
  return squares.size();
}

// Each task works on a map of its own.
// proof: ownMaps(4) clean
int ownMaps(int n) {
  int sum = 0;
#pragma omp parallel
#pragma omp single
  for (int i = 0; i < n; ++i) {
#pragma omp task firstprivate(i) shared(sum)
    {
      std::map<int, int> own;
      own[i] = i;
#pragma omp critical
      sum += own[i];
    }
  }
  return sum;
}

// The group waits for its tasks.
// proof: grouped(3) clean
std::size_t grouped(int n) {
  std::map<int, int> squares;
  std::size_t size = 0;
#pragma omp parallel
#pragma omp single
  {
#pragma omp taskgroup
    {
#pragma omp task shared(squares)
      squares[n] = n * n;
    }
    size = squares.size();
  }
  return size;
}

// Without a team the task is done at once, or when its maker waits.
// proof: alone(3) clean
std::size_t alone(int n) {
  std::map<int, int> squares;
#pragma omp task shared(squares)
  squares[n] = n * n;
#pragma omp taskwait
  squares[-n] = n * n;
  return squares.size();
}

// One of them waits for the other.
// proof: ordered(3) clean
std::size_t ordered(int n) {
  std::map<int, int> squares;
#pragma omp parallel
#pragma omp single
  {
#pragma omp task shared(squares) depend(out : squares)
    squares[n] = n * n;
#pragma omp task shared(squares) depend(in : squares)
    squares[-n] = n * n;
  }
  return squares.size();
}
