#!/bin/sh
# Brings the compose file up on a free port, waits until the app is ready and its home page answers, takes all down again.
# The image gets what scripts/publish.sh makes on this machine; base images that no registry has for us are made here.
# usage: with-docker.sh try-compose.sh     needs: the .NET SDK, curl, docker compose (or docker-compose)
set -eu
here=$(dirname "$(readlink -f "$0")")
cd "$here/.."

if docker compose version >/dev/null 2>&1; then
    compose() { docker compose "$@"; }
else
    compose() { docker-compose "$@"; }
fi
# Debian 12 has no buildx: there the engine's own builder has to do.
docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0 COMPOSE_DOCKER_CLI_BUILD=0

runtime=mcr.microsoft.com/dotnet/aspnet:10.0
if ! docker image inspect "$runtime" >/dev/null 2>&1 && ! timeout 120 docker pull -q "$runtime" 2>/dev/null; then
    echo "No registry has $runtime for us; packing this machine's runtime instead."
    runtime=leadgen-aspnet:local
    docker image inspect "$runtime" >/dev/null 2>&1 || "$here/aspnet-image.sh" "$runtime"
fi

export COMPOSE_PROJECT_NAME="leadgen-try-$$" LEADGEN_PUBLISHED=artifacts/publish
export LEADGEN_RUNTIME_IMAGE="$runtime" LEADGEN_SDK_IMAGE="$runtime"
export LEADGEN_POSTGRES_IMAGE="${LEADGEN_TEST_IMAGE:-postgres:17-alpine}"
export LeadGen__BootstrapAdmin__Email=admin@example.com LeadGen__BootstrapAdmin__Password="Try-compose-$$"
LEADGEN_PORT=${LEADGEN_PORT:-$((20000 + $$ % 10000))}
export LEADGEN_PORT

answer() {
    curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "http://127.0.0.1:$LEADGEN_PORT$1" || true
}

finish() {
    code=$?
    trap - EXIT
    if [ $code -ne 0 ]; then
        compose ps
        compose logs --tail 50
    fi
    compose down --volumes --rmi local --timeout 20
    exit $code
}

scripts/publish.sh
trap finish EXIT
trap 'exit 1' INT TERM
compose build web
begin=$(date +%s)
compose up --detach --no-build
until [ "$(answer /healthz/ready)" = 200 ]; do
    [ $(($(date +%s) - begin)) -lt 120 ] || { echo "The app is not ready after 120 s."; exit 1; }
    sleep 0.5
done
home=$(answer /)
echo "Ready after $(($(date +%s) - begin)) s; the home page answers $home."
[ "$home" = 200 ] || exit 1

# What Docker thinks of the app's health is asked for by other tools; give it two of its intervals.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    health=$(docker inspect --format '{{.State.Health.Status}}' "$(compose ps -q web)")
    [ "$health" != healthy ] || break
    sleep 2
done
echo "Its health check says: $health."
[ "$health" = healthy ]
