#include "file.h"

#include <fcntl.h>

#include <utility>

#include "network_namespace.h"

namespace netlink {

namespace {

constexpr std::size_t chunkBytes = std::size_t{256} * 1024;
// More than a page for the one case where /proc gives more: a single record larger than that, such as a service
// with all its destinations.
constexpr std::size_t readBytes = std::size_t{64} * 1024;

Outcome<Descriptor> openForReading(const std::string& path) {
	Descriptor descriptor(restarting([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
	if (!descriptor.isOpen()) {
		return systemFailure("open");
	}
	return descriptor;
}

}  // namespace

File::File(FileRequest request) : request_(std::move(request)) {}

Chunk File::next() {
	Chunk chunk;
	if (!descriptor_.isOpen()) {
		if (const auto failure = open()) {
			return endedBy(std::move(chunk), *failure);
		}
	}
	std::size_t filled = 0;
	std::optional<Failure> failure;
	while (filled < chunkBytes && !chunk.isLast && !failure) {
		if (isCancelled_.load()) {
			failure = Failure{FailureCode::cancelled, 0, ""};
			break;
		}
		chunk.bytes.resize(filled + readBytes);
		const auto got =
			restarting([&] { return ::read(descriptor_.get(), chunk.bytes.data() + filled, readBytes); });
		if (got == -1) {
			failure = systemFailure("read");
		} else if (got == 0) {
			chunk.isLast = true;
		} else if (static_cast<std::size_t>(got) > request_.bytes - received_) {
			failure = Failure{FailureCode::tooLarge, 0, ""};
		} else {
			filled += static_cast<std::size_t>(got);
			received_ += static_cast<std::size_t>(got);
		}
	}
	chunk.bytes.resize(filled);
	return failure ? endedBy(std::move(chunk), *failure) : chunk;
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
