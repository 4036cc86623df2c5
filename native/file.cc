#include "file.h"

#include <fcntl.h>

#include <utility>

#include "network_namespace.h"

namespace netlink {

namespace {

Outcome<Descriptor> openForReading(const std::string& path) {
	Descriptor descriptor(restarting([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
	if (!descriptor.isOpen()) {
		return systemFailure("open");
	}
	return descriptor;
}

}  // namespace

File::File(FileRequest request) : request_(std::move(request)) {}

Progress File::next(Room& room) {
	if (!descriptor_.isOpen()) {
		if (const auto failure = open()) {
			return endedBy(*failure);
		}
	}
	while (room.left() >= leastRoom) {
		if (isCancelled_.load()) {
			return endedBy({FailureCode::cancelled, 0, ""});
		}
		// More than a page for the one case where /proc gives more: a single record larger than that, such as a service
		// with all its destinations.
		const auto got = restarting([&] { return ::read(descriptor_.get(), room.end(), leastRoom); });
		if (got == -1) {
			return endedBy(systemFailure("read"));
		}
		if (got == 0) {
			return {true, std::nullopt};
		}
		const auto length = static_cast<std::size_t>(got);
		if (length > request_.bytes - received_) {
			return endedBy({FailureCode::tooLarge, 0, ""});
		}
		room.filled += length;
		received_ += length;
	}
	return {};
}

std::optional<Failure> File::open() {
	const bool isElsewhere = !request_.networkNamespace.empty();
	const auto path = isElsewhere ? pathInsideNetworkNamespace(request_.path) : request_.path;
	Outcome<Descriptor> opened = Descriptor();
	const auto failure =
		insideNetworkNamespace(request_.networkNamespace, [&] { opened = openForReading(path); });
	if (failure) {
		return failure;
	}
	if (const auto* refused = std::get_if<Failure>(&opened)) {
		return *refused;
	}
	descriptor_ = std::get<Descriptor>(std::move(opened));
	return std::nullopt;
}

}  // namespace netlink
