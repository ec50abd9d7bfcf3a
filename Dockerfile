# The app as an image: docker build -t leadgen .
# It listens on 8080 and needs ConnectionStrings__LeadGen; what it keeps in files is in /data.
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0

FROM ${RUNTIME} AS base
WORKDIR /app
RUN mkdir /data && chown $APP_UID:$APP_UID /data
ENV ASPNETCORE_HTTP_PORTS=8080 LeadGen__DataDirectory=/data
EXPOSE 8080
# The runtime image has bash, but neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "LeadGen.Web.dll"]

# --build-arg PUBLISHED=artifacts/publish takes what scripts/publish.sh made outside, and needs no SDK: any image with a
# shell will do for it.
FROM ${SDK} AS build
ARG PUBLISHED
WORKDIR /source
COPY . .
RUN if [ -n "$PUBLISHED" ]; then cp -r "$PUBLISHED" /publish; else scripts/publish.sh /publish; fi

FROM base AS final
COPY --from=build /publish/ ./
USER $APP_UID
