# rafka with a Java of its own. docker build -t rafka .
# In front of a cluster: docker run -v "$PWD/rafka.json:/etc/rafka/rafka.json:ro" -p 6380:6380 rafka \
#   --config /etc/rafka/rafka.json
# Who connects to a published port is of another host to rafka: it wants a requirepass, or protected-mode no.

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
# What changes seldom comes first, so that it need not be downloaded again.
COPY pom.xml ./
COPY .mvn .mvn
RUN --mount=type=cache,target=/root/.m2 mvn -B -q dependency:resolve dependency:resolve-plugins
COPY LICENSE README.md ARCHITECTURE.md CHANGELOG.md ./
COPY docs docs
COPY monitoring monitoring
COPY dist dist
COPY src src
# The archives of classes are made here, where it can be written, and at the path where they will be used.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && dist/image \
    && mv target/image/rafka-* /opt/rafka \
    && /opt/rafka/bin/rafka --version

FROM debian:12.12-slim
LABEL org.opencontainers.image.title="rafka" \
    org.opencontainers.image.description="A gateway that lets any Redis client be a full Kafka client" \
    org.opencontainers.image.licenses="GPL-3.0-or-later"
RUN install -d -o 10001 -g 10001 -m 0750 /var/lib/rafka
COPY --from=build /opt/rafka /opt/rafka
# Where the embedded Kafka has its data, if there is no cluster.
WORKDIR /var/lib/rafka
VOLUME /var/lib/rafka
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
# admin-port, 6381, listens on 127.0.0.1 unless admin-host says otherwise.
EXPOSE 6380
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/rafka/launcher/health"]
ENTRYPOINT ["/opt/rafka/bin/rafka"]
