package io.rafka.config.server;

import java.util.Locale;

/** The kinds of sockets that the setting {@code io-transport} names. */
public enum IoTransport {
    /** The first of the others that the machine has; io_uring only from kernel 5.19 on. */
    AUTO,
    /** Linux' io_uring, from kernel 5.9 on, where the system lets a program use it. */
    IO_URING,
    /** Linux' epoll. */
    EPOLL,
    /** Java's own, on all systems. */
    NIO;

    /** As it is written in a configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
