# Takes orders on the guest's first terminal, one a line, and runs each in a shell of its own:
#   run ID          /exchange/.lab/ID/script, its output into files beside it
#   terminal ID N   the same on terminal /dev/ttyN
#   kill ID         everything that ID started
# and answers "done ID CODE". When the host is gone, the terminal ends and the guest with it.
# Sourced by init.sh. A new bash takes 0.2 s here, a copy of this one 0.02 s: so jobs are copies.

# Reading a file of the exchange folder to its end makes the kernel write out what it still held back,
# even where a server that goes on running keeps the file open.
flush() {
	: <"$1/stdout"
	: <"$1/stderr"
} 2>/dev/null

job() {
	local code folder=/exchange/.lab/$1
	(
		exec 3>&- <"$folder/stdin" >"$folder/stdout" 2>"$folder/stderr"
		set +m
		source "$folder/environment"
		source "$folder/script"
	)
	code=$?
	flush "$folder"
	echo "done $1 $code" >&3
}

terminal_job() {
	local code folder=/exchange/.lab/$1 tty=/dev/tty$2
	(
		exec 3>&- <"$tty" >"$tty" 2>&1
		set +m
		echo "$BASHPID" >"$folder/session"
		exec setsid --ctty bash -c 'source "$0/environment"; source "$0/script"' "$folder"
	)
	code=$?
	# Makes the terminal fit for the next one, after all that was written has gone out.
	stty -F "$tty" sane
	echo "done $1 $code" >&3
}

kill_job() {
	local folder=/exchange/.lab/$1
	if [[ -e $folder/session ]]; then
		# The job that waits for it answers.
		kill -KILL -- "-$(<"$folder/session")"
		return
	fi
	kill -KILL -- "-${pids[$1]}"
	wait "${pids[$1]}"
	flush "$folder"
	echo "done $1 137" >&3
}

stty -F /dev/tty1 raw -echo
exec 3<>/dev/tty1
# The host's end of a terminal is closed for good when nothing in the guest has it open.
for ((number = 2; number < terminals + 2; number++)); do
	eval "exec $((number + 8))<>/dev/tty$number"
done
unset number
declare -A pids
set -m
echo ready >&3

while read -r verb id argument <&3; do
	case $verb in
		run)
			job "$id" &
			pids[$id]=$!
			;;
		terminal)
			terminal_job "$id" "$argument" &
			pids[$id]=$!
			;;
		kill) kill_job "$id" ;;
		stop) break ;;
	esac
done 2>/dev/null

echo o >/proc/sysrq-trigger
exec sleep infinity
