// What a shell has to know: to ask `hoga complete` for the words that fit, and to show them its own way.
// A general library's scripts would need bash-completion, may be sourced only once, and evaluate what is being typed.

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = typeof SHELLS[number];

/** What `hoga complete` prints in place of words: the shell itself knows files best. */
export const FILES = ":files";
export const DIRECTORIES = ":dirs";

const bash = `# bash completion for hoga. Try it: eval "$(hoga completion bash)"
# Keep it: hoga completion bash > ~/.local/share/bash-completion/completions/hoga
_hoga() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} value description
  COMPREPLY=()
  while IFS=$'\\t' read -r value description; do
    case $value in
      "") ;;
      ${FILES}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      ${DIRECTORIES}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")) ;;
      *[[:space:]\\&\\(\\)\\'\\"\\;\\$]*) printf -v value %q "$value"; COMPREPLY+=("$value") ;;
      *) COMPREPLY+=("$value") ;;
    esac
  done < <(hoga complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _hoga hoga
`;

const zsh = `#compdef hoga
# zsh completion for hoga. Try it: eval "$(hoga completion zsh)"
# Keep it: hoga completion zsh > "\${fpath[1]}/_hoga"
_hoga() {
  local -a lines values shown
  local line
  lines=("\${(@f)$(hoga complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  case \${lines[1]} in
    ${FILES}) _files; return ;;
    ${DIRECTORIES}) _files -/; return ;;
  esac
  for line in $lines; do
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  }")
  done
  # What fits has been chosen already, by more than how it begins.
  compadd -U -l -d shown -a values
}
if [[ \${funcstack[1]} == _hoga ]]; then _hoga "$@"; else compdef _hoga hoga; fi
`;

const fish = `# fish completion for hoga. Try it: hoga completion fish | source
# Keep it: hoga completion fish > ~/.config/fish/completions/hoga.fish
function __hoga_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l lines (hoga complete -- $words "$current" 2>/dev/null)
    switch "$lines[1]"
        case ${FILES}
            __fish_complete_path "$current"
        case ${DIRECTORIES}
            __fish_complete_directories "$current"
        case '*'
            printf '%s\\n' $lines
    end
end
complete -c hoga -f -a '(__hoga_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash, zsh, fish };

/** The script that teaches `shell` the commands of hoga. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
