package io.rafka.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.util.StatusPrinter2;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback, set up in code. Its own way, a logback.xml that it looks for, took a quarter of the CPU of the start: it
 * asks every jar of the class path for providers and configurators, and then there are the parser and the classes
 * behind each element. Whoever names a file with {@code -Dlogback.configurationFile} gets just that.
 */
public final class LogProvider implements SLF4JServiceProvider {
    private static final String OWN = "io.rafka";
    private static final String CONSOLE = "console";
    private static final String FILE = "logback.configurationFile";
    /** What clients and brokers have written is part of a line, and must not look like one of its own. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0}: " + "%replace(%msg){'[\\r\\n]+', '\\\\n'}%throwable";

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    /** Makes slf4j use this one, and look for no other. To be called before anybody asks for a logger. */
    public static void install() {
        System.getProperties().putIfAbsent("slf4j.provider", LogProvider.class.getName());
        // It announces each provider that it was told of.
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "WARN");
    }

    @Override
    public void initialize() {
        context.setName("default");
        context.setMDCAdapter(mdc);
        if (System.getProperty(FILE) == null) {
            configure(context);
        } else {
            readFile();
        }
        context.start();
    }

    private void readFile() {
        DefaultJoranConfigurator configurator = new DefaultJoranConfigurator();
        configurator.setContext(context);
        if (configurator.configure(context) == ExecutionStatus.INVOKE_NEXT_IF_ANY) {
            configurator.addError(
                    FILE + " names " + System.getProperty(FILE) + ", which is not there or cannot be read");
            configure(context);
        }
        // Nobody else would tell of what is wrong in it.
        new StatusPrinter2().printInCaseOfErrorsOrWarnings(context);
    }

    /**
     * Whether {@code -Dlogback.configurationFile} says how and how much is logged: then who has given it knows better
     * than a default.
     */
    public static boolean hasFile() {
        return System.getProperty(FILE) != null;
    }

    /**
     * Logs from these levels on, and nothing below. Any thread.
     *
     * @param own of rafka's lines; null for none
     * @param others of its libraries'; null for none
     */
    public static void showFrom(org.slf4j.event.@Nullable Level own, org.slf4j.event.@Nullable Level others) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(OWN).setLevel(level(own));
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level(others));
        }
    }

    private static Level level(org.slf4j.event.@Nullable Level level) {
        return level == null ? Level.OFF : Level.convertAnSLF4JLevel(level);
    }

    /** Writes each line as a JSON object from now on. */
    public static void writeJson() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE)
                        instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithMDC(false);
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            console.setEncoder(encoder);
        }
    }

    /** Rafka's own lines from INFO on, others' from WARN on, to the standard output. */
    static void configure(LoggerContext context) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("throwable", ThrowableConverter::new);
        layout.setPattern(PATTERN);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName(CONSOLE);
        console.setEncoder(encoder);
        console.start();
        RepetitionFilter filter = new RepetitionFilter();
        filter.setContext(context);
        filter.start();
        context.addTurboFilter(filter);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        context.getLogger(OWN).setLevel(Level.INFO);
        // Complains whenever two clients share a name, which is harmless: Kafka registers both under it for monitoring.
        context.getLogger("org.apache.kafka.common.utils.AppInfoParser").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.common.utils.internals.AppInfoParser")
                .setLevel(Level.ERROR);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
