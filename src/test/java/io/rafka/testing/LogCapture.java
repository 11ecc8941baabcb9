package io.rafka.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What keeps repeated lines out, taken away meanwhile. */
    private final List<TurboFilter> filters;

    private LogCapture(List<TurboFilter> filters, Logger... captured) {
        this.filters = filters;
        filters.forEach(
                filter -> captured[0].getLoggerContext().getTurboFilterList().remove(filter));
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
        return new LogCapture(List.of(), loggers(names));
    }

    /** The same with lines that would be left out because others like them have just been written. */
    public static LogCapture ofAll(String... names) {
        Logger[] loggers = loggers(names);
        return new LogCapture(List.copyOf(loggers[0].getLoggerContext().getTurboFilterList()), loggers);
    }

    private static Logger[] loggers(String... names) {
        Logger[] loggers = new Logger[names.length];
        for (int i = 0; i < names.length; i++) {
            loggers[i] = (Logger) LoggerFactory.getLogger(names[i]);
        }
        return loggers;
    }

    /** What has been written so far: messages, and of exceptions the messages of all causes. */
    public Queue<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        filters.forEach(
                filter -> loggers.keySet().iterator().next().getLoggerContext().addTurboFilter(filter));
        loggers.forEach((logger, level) -> {
            logger.setAdditive(true);
            logger.setLevel(level.orElse(null));
            logger.detachAppender(appender);
        });
    }
}
