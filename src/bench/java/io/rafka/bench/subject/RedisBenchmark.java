package io.rafka.bench.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redis' own load generator, to check ours.
 *
 * @param connections that it opens
 * @param pipeline commands that it sends at a time
 * @param commands in all
 */
public record RedisBenchmark(int connections, int pipeline, long commands) {
    private static final Pattern RATE = Pattern.compile("([0-9.]+) requests per second");

    /** Whether it is installed. */
    public static boolean isThere() {
        return Program.isThere("redis-benchmark");
    }

    /** Replies a second to this command, from a server on 127.0.0.1. */
    public double perSecond(int port, String... command) {
        List<String> words = new ArrayList<>(List.of(
                "redis-benchmark",
                "-p",
                String.valueOf(port),
                "-c",
                String.valueOf(connections),
                "-P",
                String.valueOf(pipeline),
                "-n",
                String.valueOf(commands),
                "-q"));
        words.addAll(List.of(command));
        String output = Program.run(words);
        Matcher matcher = RATE.matcher(output);
        double last = -1;
        // It writes how far it is over and over, and the result at the end.
        while (matcher.find()) {
            last = Double.parseDouble(matcher.group(1));
        }
        if (last < 0) {
            throw new IllegalStateException("no rate in: " + output);
        }
        return last;
    }
}
