#!/bin/sh
# Runs a command with a Docker engine and a Postgres image: the engine that answers already, or one that lives as long as
# the command; the image that LEADGEN_TEST_IMAGE names, or one made of this machine's own Postgres where no registry has
# it. The command gets the image's name in LEADGEN_TEST_IMAGE.
# usage: with-docker.sh dotnet test ...     exit code 69: no engine that runs containers, or no image
set -eu
unavailable=69
here=$(dirname "$0")
probe_log=$(mktemp)
home=""
engine=""

# remove HOME: with what an engine mounted there and left: its folder on itself where mounts are not shared, a network's
# namespace.
remove() {
    awk -v home="$1/" 'index($2, home) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount 2>/dev/null || true
    rm -rf "$1" || true
}

# An engine that was killed leaves its containers' networks, and their addresses would be given once more.
remove_the_dead() {
    awk '$1 == "nsfs" && sub("/exec/netns/.*", "", $2) {print $2}' /proc/mounts | sort -u | while read -r dead; do
        case $dead in "${TMPDIR:-/tmp}"/* | /tmp/*) ;; *) continue ;; esac
        [ "$(cat "/proc/$(cat "$dead/docker.pid" 2>/dev/null)/comm" 2>/dev/null)" = dockerd ] || remove "$dead"
    done
}

leave() {
    [ -z "$engine" ] || { kill "$engine" 2>/dev/null && wait "$engine" || true; }
    rm -f "$probe_log"
    [ -z "$home" ] || remove "$home"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

give_up() {
    echo "No Docker here: $1" >&2
    exit $unavailable
}

# Most kernels let an engine stack its layers; where the folder's file system does not, whole copies do.
storage_driver() {
    mkdir "$home/lower" "$home/upper" "$home/work" "$home/merged"
    if mount -t overlay overlay -o "lowerdir=$home/lower,upperdir=$home/upper,workdir=$home/work" "$home/merged" 2>/dev/null; then
        umount "$home/merged"
        echo overlay2
    else
        echo vfs
    fi
}

# start_engine [OPTION...]: leaves $engine empty where it does not come up
start_engine() {
    dockerd --storage-driver="$driver" --data-root "$home/root" --exec-root "$home/exec" --pidfile "$home/docker.pid" \
        --host "unix://$home/docker.sock" "$@" >"$home/log" 2>&1 &
    engine=$!
    tries=0
    until docker version >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -eq 150 ] || ! kill -0 "$engine" 2>/dev/null; then
            kill "$engine" 2>/dev/null || true
            wait "$engine" || true
            engine=""
            return
        fi
        sleep 0.1
    done
}

if ! docker version >/dev/null 2>&1; then
    [ "$(id -u)" -eq 0 ] || give_up "none answers, and only root can start one."
    command -v dockerd >/dev/null || give_up "none answers, and dockerd is not installed (apt-get install docker.io)."
    remove_the_dead
    home=$(mktemp -d)
    driver=$(storage_driver)
    export DOCKER_HOST="unix://$home/docker.sock"
    start_engine
    [ -n "$engine" ] || start_engine --iptables=false # a kernel without netfilter: published ports go through a proxy
    if [ -z "$engine" ]; then
        tail -n 5 "$home/log" >&2
        give_up "dockerd does not start; its last words are above."
    fi
fi

# Testcontainers asks for API 1.44 unless told otherwise; an older engine (Debian 12: 1.41) refuses that.
DOCKER_API_VERSION=$(docker version --format '{{.Server.APIVersion}}')
export DOCKER_API_VERSION

export LEADGEN_TEST_IMAGE="${LEADGEN_TEST_IMAGE:-postgres:17-alpine}"
if ! docker image inspect "$LEADGEN_TEST_IMAGE" >/dev/null 2>&1 && ! timeout 120 docker pull -q "$LEADGEN_TEST_IMAGE" 2>/dev/null; then
    echo "No registry has $LEADGEN_TEST_IMAGE for us; packing this machine's Postgres instead."
    LEADGEN_TEST_IMAGE=leadgen-postgres:local
    docker image inspect "$LEADGEN_TEST_IMAGE" >/dev/null 2>&1 || "$here/postgres-image.sh" "$LEADGEN_TEST_IMAGE" ||
        give_up "there is no Postgres image, and none could be made."
fi
# Its helper that removes what a killed test run leaves is an image too.
[ "$LEADGEN_TEST_IMAGE" != leadgen-postgres:local ] || export TESTCONTAINERS_RYUK_DISABLED=true

if ! timeout 60 docker run --rm --entrypoint id "$LEADGEN_TEST_IMAGE" >"$probe_log" 2>&1; then
    tail -n 5 "$probe_log" >&2
    give_up "the engine answers, but cannot run a container; its words are above."
fi
"$@"
