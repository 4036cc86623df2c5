#!/bin/bash
# The guest's first process. Puts a copy-on-write layer in memory over the host's files, so that the
# guest may write everywhere and the host never sees it, then becomes the agent.
#
# From the kernel's command line: LAB_EXCHANGE, the host folder both sides share.
# From $LAB_EXCHANGE/.lab/settings: layer (unpacked packages, may be empty), terminals (how many),
# visible (host folders that must stay readable even below /tmp or /root).
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8

fail() {
	echo "lab: $*"
	echo o >/proc/sysrq-trigger
	exec sleep infinity
}

mount -t proc proc /proc
source "$LAB_EXCHANGE/.lab/settings" || fail "cannot read the settings in $LAB_EXCHANGE"
release=$(</proc/sys/kernel/osrelease)

# A small file system of its own first: nothing below / can be written to.
mount -t tmpfs -o size=90% lab /run
mkdir -p /run/upper /run/work /run/root /run/layer /run/modules/lib/modules
if [[ $layer ]]; then
	mount -t hostfs -o "$layer" lab /run/layer
fi
uml_modules=/usr/lib/uml/modules/$release
[[ -d $uml_modules ]] || uml_modules=/run/layer$uml_modules
ln -s "$uml_modules" "/run/modules/lib/modules/$release"
if type -P modprobe >/dev/null; then
	modprobe -d /run/modules overlay
else
	# $layer's own libraries: the host's loader does not know them yet.
	LD_LIBRARY_PATH=$(printf '%s:' /run/layer/usr/lib/*-linux-gnu) /run/layer/usr/sbin/modprobe -d /run/modules overlay
fi || fail 'cannot load the overlay module'

mount -t overlay lab -o lowerdir=/:/run/layer,upperdir=/run/upper,workdir=/run/work /run/root ||
	fail 'cannot lay memory over the root folder'
cd /run/root || fail 'no root folder'

# Below these the host has nothing that a guest needs, and much that would confuse it.
mkdir -p host
mount --bind . host
for folder in run tmp var/tmp root; do
	mount -t tmpfs lab "$folder"
done
chmod 1777 tmp var/tmp
for folder in "${visible[@]}"; do
	if [[ ! -d .$folder ]]; then
		mkdir -p ".$folder"
		mount --bind "host$folder" ".$folder"
	fi
done
umount host
rmdir host

mkdir -p exchange proc sys dev usr/lib/modules run/lab/old
[[ -e usr/lib/modules/$release ]] || ln -s "/usr/lib/uml/modules/$release" "usr/lib/modules/$release"
mount -t hostfs -o "$LAB_EXCHANGE" lab exchange
mount -t sysfs sys sys
mount --move /proc proc
mount --move /dev dev
pivot_root . run/lab/old || fail 'cannot change the root folder'
umount -l /run/lab/old
rmdir /run/lab/old

mkdir -p /dev/pts /dev/shm /run/lock
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs lab /dev/shm
ln -sf /proc/self/fd /dev/fd
ln -sf fd/0 /dev/stdin
ln -sf fd/1 /dev/stdout
ln -sf fd/2 /dev/stderr
echo lab >/proc/sys/kernel/hostname
ip link set lo up
cd /root || fail 'no home folder'
unset LAB_EXCHANGE folder layer release uml_modules visible
source /exchange/.lab/agent.sh
