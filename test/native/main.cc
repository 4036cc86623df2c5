#include <unistd.h>

#include <cstdio>

#include "check.h"

// Drives the addon's sources without Node, built with sanitizers by sanitizer.test.ts.
int main() {
	// Nothing here should ever hang; if it does, SIGALRM ends the program and the test with it.
	::alarm(300);
	test::Checks check;
	test::batching(check);
	test::exchanging(check);
	test::interrupting(check);
	test::readingFiles(check);
	test::askingTheKernel(check);
	test::enteringNamespaces(check);
	std::printf("%d checks, %d failed\n", check.made(), check.failed());
	return check.failed() == 0 ? 0 : 1;
}
