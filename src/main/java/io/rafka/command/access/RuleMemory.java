package io.rafka.command.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;

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
     * Makes sure that rules are not too many to be looked at. What a user's rights may be passes, however they are
     * written: it is those that are counted exactly.
     *
     * @param words as they were given: each may have several rules, with blanks between
     * @throws RuleException if they are
     */
    static void check(List<String> words) throws RuleException {
        long blanks = 0;
        for (String word : words) {
            blanks += word.chars().filter(letter -> letter == ' ').count();
        }
        check(of(words) + OVERHEAD * blanks, 2 * MOST_OF_ONE);
    }

    /**
     * Makes sure that a user may have these rights.
     *
     * @throws RuleException if not
     */
    static void check(Rights rights) throws RuleException {
        check(rights.memory(), MOST_OF_ONE);
    }

    private static void check(long bytes, long most) throws RuleException {
        if (bytes > most) {
            throw new RuleException("The rules of a user would take more than " + MOST_OF_ONE + " bytes");
        }
    }

    /**
     * Makes sure that there may be these users.
     *
     * @param users by name
     * @throws RuleException if not
     */
    static void checkAll(Map<String, Rights> users) throws RuleException {
        long bytes = 0;
        for (Map.Entry<String, Rights> user : users.entrySet()) {
            bytes += of(user.getKey()) + user.getValue().memory();
        }
        checkAll(bytes);
    }

    /**
     * Makes sure that one of the users may have other rights, or that there may be one more.
     *
     * @param name whose rights they are to be
     * @throws RuleException if not
     */
    static void checkOneMore(Collection<User> users, String name, Rights rights) throws RuleException {
        long bytes = of(name) + rights.memory();
        for (User user : users) {
            if (!user.getName().equals(name)) {
                bytes += of(user.getName()) + user.rights().memory();
            }
        }
        checkAll(bytes);
    }

    private static void checkAll(long bytes) throws RuleException {
        long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        if (bytes > most) {
            throw new RuleException("The rules of all users would take more than " + most + " bytes");
        }
    }
}
