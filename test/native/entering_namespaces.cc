#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include <cstdio>
#include <future>
#include <string>
#include <thread>

#include "check.h"
#include "file.h"
#include "messages.h"
#include "network_namespace.h"
#include "socket.h"

namespace test {

namespace {

using netlink::FailureCode;

constexpr std::size_t plenty = std::size_t{1} << 30;

std::string markName() {
	return "ipvs-tui-test-" + std::to_string(::getpid());
}

/** A named socket, to be seen in /proc/net/unix of the namespace it was made in and of no other. */
netlink::Descriptor makeMark() {
	netlink::Descriptor mark(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	sockaddr_un address{};
	address.sun_family = AF_UNIX;
	// The leading NUL makes it a name that is no file.
	std::snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "%s", markName().c_str());
	::bind(mark.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
	return mark;
}

bool hasMark(const std::string& networkNamespace) {
	netlink::File sockets({"/proc/net/unix", networkNamespace, plenty});
	const auto whole = wholeOf(sockets);
	return std::string(whole.bytes.begin(), whole.bytes.end()).find(markName()) != std::string::npos;
}

ino_t currentNamespace() {
	struct stat status{};
	::stat("/proc/thread-self/ns/net", &status);
	return status.st_ino;
}

/** A network namespace that lives as long as a thread of ours. */
class Elsewhere {
public:
	Elsewhere() {
		std::promise<std::string> ready;
		auto path = ready.get_future();
		thread_ = std::thread([this, &ready] {
			const bool isEntered = ::unshare(CLONE_NEWNET) == 0;
			const auto mark = makeMark();
			const auto number = std::to_string(::syscall(SYS_gettid));
			ready.set_value(isEntered ? "/proc/self/task/" + number + "/ns/net" : "");
			isOver_.get_future().wait();
		});
		path_ = path.get();
	}
	~Elsewhere() {
		isOver_.set_value();
		thread_.join();
	}
	/** Empty where a namespace cannot be made. */
	const std::string& path() const { return path_; }

private:
	std::promise<void> isOver_;
	std::thread thread_;
	std::string path_;
};

void refusals(Checks& check) {
	bool hasRun = false;
	auto failure = netlink::insideNetworkNamespace("/does/not/exist", [&] { hasRun = true; });
	check.that(failure && failure->number == ENOENT && !hasRun, "a namespace that is not there");
	failure = netlink::insideNetworkNamespace("/proc/self/status", [&] { hasRun = true; });
	check.that(failure && failure->number != 0 && !hasRun, "a file that is no namespace");
	failure = netlink::insideNetworkNamespace("", [&] { hasRun = true; });
	check.that(!failure && hasRun, "no namespace is the own one");
	const auto opened = netlink::openSocket("/does/not/exist");
	const auto* refused = std::get_if<netlink::Failure>(&opened);
	check.that(refused != nullptr && refused->number == ENOENT, "a socket in a namespace that is not there");
	netlink::File file({"/proc/net/dev", "/does/not/exist", plenty});
	check.that(endsWith(wholeOf(file), FailureCode::system, ENOENT), "a file in a namespace that is not there");
}

void paths(Checks& check) {
	using netlink::pathInsideNetworkNamespace;
	check.that(pathInsideNetworkNamespace("/proc/net/ip_vs") == "/proc/thread-self/net/ip_vs", "a file of the namespace");
	check.that(pathInsideNetworkNamespace("/proc/networks") == "/proc/networks", "a name that only begins so");
	check.that(pathInsideNetworkNamespace("/proc/sys/net/ipv4/vs") == "/proc/sys/net/ipv4/vs", "a sysctl stays");
}

}  // namespace

void enteringNamespaces(Checks& check) {
	refusals(check);
	paths(check);
	const Elsewhere elsewhere;
	if (elsewhere.path().empty()) {
		check.skip("entering another network namespace", "needs CAP_SYS_ADMIN");
		return;
	}
	const auto before = currentNamespace();
	ino_t inside = 0;
	const auto failure = netlink::insideNetworkNamespace(elsewhere.path(), [&] { inside = currentNamespace(); });
	check.that(!failure && inside != before, "the work is done elsewhere");
	check.that(currentNamespace() == before, "and this thread stays");
	check.that(hasMark(elsewhere.path()) && !hasMark(""), "a file of /proc/net is that of the namespace");
	netlink::File sysctl({"/proc/sys/net/core/somaxconn", elsewhere.path(), plenty});
	check.that(!wholeOf(sysctl).failure, "a sysctl there");
	const auto opened = netlink::openSocket(elsewhere.path());
	check.that(std::holds_alternative<std::shared_ptr<netlink::Socket>>(opened), "a socket there");
}

}  // namespace test
