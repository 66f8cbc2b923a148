# Two stages: a JDK builds and packages, the image carries a small Java runtime, the jars and start.sh. Nothing is done
# here that scripts/package.sh does not do on any machine. The JDK's image has strip (binutils), which it wants.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN scripts/package.sh /app

FROM debian:bookworm-slim
# Railway and others hand the commit to the build; /health/railway shows it.
ARG RAILWAY_GIT_COMMIT_SHA=""
ENV GIT_COMMIT_SHA=$RAILWAY_GIT_COMMIT_SHA
COPY --from=build /app /app
WORKDIR /app
# A number, so that hosts which forbid root can see that this is not it.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 CMD ["./health.sh"]
ENTRYPOINT ["./start.sh"]
