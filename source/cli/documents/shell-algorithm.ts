import {
	ipvsadmLines,
	leadingChoices,
	ownLines,
	wordlessChoices,
	type Choice,
	type CommandLine,
} from './command-lines.ts';
import {byChoices, keyOf, patternsOf, rowOf, startsOf} from './rows.ts';
import {tableQuery} from './table-query.ts';
import {wordLists} from './values.ts';

/**
What the completions of bash and zsh have in common, in the part of the two languages that is the same under zsh's `emulate ksh`: the
tables, and the way through a command line. They differ in where words come from and where offers go:

- `typed` holds the words up to the cursor, the program first and the word at the cursor last;
- `__ipvs_tui_add WORD HELP` takes an offer, `__ipvs_tui_paths files|folders BEFORE` asks for names of files.

@param helps - whether rows carry their help text
*/
export const shellAlgorithm = (helps: 'with-help' | 'without-help'): string => {
	const own = ownLines();
	const ipvsadm = ipvsadmLines();
	const quote = (text: string, help: string): string =>
		shellQuoted(helps === 'with-help' ? `${text}|${help}` : text);
	const rows = (choices: readonly Choice[]): string =>
		choices.map(choice => `\n\t\t\t${quote(rowOf(choice), choice.help)}`).join('');
	const list = (lines: readonly CommandLine[]): string =>
		lines.flatMap(({words, help}) => words.map(word => `\n\t\t\t${quote(word, help)}`)).join(' \\');

	return `# Options that may follow a command, one a row: name, group, takes, values, needs, conflicts, words.
__ipvs_tui_rows() {
	case $1 in
	start)
		rows=(${rows([...leadingChoices(), ...wordlessChoices()])}
		) ;;
	wordless)
		rows=(${rows(wordlessChoices())}
		) ;;
${byChoices([...own, ...ipvsadm])
	.map(({keys, choices}) => `\t${keys.join(' | ')})\n\t\trows=(${rows(choices)}\n\t\t) ;;`)
	.join('\n')}
	*) rows=() ;;
	esac
}

# Which command a word is: sets the line, its operands, and the values of the command itself.
__ipvs_tui_command() {
	case $1 in
${ipvsadm.map(lineCase).join('\n')}
	*)
		[[ $line == start ]] || return 1
		case $1 in
${own.map(row => `\t${lineCase(row)}`).join('\n')}
		${startsOf(wordlessChoices()).join(' | ')}) line=wordless ;;
		*) return 1 ;;
		esac
		;;
	esac
}

__ipvs_tui_values() {
	local entry
	case $1 in
	words)
		printf '%s\\n' \\${list(own)} ;;
	commands)
		printf '%s\\n' \\${list(ipvsadm)} ;;
${Object.entries(wordLists)
	.map(([name, words]) => `\t${name}) printf '%s\\n' ${words.join(' ')} ;;`)
	.join('\n')}
	tcp) __ipvs_tui_table services -t ;;
	udp) __ipvs_tui_table services -u ;;
	sctp) __ipvs_tui_table services --sctp-service ;;
	marks) __ipvs_tui_table services -f ;;
	servers) __ipvs_tui_table servers "$flag" "$address" ;;
	other-servers) __ipvs_tui_table others "$flag" "$address" ;;
	interfaces) __ipvs_tui_names /sys/class/net ;;
	namespaces) __ipvs_tui_names /run/netns ;;
	esac
}

__ipvs_tui_names() {
	[[ -d $1 ]] && command ls -1 "$1" 2>/dev/null
}

# Asks the program that is being completed, in the director that the line names.
__ipvs_tui_table() {
	local rules
	# Without this file there is no IPVS, and asking would load its module.
	[[ " \${leading[*]} " == *' --demo'* || " \${leading[*]} " == *' --connect'* || -r /proc/net/ip_vs ]] || return
	if ! rules=$("$program" "\${leading[@]}" -S -n 2>/dev/null </dev/null); then
		# Everybody may read this.
		((\${#leading[@]} == 0)) && rules=$(</proc/net/ip_vs)
	fi
	awk -v want="$1" -v flag="$2" -v address="$3" '${tableQuery}' <<<"$rules" 2>/dev/null
}

${algorithm}`;
};

