package io.rafka.command.access;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A selector to which rules are applied, one after the other. One thread.
 *
 * <p>The rules about commands are kept as they were given, as Redis does it from 7.2 on: one that says again what an
 * earlier one said takes its place, so they cannot grow without end.
 */
final class SelectorDraft {
    static final String SYNTAX = "Syntax error";
    private static final String ALL = "*";

    private final CommandSets sets;
    private final BitSet allowed;
    private final Set<String> commandRules;
    private final List<KeyPattern> keys;
    private final List<String> channels;
    private boolean startsWithAll;
    private boolean allKeys;
    private boolean allChannels;

    /** One that allows nothing, or all channels if that is the default. */
    SelectorDraft(CommandSets sets, boolean allChannels) {
        this.sets = sets;
        this.allChannels = allChannels;
        allowed = new BitSet(sets.size());
        commandRules = new LinkedHashSet<>();
        keys = new ArrayList<>();
        channels = new ArrayList<>();
    }

    /** One that begins as another is. */
    SelectorDraft(CommandSets sets, Selector start) {
        this.sets = sets;
        allowed = start.allowed();
        commandRules = new LinkedHashSet<>(start.commandRules());
        keys = new ArrayList<>(start.keyPatterns());
        channels = new ArrayList<>(start.channelPatterns());
        startsWithAll = start.startsWithAll();
        allKeys = start.hasAllKeys();
        allChannels = start.hasAllChannels();
    }

    Selector finished() {
        return new Selector(
                (BitSet) allowed.clone(),
                sets.size(),
                startsWithAll,
                List.copyOf(commandRules),
                allKeys,
                keys,
                allChannels,
                channels);
    }

    /** @throws RuleException if it is no rule of a selector */
    void apply(String rule) throws RuleException {
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "allkeys", "~*" -> allKeys();
            case "resetkeys" -> {
                keys.clear();
                allKeys = false;
            }
            case "allchannels", "&*" -> {
                channels.clear();
                allChannels = true;
            }
            case "resetchannels" -> {
                channels.clear();
                allChannels = false;
            }
            case "allcommands", "+@all" -> all(true);
            case "nocommands", "-@all" -> all(false);
            default -> applyToSome(rule);
        }
    }

    private void all(boolean allow) {
        startsWithAll = allow;
        commandRules.clear();
        allowed.set(0, sets.size(), allow);
    }

    private void applyToSome(String rule) throws RuleException {
        char first = rule.isEmpty() ? ' ' : rule.charAt(0);
        // What is written into lines and split at blanks must not have any.
        if (rule.chars().anyMatch(letter -> letter == 0 || Character.isWhitespace(letter))) {
            throw new RuleException(SYNTAX);
        }
        switch (first) {
            case '~' -> addKeys(rule.substring(1), Access.BOTH);
            case '%' -> {
                int tilde = rule.indexOf('~');
                addKeys(rule.substring(tilde + 1), access(rule.substring(1, Math.max(1, tilde))));
            }
            case '&' -> addChannel(rule.substring(1));
            case '+', '-' -> change(rule.substring(1).toLowerCase(Locale.ROOT), first == '+');
            default -> throw new RuleException(SYNTAX);
        }
    }

    private static Access access(String letters) throws RuleException {
        return switch (letters.toUpperCase(Locale.ROOT)) {
            case "R" -> Access.READ;
            case "W" -> Access.WRITE;
            case "RW", "WR" -> Access.BOTH;
            default -> throw new RuleException(SYNTAX);
        };
    }

    private void addKeys(String pattern, Access access) throws RuleException {
        if (allKeys) {
            throw new RuleException("Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does"
                    + " not have any effect. Try 'resetkeys' to start with an empty list of patterns");
        }
        int place = 0;
        while (place < keys.size() && !keys.get(place).text().equals(pattern)) {
            place++;
        }
        Access both = place < keys.size() ? keys.get(place).access().or(access) : access;
        if (pattern.equals(ALL) && both == Access.BOTH) {
            // The same as ~*, as which it would be written: another pattern behind that could not be read again.
            allKeys();
        } else if (place < keys.size()) {
            keys.set(place, new KeyPattern(pattern, both));
        } else {
            keys.add(new KeyPattern(pattern, both));
        }
    }

    private void allKeys() {
        keys.clear();
        allKeys = true;
    }

    private void addChannel(String pattern) throws RuleException {
        if (allChannels) {
            throw new RuleException("Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and"
                    + " does not have any effect. Try 'resetchannels' to start with an empty list of channels");
        }
        if (!channels.contains(pattern)) {
            channels.add(pattern);
        }
    }

    private void change(String name, boolean allow) throws RuleException {
        BitSet commands = name.startsWith("@") ? sets.category(name.substring(1)) : sets.command(name);
        if (commands == null) {
            throw new RuleException("Unknown command or category name in ACL");
        }
        if (allow) {
            allowed.or(commands);
        } else {
            allowed.andNot(commands);
        }
        commandRules.removeIf(rule -> {
            String other = rule.substring(1);
            return other.equals(name) || other.startsWith(name + "|");
        });
        commandRules.add((allow ? "+" : "-") + name);
    }
}
