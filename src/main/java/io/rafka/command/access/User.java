package io.rafka.command.access;

import java.security.Principal;

/**
 * A user, as the connections that are logged in as it have it: what changes its rights holds for them at once.
 *
 * <p>Threading: any thread.
 */
public final class User implements Principal {
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_SHOWN = 64;

    private final String name;
    private volatile Rights rights;

    User(String name, Rights rights) {
        this.name = name;
        this.rights = rights;
    }

    /**
     * Makes sure that a user may have this name: its line must be one that can be read again.
     *
     * @throws RuleException if not
     */
    static void checkName(String name) throws RuleException {
        if (name.isEmpty() || name.chars().anyMatch(letter -> letter == 0 || Character.isWhitespace(letter))) {
            throw new RuleException("Usernames can't contain spaces or null characters");
        }
        if (name.length() > LONGEST_NAME) {
            throw new RuleException("Usernames can't be longer than " + LONGEST_NAME + " characters");
        }
    }

    /** A name for the log, of a user that there need not be: short, on one line, and in quotes. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(name.length(), LONGEST_SHOWN); i++) {
            char letter = name.charAt(i);
            shown.append(letter < ' ' || letter > '~' || letter == '"' ? '?' : letter);
        }
        return shown.append(name.length() > LONGEST_SHOWN ? "...\"" : "\"").toString();
    }

    @Override
    public String getName() {
        return name;
    }

    /** What it may do now. */
    public Rights rights() {
        return rights;
    }

    void rights(Rights changed) {
        rights = changed;
    }

    /** Its line in an ACL file. */
    @Override
    public String toString() {
        return "user " + name + " " + rights;
    }
}
