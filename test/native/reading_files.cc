#include <fcntl.h>
#include <sys/mman.h>

#include <string>

#include "check.h"
#include "file.h"
#include "messages.h"

namespace test {

namespace {

using netlink::File;
using netlink::FailureCode;

constexpr std::size_t plenty = std::size_t{1} << 30;

}  // namespace

void readingFiles(Checks& check) {
	File status({"/proc/self/status", "", plenty});
	auto whole = wholeOf(status);
	check.that(!whole.failure && whole.chunks == 1, "a small file in one visit");
	check.that(std::string(whole.bytes.begin(), whole.bytes.end()).rfind("Name:", 0) == 0, "from its start");

	const netlink::Descriptor memory(::memfd_create("large", MFD_CLOEXEC));
	const auto path = "/proc/self/fd/" + std::to_string(memory.get());
	Bytes content(1000001);
	for (std::size_t index = 0; index < content.size(); index += 1) {
		content[index] = static_cast<std::uint8_t>(index * 31);
	}
	const auto written = ::write(memory.get(), content.data(), content.size());
	check.that(written == static_cast<long>(content.size()), "the file is there");
	File large({path, "", plenty});
	whole = wholeOf(large);
	check.that(!whole.failure && whole.bytes == content, "a large file, byte by byte");
	check.that(whole.chunks == 5, "in chunks of 256 KiB, and one that says that it was the last");

	File limited({path, "", 500000});
	whole = wholeOf(limited);
	check.that(endsWith(whole, FailureCode::tooLarge) && whole.bytes.size() <= 500000, "a file above the limit");
	File exact({path, "", content.size()});
	check.that(!wholeOf(exact).failure, "a file of exactly the limit");

	File cancelled({path, "", plenty});
	Bytes bytes(netlink::usualRoom);
	netlink::Room room{bytes.data(), bytes.size()};
	check.that(!cancelled.next(room).isLast, "one chunk of several");
	cancelled.cancel();
	check.that(endsWith(wholeOf(cancelled), FailureCode::cancelled), "cancelled between two chunks");

	File missing({"/proc/does/not/exist", "", plenty});
	whole = wholeOf(missing);
	check.that(endsWith(whole, FailureCode::system, ENOENT), "a file that is not there");
	check.that(whole.failure && std::string(whole.failure->syscall) == "open", "and the call that said so");
	File folder({"/proc", "", plenty});
	whole = wholeOf(folder);
	check.that(endsWith(whole, FailureCode::system, EISDIR), "a folder");
	check.that(whole.failure && std::string(whole.failure->syscall) == "read", "and the call that said so");
}

}  // namespace test
