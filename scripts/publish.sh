#!/bin/sh
# Publishes the app for this machine's kind of processor, compiled ahead for a quick start (ReadyToRun).
# usage: publish.sh [folder]     default: artifacts/publish
set -eu
cd "$(dirname "$0")/.."
folder=${1:-artifacts/publish}
rm -rf "$folder"
dotnet publish src/LeadGen.Web --configuration Release --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true --output "$folder"
