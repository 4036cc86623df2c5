#include "network_namespace.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>

#include <string_view>

#include "descriptor.h"

namespace netlink {

namespace {

struct Visit {
	const std::string& path;
	const std::function<void()>& work;
	std::optional<Failure> failure;
};

std::optional<Failure> enter(const std::string& path) {
	const Descriptor place(restarting([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
	if (!place.isOpen()) {
		// Not plain "open": the reader must be able to tell it from the file that was wanted.
		return systemFailure("open (network namespace)");
	}
	if (restarting([&] { return ::setns(place.get(), CLONE_NEWNET); }) == -1) {
		return systemFailure("setns");
	}
	return std::nullopt;
}

void* visit(void* argument) {
	auto& visit = *static_cast<Visit*>(argument);
	visit.failure = enter(visit.path);
	if (!visit.failure) {
		visit.work();
	}
	return nullptr;
}

}  // namespace

std::optional<Failure> insideNetworkNamespace(const std::string& path, const std::function<void()>& work) {
	if (path.empty()) {
		work();
		return std::nullopt;
	}
	// setns changes the calling thread. A thread of its own ends with the visit, so that no thread of the pool can be left
	// behind in the wrong namespace. pthread rather than std::thread: that one can only throw when threads run out.
	Visit request{path, work, std::nullopt};
	pthread_t thread;
	const int error = ::pthread_create(&thread, nullptr, visit, &request);
	if (error != 0) {
		return Failure{FailureCode::system, error, "pthread_create"};
	}
	::pthread_join(thread, nullptr);
	return request.failure;
}

std::string pathInsideNetworkNamespace(const std::string& path) {
	constexpr std::string_view shared = "/proc/net/";
	if (path.compare(0, shared.size(), shared) != 0) {
		return path;
	}
	return "/proc/thread-self/net/" + path.substr(shared.size());
}

}  // namespace netlink
