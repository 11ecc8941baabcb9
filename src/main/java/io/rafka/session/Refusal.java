package io.rafka.session;

import java.util.Locale;

/** Why a client is not let in. */
public enum Refusal {
    /** There are {@code maxclients}. */
    MAXCLIENTS,
    /** It is not of this machine, and there is no password: {@code protected-mode}. */
    PROTECTED,
    /** More have come in this second than {@code connection-rate}. */
    RATE;

    /** As metrics tell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
