#!/bin/sh
# Publishes the app for this machine's kind of processor, compiled ahead for a quick start (ReadyToRun).
# What the analyzers say is the build's business; here they would only take time.
# usage: publish.sh [folder]     default: artifacts/publish
set -eu
cd "$(dirname "$0")/.."
folder=${1:-artifacts/publish}
rm -rf "$folder"
dotnet publish src/LeadGen.Web --configuration Release --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true -p:RunAnalyzers=false --output "$folder"
