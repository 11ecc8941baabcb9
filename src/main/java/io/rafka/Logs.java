package io.rafka;

import io.rafka.config.server.LogFormat;
import io.rafka.config.server.LogLevel;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.log.LogProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Has the log follow the settings. */
final class Logs {
    private static final Logger LOGGER = LoggerFactory.getLogger(Logs.class);

    private Logs() {}

    static void follow(ServerConfig config) {
        if (config.get(ServerSettings.LOG_FORMAT) == LogFormat.JSON) {
            if (LogProvider.hasFile()) {
                LOGGER.warn("log-format has no effect, as -Dlogback.configurationFile says how lines are written");
            } else {
                LogProvider.writeJson();
            }
        }
        config.tell(ServerSettings.LOGLEVEL, level -> {
            boolean isGiven = !config.origin(ServerSettings.LOGLEVEL).equals(ServerConfig.DEFAULT);
            if (isGiven || !LogProvider.hasFile()) {
                show(level);
            }
        });
    }

    private static void show(LogLevel level) {
        switch (level) {
            case DEBUG -> LogProvider.showFrom(Level.TRACE, Level.INFO);
            case VERBOSE -> LogProvider.showFrom(Level.DEBUG, Level.WARN);
            case NOTICE -> LogProvider.showFrom(Level.INFO, Level.WARN);
            case WARNING -> LogProvider.showFrom(Level.WARN, Level.WARN);
            case NOTHING -> LogProvider.showFrom(null, null);
        }
    }
}
