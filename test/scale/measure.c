/*
Runs a command again and again and says for each run what it cost: milliseconds, peak memory in KiB, page faults, exit code.

measure RUNS INPUT COMMAND...
  INPUT  the file it reads; what it prints is thrown away
*/
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void become(char** words) {
	int input = open(words[2], O_RDONLY);
	int nowhere = open("/dev/null", O_WRONLY);
	if (input < 0 || nowhere < 0) {
		_exit(126);
	}
	dup2(input, 0);
	dup2(nowhere, 1);
	dup2(nowhere, 2);
	execvp(words[3], words + 3);
	_exit(127);
}

int main(int count, char** words) {
	if (count < 4) {
		return 2;
	}
	for (int runs = atoi(words[1]); runs > 0; runs -= 1) {
		struct rusage usage;
		int status;
		double start = now();
		pid_t child = fork();
		if (child == 0) {
			become(words);
		}
		if (wait4(child, &status, 0, &usage) < 0) {
			return 1;
		}
		printf("%.3f %ld %ld %d\n", now() - start, usage.ru_maxrss, usage.ru_minflt,
		       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	}
	return 0;
}
