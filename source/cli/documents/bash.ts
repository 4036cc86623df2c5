import {shellAlgorithm} from './shell-algorithm.ts';

/** The completion script for bash 4.2 and later. It needs no other package. */
export const bashCompletion =
	(): string => `# bash completion for ipvs-tui, and for ipvsadm, made by: ipvs-tui completion bash

${shellAlgorithm('without-help')}
__ipvs_tui_add() {
	[[ $1 == "$current"* ]] && COMPREPLY+=("$1")
}

__ipvs_tui_paths() {
	local entry kind=-f
	[[ $1 == folders ]] && kind=-d
	compopt -o filenames 2>/dev/null
	while IFS= read -r entry; do COMPREPLY+=("$2$entry"); done < <(compgen "$kind" -- "\${current#"$2"}")
}

# bash cuts words at colons and equals signs, which belong to addresses and values here.
__ipvs_tui_join() {
	local word last=-1 isOpen=''
	for word in "\${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
		if [[ -n $word && ($word =~ ^[:=]+$ || -n $isOpen) && last -gt 0 ]]; then
			typed[last]+=$word
			isJoined=yes
		else
			typed+=("$word")
			last=$((last + 1))
			isJoined=
		fi
		[[ $word == *[:=] ]] && isOpen=yes || isOpen=
	done
}

_ipvs_tui() {
	local -a typed=() leading=()
	local isJoined=''
	COMPREPLY=()
	__ipvs_tui_join
	local program=\${typed[0]/#\\~\\//"$HOME/"} current=\${typed[\${#typed[@]}-1]}
	__ipvs_tui_complete
	# What stands before the last cut stays on the line.
	if [[ -n $isJoined ]]; then
		local breaks=\${COMP_WORDBREAKS//[!:=]/}
		local kept=\${current%"\${current##*[$breaks]}"}
		COMPREPLY=("\${COMPREPLY[@]#"$kept"}")
	fi
}

complete -o nosort -F _ipvs_tui ipvs-tui ipvsadm 2>/dev/null || complete -F _ipvs_tui ipvs-tui ipvsadm
`;
