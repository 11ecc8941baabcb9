package io.rafka.command.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the answer to a failed login is held back: twice as long with each that came from the same address shortly
 * before, so that passwords are not found out by trying them. Knows a fixed number of addresses.
 *
 * <p>Threading: any thread; a short lock, and failed logins are rare or slow.
 */
public final class FailedLogins {
    /** In milliseconds. */
    static final long SHORTEST = 50;

    /** In milliseconds. */
    static final long LONGEST = 3_000;

    static final int MOST_ADDRESSES = 1_000;
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);

    private record Failures(long delay, long last) {}

    /** Those that failed last are at the end. */
    private final Map<String, Failures> byHost = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Notes a failed login.
     *
     * @param address of the client; its port makes no difference
     * @param now by {@link System#nanoTime}
     * @return in milliseconds
     */
    public synchronized long delay(String address, long now) {
        String host = address.substring(0, Math.max(0, address.lastIndexOf(':')));
        Failures before = byHost.get(host);
        long delay =
                before != null && now - before.last() < FORGOTTEN ? Math.min(2 * before.delay(), LONGEST) : SHORTEST;
        byHost.put(host, new Failures(delay, now));
        if (byHost.size() > MOST_ADDRESSES) {
            byHost.remove(byHost.keySet().iterator().next());
        }
        return delay;
    }
}
