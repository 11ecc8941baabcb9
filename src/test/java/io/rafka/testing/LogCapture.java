package io.rafka.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that some loggers of this JVM write from INFO on, and nobody else sees meanwhile. Any thread. */
public final class LogCapture implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    /** With the level that each had, which is null for the one above it. */
    private final Map<Logger, Optional<Level>> loggers = new LinkedHashMap<>();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                lines.add(cause.getClassName() + ": " + cause.getMessage());
            }
        }
    };

    private LogCapture(Logger... captured) {
        appender.start();
        for (Logger logger : captured) {
            loggers.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.addAppender(appender);
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
        }
    }

    /** Begins to capture these loggers, and those below them. */
    public static LogCapture of(String... names) {
        Logger[] loggers = new Logger[names.length];
        for (int i = 0; i < names.length; i++) {
            loggers[i] = (Logger) LoggerFactory.getLogger(names[i]);
        }
        return new LogCapture(loggers);
    }

    /** What has been written so far: messages, and of exceptions the messages of all causes. */
    public Queue<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        loggers.forEach((logger, level) -> {
            logger.setAdditive(true);
            logger.setLevel(level.orElse(null));
            logger.detachAppender(appender);
        });
    }
}
