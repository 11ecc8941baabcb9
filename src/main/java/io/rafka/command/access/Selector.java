package io.rafka.command.access;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One set of rules of a user: some commands, on some keys and channels. Immutable; any thread.
 *
 * @see SelectorDraft
 */
public final class Selector {
    private final BitSet allowed;
    private final boolean startsWithAll;
    private final List<String> commandRules;
    private final boolean allKeys;
    private final List<KeyPattern> keys;
    private final boolean allChannels;
    private final List<String> channels;
    private final boolean unlimited;

    /**
     * As a draft has it.
     *
     * @param allowed by the commands' numbers; not changed any more
     * @param size how many commands there are
     * @param startsWithAll whether the rules of commands take away from all, or add to none
     */
    Selector(
            BitSet allowed,
            int size,
            boolean startsWithAll,
            List<String> commandRules,
            boolean allKeys,
            List<KeyPattern> keys,
            boolean allChannels,
            List<String> channels) {
        this.allowed = allowed;
        this.startsWithAll = startsWithAll;
        this.commandRules = List.copyOf(commandRules);
        this.allKeys = allKeys;
        this.keys = List.copyOf(keys);
        this.allChannels = allChannels;
        this.channels = List.copyOf(channels);
        unlimited = allKeys && allChannels && allowed.cardinality() == size;
    }

    BitSet allowed() {
        return (BitSet) allowed.clone();
    }

    boolean startsWithAll() {
        return startsWithAll;
    }

    List<String> commandRules() {
        return commandRules;
    }

    boolean hasAllKeys() {
        return allKeys;
    }

    List<KeyPattern> keyPatterns() {
        return keys;
    }

    boolean hasAllChannels() {
        return allChannels;
    }

    List<String> channelPatterns() {
        return channels;
    }

    /** Whether it allows everything. */
    boolean isUnlimited() {
        return unlimited;
    }

    /** Whether it allows the command of this number. */
    boolean mayRun(int command) {
        return allowed.get(command);
    }

    /** The first of these that it does not allow; null if it allows all. */
    @Nullable Guarded refused(List<Guarded> touched) {
        for (Guarded guarded : touched) {
            if (!mayTouch(guarded)) {
                return guarded;
            }
        }
        return null;
    }

    private boolean mayTouch(Guarded guarded) {
        if (guarded.isKey()) {
            return allKeys || keys.stream().anyMatch(pattern -> pattern.allows(guarded));
        }
        // A pattern is allowed by the same pattern only: whether one glob covers another is not decided.
        return allChannels
                || channels.stream()
                        .anyMatch(pattern -> guarded.kind() == Guarded.Kind.CHANNEL_PATTERN
                                ? pattern.equals(guarded.name())
                                : new GlobPattern(pattern).matches(guarded.name()));
    }

    /** About how many bytes it takes. */
    long memory() {
        long names = keys.stream()
                .mapToLong(pattern -> RuleMemory.of(pattern.text()))
                .sum();
        return RuleMemory.SELECTOR + names + RuleMemory.of(channels) + RuleMemory.of(commandRules);
    }

    /** The rules about commands, in the order in which they hold: {@code -@all +@read}. */
    public String commandText() {
        return Stream.concat(Stream.of(startsWithAll ? "+@all" : "-@all"), commandRules.stream())
                .collect(Collectors.joining(" "));
    }

    /** The patterns of keys: {@code ~topics:* %R~groups:g}; empty if there are none. */
    public String keyText() {
        return allKeys ? "~*" : keys.stream().map(KeyPattern::toString).collect(Collectors.joining(" "));
    }

    /** The patterns of channels; empty if there are none. */
    public String channelText() {
        return allChannels ? "&*" : channels.stream().map("&"::concat).collect(Collectors.joining(" "));
    }

    /** All rules, as Redis writes them into a line. */
    @Override
    public String toString() {
        String channelRules = allChannels ? "&*" : ("resetchannels " + channelText()).strip();
        return (keyText() + " " + channelRules + " " + commandText()).strip();
    }
}
