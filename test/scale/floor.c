/*
The floor under every restore: sends requests that were made beforehand, in datagrams of at most 64 KiB, and does nothing else.

floor FILE
  FILE  netlink requests end to end, whose type (the family id) is filled in here; only the last one asks for an acknowledgement
*/
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { largestDatagram = 64 * 1024, answerBytes = 64 * 1024 };

static void give_up(const char* what) {
	fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Receives until the acknowledgement of `sequence`; fails on any refusal. */
static void await_answer(int descriptor, char* answer, unsigned sequence, unsigned short* family) {
	for (;;) {
		int length = (int)recv(descriptor, answer, answerBytes, 0);
		if (length < 0) {
			give_up("recv");
		}
		for (struct nlmsghdr* header = (struct nlmsghdr*)answer; NLMSG_OK(header, length);
		     header = NLMSG_NEXT(header, length)) {
			if (header->nlmsg_type == NLMSG_ERROR) {
				errno = -((struct nlmsgerr*)NLMSG_DATA(header))->error;
				if (errno != 0) {
					give_up("a request");
				}
				if (header->nlmsg_seq == sequence) {
					return;
				}
			} else if (family != NULL) {
				/* The first attribute of the controller's answer is the name, the second the id. */
				char* attribute = (char*)NLMSG_DATA(header) + GENL_HDRLEN;
				char* end = (char*)header + header->nlmsg_len;
				while (attribute < end) {
					struct nlattr* at = (struct nlattr*)attribute;
					if (at->nla_type == CTRL_ATTR_FAMILY_ID) {
						memcpy(family, attribute + NLA_HDRLEN, sizeof *family);
					}
					attribute += NLA_ALIGN(at->nla_len);
				}
			}
		}
	}
}

static unsigned short find_family(int descriptor, char* answer) {
	struct {
		struct nlmsghdr header;
		struct genlmsghdr generic;
		struct nlattr attribute;
		char name[8];
	} request = {
		{sizeof request, GENL_ID_CTRL, NLM_F_REQUEST | NLM_F_ACK, 0, 0},
		{CTRL_CMD_GETFAMILY, 1, 0},
		{NLA_HDRLEN + 5, CTRL_ATTR_FAMILY_NAME},
		"IPVS",
	};
	unsigned short family = 0;
	if (send(descriptor, &request, sizeof request, 0) < 0) {
		give_up("send");
	}
	await_answer(descriptor, answer, 0, &family);
	return family;
}

int main(int count, char** words) {
	static char answer[answerBytes];
	int file = count == 2 ? open(words[1], O_RDONLY) : -1;
	struct stat about;
	if (file < 0 || fstat(file, &about) < 0) {
		give_up("FILE");
	}
	static char requests[largestDatagram];
	int descriptor = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
	if (descriptor < 0) {
		give_up("socket");
	}
	unsigned short family = find_family(descriptor, answer);
	for (off_t start = 0; start < about.st_size;) {
		ssize_t length = pread(file, requests, sizeof requests, start);
		ssize_t end = 0;
		unsigned last = 0;
		while (end + NLMSG_HDRLEN <= length) {
			struct nlmsghdr* header = (struct nlmsghdr*)(requests + end);
			ssize_t next = end + NLMSG_ALIGN(header->nlmsg_len);
			if (next > length) {
				break;
			}
			header->nlmsg_type = family;
			last = header->nlmsg_seq;
			end = next;
		}
		if (end == 0 || send(descriptor, requests, end, 0) < 0) {
			give_up("send");
		}
		start += end;
		if (start == about.st_size) {
			await_answer(descriptor, answer, last, NULL);
		}
	}
	return 0;
}
