#!/bin/sh
# Takes the README's pictures, and one of every page at two widths by day and by night, from the running app.
# usage: scripts/pictures.sh [folder]     needs: chromium
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$root/artifacts/pictures}
mkdir -p "$folder"
LEADGEN_PICTURES=$folder dotnet test --project "$root/tests/LeadGen.Browser.Tests"
mkdir -p "$root/docs/images"
cp "$folder/queue-1280-light.png" "$root/docs/images/queue.png"
cp "$folder/lead-1280-light.png" "$root/docs/images/lead.png"
