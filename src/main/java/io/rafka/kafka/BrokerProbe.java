package io.rafka.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a cluster that is to be spoken to without TLS expects TLS. Kafka's clients take the first bytes of
 * a TLS alert for the length of a reply of 352 MB, and run out of memory (KAFKA-4090).
 */
public final class BrokerProbe {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerProbe.class);
    private static final int TIMEOUT_MILLIS = 500;
    private static final int TLS_ALERT = 0x15;
    /** Length 10; api key 18, ApiVersions, version 0; correlation id 0; no client id. Brokers answer before a login. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

    private BrokerProbe() {}

    /**
     * The first of the brokers that answers, if it answers in TLS. Blocks for a second a broker at most; brokers that
     * do not answer are passed over.
     *
     * @param bootstrapServers as Kafka's clients take them
     */
    public static Optional<String> findTls(String bootstrapServers) {
        for (String address : bootstrapServers.split(",", -1)) {
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.connect(
                        new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))), TIMEOUT_MILLIS);
                socket.getOutputStream().write(API_VERSIONS);
                int first = new DataInputStream(socket.getInputStream()).readUnsignedByte();
                return first == TLS_ALERT ? Optional.of(address) : Optional.empty();
            } catch (IOException e) {
                LOGGER.debug("broker does not answer the probe broker={} reason=\"{}\"", address, e.toString());
            }
        }
        return Optional.empty();
    }
}
