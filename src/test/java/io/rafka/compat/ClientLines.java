package io.rafka.compat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** The lines of CLIENT INFO and CLIENT LIST, field by field. */
final class ClientLines {
    /** Fields that came after Redis 7.0; rafka has them in the places where Redis 8 has them. */
    private static final Pattern NEWER =
            Pattern.compile("(watch|lib-name|lib-ver|io-thread|tot-net-in|tot-net-out|tot-cmds)=.*");

    private static final int NEWER_FIELDS = 7;

    private static final Pattern CMD = Pattern.compile("cmd=[^ ]*");

    /** Fields of which not only the form must be the same. */
    private static final Pattern SAME =
            Pattern.compile("(name|flags|db|sub|psub|ssub|multi|events|user|redir|resp)=.*");

    /**
     * What a client may have done whose line is looked at. Its {@code cmd} is not: the command that does not exist came
     * last, which for Redis is {@code NULL}.
     */
    private static final List<List<String>> STATES = List.of(
            List.of("PING"),
            List.of("CLIENT ID"),
            List.of("CLIENT SETNAME me"),
            List.of("SELECT 0", "CLIENT SETNAME me", "CLIENT SETNAME \"\""),
            List.of("CLIENT NO-EVICT on"),
            List.of("CLIENT NO-EVICT on", "CLIENT NO-EVICT off"),
            List.of("SUBSCRIBE a b"),
            List.of("PSUBSCRIBE a", "SUBSCRIBE a"),
            List.of("SSUBSCRIBE a"),
            List.of("SUBSCRIBE a", "UNSUBSCRIBE"),
            List.of("SUBSCRIBE a", "PSUBSCRIBE a", "RESET"),
            List.of("CLIENT NO-EVICT on", "PSUBSCRIBE a"),
            List.of("CLIENT SETNAME me", "RESET"),
            List.of("HELLO 3", "SUBSCRIBE a"),
            List.of("HELLO 2 SETNAME me"),
            List.of("MONITOR"));

    private ClientLines() {}

    static void compare(Conversation redis, Conversation rafka, SoftAssertions softly) {
        compare(
                "CLIENT INFO",
                redis.ask("CLIENT INFO").text(),
                rafka.ask("CLIENT INFO").text(),
                softly);
        for (List<String> state : STATES) {
            compare(String.valueOf(state), after(state, redis), after(state, rafka), softly);
        }
    }

    private static String after(List<String> state, Conversation server) {
        server.renew(2);
        server.ask(2, state);
        return CMD.matcher(server.ask("CLIENT LIST ID {id2}").text()).replaceFirst("cmd=");
    }

    private static void compare(String what, String theirs, String ours, SoftAssertions softly) {
        List<String> fields = fields(ours);
        List<String> newer =
                fields.stream().filter(field -> NEWER.matcher(field).matches()).toList();
        List<String> old =
                fields.stream().filter(field -> !newer.contains(field)).toList();
        softly.assertThat(newer).as("newer fields, %s", what).hasSize(NEWER_FIELDS);
        softly.assertThat(masked(old)).as("fields, %s", what).isEqualTo(masked(fields(theirs)));
        softly.assertThat(same(old)).as("values, %s", what).isEqualTo(same(fields(theirs)));
    }

    private static List<String> fields(String line) {
        // The end of the line, which is a line feed, stays with the last field.
        return List.of(line.replaceFirst("\n$", " (end)").split(" ", -1));
    }

    private static List<String> masked(List<String> fields) {
        return fields.stream().map(Reply::masked).toList();
    }

    private static String same(List<String> fields) {
        return fields.stream().filter(field -> SAME.matcher(field).matches()).collect(Collectors.joining(" "));
    }
}
