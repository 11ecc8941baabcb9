package io.rafka.command.statistics;

import io.rafka.command.table.CommandRow;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Is told of every command, and keeps what INFO, SLOWLOG and LATENCY show of them.
 *
 * <p>Threading: each connection's event loop tells of its commands; any thread asks.
 */
public final class CommandLog {
    /** As in Redis: a longer command is cut. */
    private static final int MOST_ARGUMENTS = 32;

    private static final int LONGEST_ARGUMENT = 128;

    private final Supplier<Integer> slowest;
    private final Supplier<Integer> threshold;
    private final Function<Request, List<byte[]>> shownArguments;
    private final CommandStatistics commands;
    private final ErrorStatistics errors = new ErrorStatistics();
    private final RecentErrors recentErrors = new RecentErrors();
    private final DeniedAccess denied = new DeniedAccess();
    private final SlowLog slow;
    private final LatencyMonitor latency = new LatencyMonitor();

    /**
     * A log of nothing so far.
     *
     * @param commandCount how many commands there are
     * @param shownArguments a request's arguments without what nobody else may see
     */
    public CommandLog(ServerConfig config, int commandCount, Function<Request, List<byte[]>> shownArguments) {
        slowest = config.following(ServerSettings.SLOWLOG_LOG_SLOWER_THAN);
        threshold = config.following(ServerSettings.LATENCY_MONITOR_THRESHOLD);
        this.shownArguments = shownArguments;
        commands = new CommandStatistics(commandCount);
        slow = new SlowLog(config);
    }

    /** A command has been answered. */
    public void executed(int number, CommandRow row, Session session, Request request, long nanos, ReplyWriter reply) {
        String error = reply.takeError();
        commands.executed(number, nanos, error != null);
        if (error != null) {
            note(error, row.name(), session);
        }
        int micros = slowest.get();
        if (micros >= 0 && nanos >= TimeUnit.MICROSECONDS.toNanos(micros) && !row.hasFlag("skip_slowlog")) {
            slow.add(
                    Instant.now().getEpochSecond(),
                    TimeUnit.NANOSECONDS.toMicros(nanos),
                    shown(request),
                    session.address(),
                    session.name());
        }
        int millis = threshold.get();
        if (millis > 0 && nanos >= TimeUnit.MILLISECONDS.toNanos(millis)) {
            latency.add(
                    row.hasFlag("fast") ? "fast-command" : "command",
                    new LatencyMonitor.Sample(Instant.now().getEpochSecond(), TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    /** A command has been refused before it was executed. */
    public void refused(int number, CommandRow row, Session session, ReplyWriter reply) {
        commands.rejected(number);
        noteError(row.name(), session, reply);
    }

    /** There is no such command. */
    public void unknown(Session session, ReplyWriter reply) {
        noteError("", session, reply);
    }

    private void noteError(String command, Session session, ReplyWriter reply) {
        String error = reply.takeError();
        if (error != null) {
            note(error, command, session);
        }
    }

    private void note(String error, String command, Session session) {
        errors.count(error);
        recentErrors.add(command, error, session.address(), session.name());
    }

    private List<byte[]> shown(Request request) {
        List<byte[]> words = new ArrayList<>();
        words.add(request.name());
        words.addAll(shownArguments.apply(request));
        List<byte[]> shown = new ArrayList<>();
        for (byte[] word : words.subList(0, Math.min(words.size(), MOST_ARGUMENTS))) {
            shown.add(
                    word.length <= LONGEST_ARGUMENT
                            ? word
                            : cut(word, "... (" + (word.length - LONGEST_ARGUMENT) + " more bytes)"));
        }
        if (words.size() > MOST_ARGUMENTS) {
            String rest = "... (" + (words.size() - MOST_ARGUMENTS + 1) + " more arguments)";
            shown.set(MOST_ARGUMENTS - 1, rest.getBytes(StandardCharsets.US_ASCII));
        }
        return shown;
    }

    private static byte[] cut(byte[] word, String rest) {
        byte[] cut = Arrays.copyOf(word, LONGEST_ARGUMENT + rest.length());
        System.arraycopy(rest.getBytes(StandardCharsets.US_ASCII), 0, cut, LONGEST_ARGUMENT, rest.length());
        return cut;
    }

    /** Calls and times of each command. */
    public CommandStatistics commands() {
        return commands;
    }

    /** What clients were answered that was an error. */
    public ErrorStatistics errors() {
        return errors;
    }

    /** The last of these. */
    public RecentErrors recentErrors() {
        return recentErrors;
    }

    /** What clients were refused because they may not have it. */
    public DeniedAccess denied() {
        return denied;
    }

    /** The slow commands. */
    public SlowLog slow() {
        return slow;
    }

    /** The events of LATENCY. */
    public LatencyMonitor latency() {
        return latency;
    }

    /** Sets the counters to 0. Slow commands and latencies stay; they have resets of their own, as in Redis. */
    public void resetCounters() {
        commands.reset();
        errors.reset();
        recentErrors.reset();
        denied.reset();
    }
}
