package io.rafka.testing;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A port of a gateway on 127.0.0.1.
 *
 * @param tls how clients speak TLS there; null if they do not
 */
public record Door(int port, @Nullable SSLContext tls) {
    /** See {@link RawClient#connect(int)}. */
    public RawClient connect() {
        return tls == null ? RawClient.connect(port) : RawClient.connect(port, tls);
    }

    /** See {@link RawClient#connectNarrow(int)}. */
    public RawClient connectNarrow() {
        return tls == null ? RawClient.connectNarrow(port) : RawClient.connectNarrow(port, tls);
    }
}
