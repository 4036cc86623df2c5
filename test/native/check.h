#pragma once

#include <cstdio>
#include <functional>

namespace test {

/** Counts what does not hold, and says where. */
class Checks {
public:
	void that(bool holds, const char* claim, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
		made_ += 1;
		if (!holds) {
			failed_ += 1;
			std::fprintf(stderr, "FAILED %s:%d: %s\n", file, line, claim);
		}
	}

	/** For what this machine does not permit; the reason shows in the output of the test. */
	void skip(const char* what, const char* reason) { std::printf("SKIPPED %s: %s\n", what, reason); }

	int made() const { return made_; }
	int failed() const { return failed_; }

private:
	int made_ = 0;
	int failed_ = 0;
};

void batching(Checks& check);
void exchanging(Checks& check);
void interrupting(Checks& check);
void readingFiles(Checks& check);
void askingTheKernel(Checks& check);
void enteringNamespaces(Checks& check);

}  // namespace test
