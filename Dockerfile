# syntax=docker/dockerfile:1
# The build runs on the machine's own processor and publishes for the image's.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source

# The project files first: packages are fetched again only when these change.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY eng/ eng/
COPY src/Watcher/Watcher.csproj src/Watcher/Collector.props src/Watcher/
RUN dotnet restore src/Watcher -a $TARGETARCH

COPY .editorconfig appsettings.json ./
COPY src/ src/
# .ci/run executes this line with other values of the architecture and the folder: keep it a single one.
RUN dotnet publish src/Watcher -c Release -a $TARGETARCH --no-self-contained -o /app

# No shell, no package manager, and a user without rights ($APP_UID of the base image).
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
# The program's own executable, not `dotnet OfoWatcher.dll`: the Local engine starts it once more for each run.
ENTRYPOINT ["/app/OfoWatcher"]
CMD ["run"]
