package io.rafka.session;

/**
 * For how long a connection has been idle, as seen by those who look now and then. What comes from the client only
 * leaves a mark, so that it need not ask for the time. The connection's event loop only.
 */
final class Idleness {
    private boolean active = true;
    private long since;

    /** Something has come from the client. */
    void end() {
        active = true;
    }

    /**
     * Whether nothing has come and nothing was to be done for so long. Idle times begin when this is called first after
     * something has come.
     *
     * @param busy whether something is to be done now
     * @param now {@link System#nanoTime}
     */
    boolean hasLasted(long nanos, long now, boolean busy) {
        if (busy) {
            // Also for the time to come: what is done now may end before the next look.
            active = true;
            return false;
        }
        if (active) {
            active = false;
            since = now;
            return false;
        }
        return now - since >= nanos;
    }
}
