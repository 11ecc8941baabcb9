# Sourced by launch.bash, as a process of its own would take longer.

# How much memory a process may use here, in MB. Sets $memory to what the machine has, or to what its control groups
# allow, if that is less, and then $memory_limit too. Where it cannot be found out, both are empty.
#
#   find_memory [ROOT]    # ROOT has proc/ and sys/, for tests; / otherwise
find_memory() {
    local root=${1:-} controllers group groups file limit
    memory='' memory_limit=''
    if [ -z "$root" ] && [[ $OSTYPE == darwin* ]]; then
        memory=$(($(sysctl -n hw.memsize 2>/dev/null || echo 0) / 1048576))
        return 0
    fi
    [ -r "$root/proc/meminfo" ] && read -r _ memory _ <"$root/proc/meminfo" || return 0
    [[ $memory =~ ^[0-9]{1,18}$ ]] || {
        memory=
        return 0
    }
    memory=$((memory / 1024))
    [ -r "$root/proc/self/cgroup" ] || return 0
    while IFS=: read -r _ controllers group; do
        case ,$controllers, in
            ,,) groups=$root/sys/fs/cgroup file=memory.max ;;
            *,memory,*) groups=$root/sys/fs/cgroup/memory file=memory.limit_in_bytes ;;
            *) continue ;;
        esac
        # Its own and those around it. In a container the names may be the host's, and only the outermost is there.
        group=${group%/}
        while true; do
            # Version 2 says "max" for none, version 1 a very large number.
            if [ -r "$groups$group/$file" ] && read -r limit <"$groups$group/$file" \
                && [[ $limit =~ ^[0-9]{1,18}$ ]] && ((limit / 1048576 < memory)); then
                memory=$((limit / 1048576))
                memory_limit=$memory
            fi
            [[ $group == */* ]] || break
            group=${group%/*}
        done
    done <"$root/proc/self/cgroup"
}
