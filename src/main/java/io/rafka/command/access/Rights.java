package io.rafka.command.access;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a user logs in, and what it may do then. Immutable; any thread.
 *
 * @see RightsDraft
 */
public final class Rights {
    private final boolean enabled;
    private final boolean passwordless;
    private final String payload;
    private final List<String> passwords;
    private final List<Selector> selectors;
    private final boolean unlimited;
    private final long memory;

    /**
     * As a draft has it.
     *
     * @param enabled whether the user may log in
     * @param passwordless whether any password will do
     * @param payload the rule about payloads that was given, which has no effect here; empty if there was none
     * @param passwords hashes
     * @param selectors the user's own rules first; at least one
     */
    Rights(boolean enabled, boolean passwordless, String payload, List<String> passwords, List<Selector> selectors) {
        this.enabled = enabled;
        this.passwordless = passwordless;
        this.payload = payload;
        this.passwords = List.copyOf(passwords);
        this.selectors = List.copyOf(selectors);
        unlimited = selectors.stream().anyMatch(Selector::isUnlimited);
        memory = RuleMemory.of(passwords)
                + selectors.stream().mapToLong(Selector::memory).sum();
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Whether any password will do. */
    public boolean isPasswordless() {
        return passwordless;
    }

    /** Whether everybody may be this user without logging in, if it is the default user. */
    public boolean isOpen() {
        return enabled && passwordless;
    }

    String payload() {
        return payload;
    }

    /** The passwords' hashes. */
    public List<String> passwords() {
        return passwords;
    }

    /** The user's own rules first, then its further selectors. */
    public List<Selector> selectors() {
        return selectors;
    }

    /** Whether everything is allowed: nothing need be looked at then. */
    public boolean isUnlimited() {
        return unlimited;
    }

    /** Whether one of its selectors allows the command, on some keys at least. */
    public boolean mayRun(int command) {
        for (Selector selector : selectors) {
            if (selector.mayRun(command)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why the command is not allowed on these; null if it is. One selector has to allow all of it.
     *
     * @param command its number
     * @param name its name
     */
    public @Nullable Denial denial(int command, String name, List<Guarded> touched) {
        Denial denial = new Denial(Denial.Reason.COMMAND, name);
        for (Selector selector : selectors) {
            if (selector.mayRun(command)) {
                Denial own = denial(selector, touched);
                if (own == null) {
                    return null;
                }
                denial = own.reason().isFurtherThan(denial.reason()) ? own : denial;
            }
        }
        return denial;
    }

    /** The same for keys and channels alone, whatever the command. */
    public @Nullable Denial denial(List<Guarded> touched) {
        Denial denial = null;
        for (Selector selector : selectors) {
            denial = denial(selector, touched);
            if (denial == null) {
                return null;
            }
        }
        return denial;
    }

    private static @Nullable Denial denial(Selector selector, List<Guarded> touched) {
        Guarded refused = selector.refused(touched);
        return refused == null
                ? null
                : new Denial(refused.isKey() ? Denial.Reason.KEY : Denial.Reason.CHANNEL, refused.name());
    }

    /** About how many bytes they take. */
    long memory() {
        return memory;
    }

    /** As ACL GETUSER shows them. */
    public List<String> flags() {
        return Stream.of(enabled ? "on" : "off", passwordless ? "nopass" : "", payload)
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    /** All rules, as Redis writes them into a line of an ACL file behind the name. */
    @Override
    public String toString() {
        Stream<String> rules =
                Stream.concat(flags().stream(), passwords.stream().map("#"::concat));
        Stream<String> further = selectors.stream().skip(1).map(selector -> "(" + selector + ")");
        return Stream.concat(Stream.concat(rules, Stream.of(selectors.get(0).toString())), further)
                .collect(Collectors.joining(" "));
    }
}