const lineCase = (row: CommandLine): string => {
	const settings = [
		`line=${keyOf(row)}`,
		...(row.operands.length === 0 ? [] : [`operands=${shellQuoted(row.operands.join(' '))}`]),
		...(row.takes === 'nothing' ? [] : [`pending=${row.values}`]),
	];
	return `\t${patternsOf(row).join(' | ')}) ${settings.join(' ')} ;;`;
};

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const algorithm = `# Reads a row.
__ipvs_tui_read() {
	IFS=' ' read -r name group takes values needs conflicts spellings <<<"$1"
	help=\${spellings#*|} spellings=\${spellings%%|*}
}

# The row with this word.
__ipvs_tui_find() {
	local row
	for row in "\${rows[@]}"; do
		__ipvs_tui_read "$row"
		[[ " $spellings " == *" $1 "* ]] && return
	done
	return 1
}

# Remembers an option, and its value if it is in the same word.
__ipvs_tui_use() {
	__ipvs_tui_find "$1" || return
	used+="$name $group "
	if [[ $takes != nothing ]]; then
		option=$name
		if (($# > 1)); then __ipvs_tui_keep "$2"; else pending=$values optional=\${takes#value}; fi
	fi
}

# Remembers a value that others depend on.
__ipvs_tui_keep() {
	pending=
	case $option in
	tcp-service) flag=-t address=$1 ;;
	udp-service) flag=-u address=$1 ;;
	sctp-service) flag=--sctp-service address=$1 ;;
	fwmark-service) flag=-f address=$1 ;;
	scheduler) scheduler=$1 ;;
	esac
}

# Takes one word before the cursor.
__ipvs_tui_take() {
	local letters=$1
	if [[ -n $pending ]]; then
		if [[ -z $optional ]] || ! __ipvs_tui_is_next "$1"; then
			__ipvs_tui_keep "$1"
			return
		fi
		pending=
	fi
	if [[ $line == start || $line == ipvsadm ]] && __ipvs_tui_command "$1"; then
		leading=("\${typed[@]:1:$((at - 1))}")
		option='' optional=''
		__ipvs_tui_rows "$line"
		case $1 in
		--*=*) pending= ;;
		-[!-]*) letters=-\${1:2} ;;
		esac
		[[ $line == wordless || $1 == -[!-]?* ]] || return
	fi
	case $letters in
	--*=*) __ipvs_tui_use "\${letters%%=*}" "\${letters#*=}" ;;
	--*) __ipvs_tui_use "$letters" ;;
	-?*)
		letters=\${letters:1}
		while [[ -n $letters ]]; do
			__ipvs_tui_find "-\${letters:0:1}" || return
			if [[ $takes != nothing && -n \${letters:1} ]]; then
				letters=\${letters:1}
				__ipvs_tui_use "\${spellings%% *}" "\${letters#=}"
				return
			fi
			__ipvs_tui_use "\${spellings%% *}"
			letters=\${letters:1}
		done
		;;
	*) given=$((given + 1)) ;;
	esac
}

# Whether a word is no optional value but what comes next.
__ipvs_tui_is_next() {
	[[ $1 == -* ]] || { [[ $line == start ]] && (__ipvs_tui_command "$1"); }
}

# Offers what stands on standard input, one a line; $1 stands before each.
__ipvs_tui_offer() {
	local offer
	while IFS= read -r offer; do
		__ipvs_tui_add "$1\${offer%%|*}" "\${offer#*|}"
	done
}

__ipvs_tui_offer_values() {
	local before=$2 rest=\${current#"$2"}
	case $1 in
	files | folders) __ipvs_tui_paths "$1" "$before" ;;
	namespaces)
		if [[ $rest == */* ]]; then
			__ipvs_tui_paths files "$before"
		else
			__ipvs_tui_offer "$before" < <(__ipvs_tui_values namespaces)
		fi
		;;
	sched-flags)
		[[ $rest == *,* ]] && before+=\${rest%,*},
		__ipvs_tui_offer "$before" < <(__ipvs_tui_values sched-flags | __ipvs_tui_fitting_flags ",\${rest%,*},")
		;;
	*) __ipvs_tui_offer "$before" < <(__ipvs_tui_values "$1") ;;
	esac
}

# Flags that are not among $1 and belong to the scheduler on the line.
__ipvs_tui_fitting_flags() {
	local offer
	while IFS= read -r offer; do
		[[ $1 == *",$offer,"* ]] && continue
		[[ $offer == flag-* || -z $scheduler || $offer == "$scheduler"-* ]] && printf '%s\\n' "$offer"
	done
}

__ipvs_tui_offer_options() {
	local row
	for row in "\${rows[@]}"; do
		__ipvs_tui_read "$row"
		[[ $used == *" $group "* ]] && continue
		[[ $needs == - ]] || __ipvs_tui_used "$needs" || continue
		__ipvs_tui_used "$conflicts" && continue
		for row in $spellings; do
			__ipvs_tui_add "$row" "$help"
		done
	done
}

# Whether one of these options has been given.
__ipvs_tui_used() {
	local one
	for one in \${1//,/ }; do
		[[ $used == *" $one "* ]] && return
	done
	return 1
}

# Goes through what is typed and offers what may come next.
__ipvs_tui_complete() {
	local pending='' optional='' option='' used=' ' operands='' flag='' address='' scheduler='' line=start
	local name group takes values needs conflicts spellings help kind at given=0
	local -a rows kinds
	leading=()
	[[ \${program##*/} == ipvsadm ]] && line=ipvsadm
	__ipvs_tui_rows "$line"
	for ((at = 1; at < \${#typed[@]} - 1; at++)); do
		__ipvs_tui_take "\${typed[$at]}"
	done
	kinds=($operands)
	kind=\${kinds[$given]}
	[[ -n $pending ]] && __ipvs_tui_offer_values "$pending" ''
	if [[ -n $pending && -z $optional ]]; then
		return
	elif [[ $current == --*=* ]]; then
		__ipvs_tui_find "\${current%%=*}" && __ipvs_tui_offer_values "$values" "\${current%%=*}="
	elif [[ -n $kind && $current != -* ]]; then
		__ipvs_tui_offer_values "$kind" ''
	else
		[[ $line == start ]] && __ipvs_tui_offer '' < <(__ipvs_tui_values words)
		__ipvs_tui_offer_options
		[[ $line == start || $line == ipvsadm ]] && __ipvs_tui_offer '' < <(__ipvs_tui_values commands)
	fi
}
`;
