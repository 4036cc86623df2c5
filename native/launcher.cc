/*
Starts the program under the name that it was called by. What `ipvs-tui install-links` makes are links to this: the kernel does not tell a
script the argv[0] of its caller, and env does not know which Node belongs to the package.

It lies in native/build/Release or native/prebuilds/SYSTEM of the package, and runs

	ARGV0 dist/main.js --launched PATH ARGV0 ARGUMENTS...

with the Node to which native/build/node leads (native/install.mjs makes that link), else with "node" on PATH. ARGV0 is its caller's own, PATH
what the caller executed. --launched-without-sigpipe stands for --launched where the caller ignores SIGPIPE, which Node forgets.
source/cli/launched.ts reads this. The environment stays as it is.
*/

#include <sys/auxv.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

/** What shells return for a program that is not there, and for one that cannot be executed. */
constexpr int notFound = 127;
constexpr int notExecutable = 126;

/** From native/build/Release/launcher to the package. */
constexpr int foldersInside = 4;

struct Path {
	char text[PATH_MAX] = {};
};

/** The folder of the package that this file would be in; empty where no path can be that. */
Path packageFolder() {
	Path path;
	const auto length = ::readlink("/proc/self/exe", path.text, sizeof path.text);
	if (length < 0 || static_cast<std::size_t>(length) == sizeof path.text) {
		return {};
	}
	for (int folder = 0; folder < foldersInside; ++folder) {
		auto* const slash = std::strrchr(path.text, '/');
		if (slash == nullptr) {
			return {};
		}
		*slash = '\0';
	}
	return path;
}

/** Cut where it is too long; then nothing is found there. */
Path inside(const Path& folder, const char* name) {
	Path path;
	const int length = std::snprintf(path.text, sizeof path.text, "%s/%s", folder.text, name);
	return length > 0 && static_cast<std::size_t>(length) < sizeof path.text ? path : Path{};
}

/** Not what argv[0] says: the two differ as soon as a caller wants it so. */
char* executedPath() {
	return reinterpret_cast<char*>(::getauxval(AT_EXECFN));
}

bool ignoresBrokenPipes() {
	struct sigaction action {};
	return ::sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

int main(int count, char** given) {
	static char none[] = "";
	static char launched[] = "--launched";
	static char launchedWithoutSigpipe[] = "--launched-without-sigpipe";

	char* const argv0 = count > 0 ? given[0] : none;
	char* const executed = executedPath() == nullptr ? argv0 : executedPath();
	const auto package = packageFolder();
	auto program = inside(package, "dist/main.js");
	const auto node = inside(package, "native/build/node");

	if (::access(program.text, R_OK) != 0) {
		::dprintf(STDERR_FILENO,
			"%s: %s cannot find ipvs-tui from where it is (no %s): make a symbolic link to it instead of a copy\n",
			argv0, executed, program.text);
		return notFound;
	}

	constexpr int before = 5;
	const int rest = count > 0 ? count - 1 : 0;
	// Freed by what follows, which replaces this process or ends it.
	const auto most = static_cast<std::size_t>(before + rest) + 1;
	auto** const words = static_cast<char**>(std::calloc(most, sizeof(char*)));
	if (words == nullptr) {
		::dprintf(STDERR_FILENO, "%s: not enough memory to start Node\n", argv0);
		return notExecutable;
	}
	words[0] = argv0;
	words[1] = program.text;
	words[2] = ignoresBrokenPipes() ? launchedWithoutSigpipe : launched;
	words[3] = executed;
	words[4] = argv0;
	for (int word = 0; word < rest; ++word) {
		words[before + word] = given[1 + word];
	}

	::execv(node.text, words);
	::execvp("node", words);
	const int error = errno;
	::dprintf(STDERR_FILENO, "%s: cannot start Node, neither %s nor \"node\" on PATH: %s\n",
		argv0, node.text, std::strerror(error));
	return error == ENOENT ? notFound : notExecutable;
}
