#!/bin/sh
# Makes a Postgres image out of the Postgres that this Debian machine has installed, for an engine that reaches no
# registry. It answers to what the official image answers to, as far as our tests and compose file use it. Not for real
# data: it initialises without waiting for the disk.
# usage: postgres-image.sh [tag]     needs: postgresql, busybox-static, an engine
set -eu
tag=${1:-leadgen-postgres:local}
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "Install Postgres first: apt-get install postgresql" >&2; exit 1; }
[ -x /bin/busybox ] || { echo "Install busybox first: apt-get install busybox-static" >&2; exit 1; }
home=$(dirname "$bin")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' INT TERM

mkdir -p "$root/bin" "$root/tmp" "$root/etc" "$root/run/postgresql" "$root/var/lib/postgresql/data" "$root/docker-entrypoint-initdb.d"
chmod 755 "$root"
chmod 1777 "$root/tmp"
ln -s /run "$root/var/run"
cp /bin/busybox "$root/bin/"
for tool in sh cat ls mkdir rm sleep env id true; do ln -s busybox "$root/bin/$tool"; done

# The programs, their data, and the libraries they are linked to. LLVM (the JIT) would be most of the image.
libraries=$(find "$home" -type f ! -name 'llvmjit*' ! -name '*.bc' -exec ldd {} + 2>/dev/null |
    awk '$3 ~ /^\// {print $3} $1 ~ /^\/.*ld-/ {print $1}' | sort -u)
# shellcheck disable=SC2086 # a list
tar -C / -ch --exclude='*.bc' --exclude='llvmjit*' "$home" "/usr/share/postgresql/$(basename "$home")" /usr/share/zoneinfo \
    /usr/lib/locale/C.utf8 /usr/bin/locale $libraries 2>/dev/null | tar -C "$root" -x

printf 'root:x:0:0:root:/:/bin/sh\npostgres:x:999:999:postgres:/var/lib/postgresql:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\npostgres:x:999:\n' > "$root/etc/group"
chown -R 999:999 "$root/var/lib/postgresql" "$root/run/postgresql"
chmod 700 "$root/var/lib/postgresql/data"

cat > "$root/bin/entrypoint" <<'ENTRY'
#!/bin/sh
set -eu
case "${1:-}" in
'' | -*) set -- postgres "$@" ;;
postgres) ;;
*) exec "$@" ;;
esac
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=${POSTGRES_USER:-postgres}
    database=${POSTGRES_DB:-$user}
    printf '%s\n' "${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}" > /tmp/password
    # shellcheck disable=SC2086 # a list of options
    initdb -D "$PGDATA" -U "$user" -E UTF8 --locale=C.UTF-8 --no-sync --auth-local=trust --auth-host=scram-sha-256 \
        --pwfile=/tmp/password ${POSTGRES_INITDB_ARGS:-} > /dev/null
    rm /tmp/password
    echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
    [ "$database" = postgres ] || echo "CREATE DATABASE \"$database\"" | postgres --single -j -D "$PGDATA" postgres > /dev/null
    for script in /docker-entrypoint-initdb.d/*.sql; do
        [ ! -f "$script" ] || postgres --single -j -D "$PGDATA" "$database" < "$script" > /dev/null
    done
fi
exec "$@" -c listen_addresses='*'
ENTRY
chmod +x "$root/bin/entrypoint"

tar -C "$root" -c . | docker import -c "ENV PATH=$bin:/bin:/usr/bin" -c 'ENV PGDATA=/var/lib/postgresql/data' -c 'ENV LANG=C.UTF-8' \
    -c 'USER postgres' -c 'VOLUME /var/lib/postgresql/data' -c 'EXPOSE 5432' \
    -c 'ENTRYPOINT ["/bin/entrypoint"]' -c 'CMD ["postgres"]' - "$tag" > /dev/null
echo "Made $tag of $home."
