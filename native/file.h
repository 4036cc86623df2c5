#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "descriptor.h"
#include "source.h"

namespace netlink {

/** Where a file is, and how much of it is wanted. */
struct FileRequest {
	std::string path;
	/** Path of a network namespace to open it in; empty for the program's own. */
	std::string networkNamespace;
	/** Most bytes that are read before it counts as too large. */
	std::size_t bytes;
};

/**
Reads a file of the kernel from start to end. A file of /proc gives at most one page (4 KiB) to each read, however
large the buffer; many are collected before the JavaScript thread is bothered. Opened by the first `next`.

Calls that can fail: open, read, and those of `insideNetworkNamespace`.
*/
class File final : public Source {
public:
	explicit File(FileRequest request);

	Progress next(Room& room) override;
	/** Takes effect between two reads. */
	void cancel() override { isCancelled_.store(true); }

private:
	std::optional<Failure> open();

	FileRequest request_;
	Descriptor descriptor_;
	std::size_t received_ = 0;
	std::atomic<bool> isCancelled_{false};
};

}  // namespace netlink
