package io.rafka.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** What COMMAND INFO says of each command of rafka that Redis has too. */
final class CommandRows {
    /** Where in a row of COMMAND INFO it is. The tips, at 7, are for clients of a cluster; rafka gives none. */
    private static final Map<String, Integer> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("arity", 1);
        FIELDS.put("flags", 2);
        FIELDS.put("first", 3);
        FIELDS.put("last", 4);
        FIELDS.put("step", 5);
        FIELDS.put("categories", 6);
        FIELDS.put("keys", 8);
    }

    private CommandRows() {}

    static void compare(Conversation redis, Conversation rafka, Differences known, SoftAssertions softly) {
        for (String name : rafka.ask("COMMAND LIST").texts()) {
            Reply theirs = redis.ask("COMMAND INFO " + name).elements().get(0);
            Reply ours = rafka.ask("COMMAND INFO " + name).elements().get(0);
            if (theirs.isNull()) {
                softly.assertThat(known.isKnown(name, "name"))
                        .as("%s is not in Redis", name)
                        .isTrue();
                continue;
            }
            FIELDS.forEach((field, at) -> {
                String expected = theirs.elements().get(at).exact();
                String actual = ours.elements().get(at).exact();
                if (!actual.equals(expected) && !known.isKnown(name, field)) {
                    softly.assertThat(actual).as("%s, %s", name, field).isEqualTo(expected);
                }
            });
        }
        softly.assertThat(known.unmet()).as("not different any more").isEmpty();
    }

    /** A word too few and a word too many for each command. */
    static void compareRefusals(Conversation redis, Conversation rafka, SoftAssertions softly) {
        for (String name : rafka.ask("COMMAND LIST").texts()) {
            Reply theirs = redis.ask("COMMAND INFO " + name).elements().get(0);
            Reply ours = rafka.ask("COMMAND INFO " + name).elements().get(0);
            if (!theirs.isNull() && arity(theirs) == arity(ours)) {
                for (String command : refused(name, arity(theirs))) {
                    softly.assertThat(rafka.ask(command).exact())
                            .as(command)
                            .isEqualTo(redis.ask(command).exact());
                }
            }
        }
    }

    private static int arity(Reply row) {
        return Integer.parseInt(row.elements().get(1).text());
    }

    private static List<String> refused(String name, int arity) {
        String words = name.replace('|', ' ');
        int spare = Math.abs(arity) - words.split(" ", -1).length;
        List<String> refused = new ArrayList<>();
        if (spare > 0) {
            refused.add(words + " x".repeat(spare - 1));
        }
        if (arity > 0) {
            refused.add(words + " x".repeat(spare + 1));
        }
        return refused;
    }
}
