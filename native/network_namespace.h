#pragma once

#include <functional>
#include <optional>
#include <string>

#include "failure.h"

namespace netlink {

/**
Runs `work` inside the network namespace at `path` and waits for it; runs it at once, here, when the path is empty.
What is opened inside stays in that namespace for good: a netlink socket belongs to the namespace current at
socket(2), a file of /proc/net to the one current at open(2).

@param path - as `ip netns` binds it, or /proc/PID/ns/net
@returns a failure when the namespace could not be entered; `work` has not run then.
Calls: open (ENOENT, EACCES), setns (EPERM without CAP_SYS_ADMIN, EINVAL when it is no network namespace), pthread_create
*/
std::optional<Failure> insideNetworkNamespace(const std::string& path, const std::function<void()>& work);

/**
/proc/net is a link to /proc/self/net, and "self" is the first thread of the process, which never left its own
namespace. Inside a namespace the same file is reached through the thread.

@source kernel fs/proc/proc_net.c, get_proc_task_net; Documentation/filesystems/proc.rst, thread-self
*/
std::string pathInsideNetworkNamespace(const std::string& path);

}  // namespace netlink
