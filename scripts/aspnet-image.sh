#!/bin/sh
# Makes a stand-in for Microsoft's image of ASP.NET Core out of the .NET runtime and the libraries of this machine, for an
# engine that reaches no registry. Enough of it for our Dockerfile: the runtime, bash, the account of APP_UID.
# usage: aspnet-image.sh [tag]     needs: the .NET runtime, ICU, OpenSSL, bash, busybox-static, an engine
set -eu
tag=${1:-leadgen-aspnet:local}
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
[ -x /bin/busybox ] || { echo "Install busybox first: apt-get install busybox-static" >&2; exit 1; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' INT TERM

mkdir -p "$root/bin" "$root/tmp" "$root/etc" "$root/app" "$root/usr/share/dotnet" "$root/usr/bin" "$root/home/app"
chmod 755 "$root"
chmod 1777 "$root/tmp"
cp /bin/busybox /bin/bash "$root/bin/"
for tool in sh cat chown cp env grep head id ls mkdir sleep; do ln -s busybox "$root/bin/$tool"; done
cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$root/usr/share/dotnet/"
ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"

# ldd sees what is linked; ICU, OpenSSL and Kerberos are opened by name at run time.
opened=$(ldconfig -p | awk '/lib(icuuc|icui18n|icudata|ssl|crypto|gssapi_krb5)\.so\.[0-9]/ {print $NF}')
# shellcheck disable=SC2086 # a list
libraries=$({ find "$dotnet/host" "$dotnet/shared" -name '*.so' -exec ldd {} + ; ldd "$dotnet/dotnet" /bin/bash $opened; } 2>/dev/null |
    awk '$3 ~ /^\// {print $3} $1 ~ /^\/.*ld-/ {print $1}' | grep -v "^$dotnet" | sort -u)
# shellcheck disable=SC2086 # lists
tar -C / -ch $libraries $opened /usr/share/zoneinfo /etc/ssl/certs /usr/lib/locale/C.utf8 2>/dev/null | tar -C "$root" -x

printf 'root:x:0:0:root:/:/bin/sh\napp:x:1654:1654:app:/home/app:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\napp:x:1654:\n' > "$root/etc/group"
chown -R 1654:1654 "$root/app" "$root/home/app"
tar -C "$root" -c . | docker import -c 'ENV PATH=/usr/bin:/bin' -c 'ENV LANG=C.UTF-8' -c 'ENV APP_UID=1654' \
    -c 'ENV DOTNET_RUNNING_IN_CONTAINER=true' - "$tag" > /dev/null
echo "Made $tag of $dotnet."
