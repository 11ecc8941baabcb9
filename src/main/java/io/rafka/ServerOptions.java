package io.rafka;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param hosts addresses to listen on, at least one
 * @param port to listen on, 0 to 65535; 0 takes a free one
 * @param configFile of the Kafka cluster; null for the embedded Kafka
 * @param dataDirectory of the embedded Kafka
 * @param kafkaPort of the embedded Kafka, 0 to 65535; 0 takes a free one
 */
public record ServerOptions(
        List<String> hosts, int port, @Nullable Path configFile, Path dataDirectory, int kafkaPort) {}
