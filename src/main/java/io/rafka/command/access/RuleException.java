package io.rafka.command.access;

/** Rules that cannot be applied. The message is one line, in Redis' words, and shows no password. */
public final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    RuleException(String reason) {
        super(reason);
    }

    /** The message. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** A rule for the eyes of others: what may be a password, or its hash, is left out. */
    static String shown(String rule) {
        boolean isSecret = rule.length() > 1 && "<>#!".indexOf(rule.charAt(0)) >= 0;
        return isSecret ? rule.charAt(0) + "(redacted)" : rule;
    }
}
