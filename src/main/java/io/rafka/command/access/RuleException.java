package io.rafka.command.access;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be applied. The message is one line, in Redis' words, and shows no password. */
public final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String REDACTED = "(redacted)";
    /** As much as Redis repeats of a client's word elsewhere. */
    private static final int LONGEST_SHOWN = 128;

    RuleException(String reason) {
        super(reason);
    }

    /** The message. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** A rule for who has given it: passwords and their hashes are left out, and of a long one its end. */
    static String shown(String rule) {
        // A selector may have several words, and somebody may think that a password could be one of them.
        List<String> words = rule.startsWith("(") ? List.of(rule.split(" ", -1)) : List.of(rule);
        String shown = words.stream().map(RuleException::shownWord).collect(Collectors.joining(" "));
        return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "...";
    }

    private static String shownWord(String word) {
        int at = word.startsWith("(") ? 1 : 0;
        boolean isSecret = word.length() > at + 1 && "<>#!".indexOf(word.charAt(at)) >= 0;
        return isSecret ? word.substring(0, at + 1) + REDACTED : word;
    }

    /**
     * The same for a log: a word that is not written as any rule is may be a password, too, whose first character was
     * forgotten.
     */
    static String shownToOthers(String rule) {
        List<String> words = rule.startsWith("(") ? List.of(rule.substring(1).split(" ", -1)) : List.of(rule);
        String known = words.stream().map(RuleException::knownWord).collect(Collectors.joining(" "));
        return shown(rule.startsWith("(") ? "(" + known : known);
    }

    private static String knownWord(String word) {
        return word.isEmpty() || "+-~%&<>#!".indexOf(word.charAt(0)) < 0 ? REDACTED : word;
    }
}
