package io.rafka.session;

import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespDecoder;
import java.util.concurrent.TimeUnit;

/**
 * While a connection waits for the memory of a large command, it looks now and then after those who hold memory and
 * send nothing. The connection's event loop only.
 */
final class MemoryWait {
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    private final Connection connection;
    private final RespDecoder decoder;
    private final RequestMemory memory;
    private boolean looks;

    MemoryWait(Connection connection, RespDecoder decoder, RequestMemory memory) {
        this.connection = connection;
        this.decoder = decoder;
        this.memory = memory;
    }

    /** The decoder has come as far as it can: if that is because it waits, others are looked after from now on. */
    void beginIfWaiting() {
        if (!looks && decoder.isWaitingForMemory()) {
            looks = true;
            connection.schedule(this::look, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        looks = decoder.isWaitingForMemory() && connection.isActive();
        if (looks) {
            memory.hurry();
            connection.schedule(this::look, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        }
    }
}
