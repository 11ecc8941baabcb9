package io.rafka.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that must know each other's before they start.
 *
 * <p>They are taken from below 32768, where Linux takes none for outgoing connections: those of a stopped broker would
 * otherwise now and then be gone when it is restarted. They are chosen at random, so that test runs at the same time
 * hardly ever choose the same; one test run never chooses one twice, as who has been given a port may not have bound it
 * yet.
 */
public final class FreePorts {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 32_000;

    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** That many ports of 127.0.0.1, none chosen before and none in use. */
    public static List<Integer> choose(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (CHOSEN.add(port) && isFree(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    /**
     * Checks that the ports can be bound.
     *
     * @throws IllegalStateException naming the first that cannot
     */
    static void require(List<Integer> ports) {
        for (int port : ports) {
            if (!isFree(port)) {
                throw new IllegalStateException("port " + port + " on 127.0.0.1 is in use");
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
