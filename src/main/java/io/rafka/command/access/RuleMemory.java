package io.rafka.command.access;

import java.util.Collection;
import java.util.List;

/**
 * What bounds users and their rules. Who makes them is an administrator; but each command of a user is held against all
 * of its patterns, and a script that goes wrong should not take the memory of all.
 */
final class RuleMemory {
    /** What a selector takes beside its rules, about, in bytes. */
    static final long SELECTOR = 500;

    /** What the rules of one user may take, in bytes. */
    static final long MOST_OF_ONE = 262_144;

    /** What all users may take: this part of the heap. */
    private static final long PART_OF_HEAP = 16;

    /** What a name or a rule takes beside its letters, about, in bytes. */
    private static final long OVERHEAD = 100;

    private RuleMemory() {}

    static long of(String rule) {
        return OVERHEAD + rule.length();
    }

    static long of(Collection<String> rules) {
        return rules.stream().mapToLong(RuleMemory::of).sum();
    }

    /**
     * Makes sure that rules are not too many to be looked at.
     *
     * @param words as they were given: each may have several rules, with blanks between
     * @throws RuleException if they are
     */
    static void check(List<String> words) throws RuleException {
        long blanks = 0;
        for (String word : words) {
            blanks += word.chars().filter(letter -> letter == ' ').count();
        }
        check(of(words) + OVERHEAD * blanks);
    }

    /**
     * Makes sure that a user may have these rights.
     *
     * @throws RuleException if not
     */
    static void check(Rights rights) throws RuleException {
        check(rights.memory());
    }

    private static void check(long bytes) throws RuleException {
        if (bytes > MOST_OF_ONE) {
            throw new RuleException("The rules of a user would take more than " + MOST_OF_ONE + " bytes");
        }
    }

    /**
     * Makes sure that there may be so many users.
     *
     * @throws RuleException if not
     */
    static void checkAll(Collection<User> users) throws RuleException {
        long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        long bytes = 0;
        for (User user : users) {
            bytes += of(user.getName()) + user.rights().memory();
        }
        if (bytes > most) {
            throw new RuleException("The rules of all users would take more than " + most + " bytes");
        }
    }
}
