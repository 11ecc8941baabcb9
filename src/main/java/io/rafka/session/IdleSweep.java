package io.rafka.session;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes clients that have been idle for longer than the setting {@code timeout}, or not logged in within
 * {@code auth-timeout}, and those that have left too much unread for too long ({@code client-output-buffer-limit}).
 *
 * <p>Each event loop looks once a second over all sessions for its own: one timer a loop and none a connection, and no
 * session is touched by another thread.
 */
public final class IdleSweep {
    private static final Logger LOGGER = LoggerFactory.getLogger(IdleSweep.class);
    private static final long INTERVAL = 1;

    private final Sessions sessions;
    private final ServerConfig config;

    private IdleSweep(Sessions sessions, ServerConfig config) {
        this.sessions = sessions;
        this.config = config;
    }

    /** Sweeps until the event loops end. */
    public static void start(EventLoopGroup eventLoops, Sessions sessions, ServerConfig config) {
        IdleSweep sweep = new IdleSweep(sessions, config);
        for (EventExecutor loop : eventLoops) {
            loop.scheduleWithFixedDelay(sweep::run, INTERVAL, INTERVAL, TimeUnit.SECONDS);
        }
    }

    private void run() {
        try {
            Duration timeout = config.get(ServerSettings.TIMEOUT);
            if (!timeout.isZero()) {
                sessions.closeIdleFor(timeout);
            }
            Duration login = config.get(ServerSettings.AUTH_TIMEOUT);
            if (!login.isZero()) {
                sessions.closeStrangers(login);
            }
            sessions.checkOutputLimits();
        } catch (RuntimeException e) {
            // Thrown on, it would end the sweeps for good.
            LOGGER.error("idle clients are not closed this time", e);
        }
    }
}
