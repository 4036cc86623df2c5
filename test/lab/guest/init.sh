#!/bin/bash
# The guest's first process. Puts a copy-on-write layer in memory over the host's files, so that the
# guest may write everywhere and the host never sees it, then becomes the agent.
# Starting a program takes 0.05 s here and mount more: so one mount reads a table of many.
#
# From the kernel's command line: LAB_SHARED, the folder of the host with the tables and settings.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8

fail() {
	echo "lab: $*"
	echo o >/proc/sysrq-trigger
	exec sleep infinity
}

mount --no-mtab --all --fstab "$LAB_SHARED/mounts-before" || fail 'cannot make the first mounts'
source "$LAB_SHARED/settings" || fail "cannot read the settings in $LAB_SHARED"
release=$(</proc/sys/kernel/osrelease)

mkdir -p /run/upper /run/work /run/modules/lib/modules
uml_modules=/usr/lib/uml/modules/$release
[[ -d $uml_modules ]] || uml_modules=$layer$uml_modules
ln -s "$uml_modules" "/run/modules/lib/modules/$release"
(
	kmod=/usr/bin/kmod
	if [[ ! -x $kmod ]]; then
		# Unpacked, so neither its links nor its libraries are where they should be yet.
		kmod=$layer$kmod
		export LD_LIBRARY_PATH=$(printf '%s:' "$layer"/usr/lib/*-linux-gnu)
	fi
	exec -a modprobe "$kmod" -d /run/modules overlay
) || fail 'cannot load the overlay module'

mount --no-mtab --all --fstab "$LAB_SHARED/mounts" || fail 'cannot lay memory over the root folder'
cd /run/root || fail 'no root folder'
mkdir -p run/lab/old usr/lib/modules
[[ -e usr/lib/modules/$release ]] || ln -s "/usr/lib/uml/modules/$release" "usr/lib/modules/$release"
pivot_root . run/lab/old || fail 'cannot change the root folder'
umount -l /run/lab/old

cp -d /exchange/.lab/dev/* /dev/
echo lab >/proc/sys/kernel/hostname
ip link set lo up
PATH=/exchange/.lab/bin:$PATH
cd /root || fail 'no home folder'
unset LAB_SHARED uml_dir mem layer release uml_modules
source /exchange/.lab/agent.sh
