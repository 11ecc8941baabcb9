package io.rafka.compat;

import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/** The lines of CLIENT INFO and CLIENT LIST, field by field. */
final class ClientLines {
    /** Fields that came after Redis 7.0; rafka has them in the places where Redis 8 has them. */
    private static final Pattern NEWER =
            Pattern.compile("^(watch|lib-name|lib-ver|io-thread|tot-net-in|tot-net-out|tot-cmds)=.*");

    private ClientLines() {}

    static void compare(Conversation redis, Conversation rafka, SoftAssertions softly) {
        for (String command : List.of("CLIENT INFO", "CLIENT LIST ID {id}")) {
            List<String> theirs = fields(redis.ask(command));
            List<String> ours = fields(rafka.ask(command));
            softly.assertThat(
                            ours.stream().filter(field -> !NEWER.matcher(field).matches()))
                    .as(command)
                    .isEqualTo(theirs);
            softly.assertThat(ours.stream().filter(field -> NEWER.matcher(field).matches()))
                    .as("newer fields of %s", command)
                    .hasSize(7);
        }
    }

    private static List<String> fields(Reply reply) {
        // The end of the line, which is a line feed, stays with the last field.
        return List.of(Reply.masked(reply.text().replaceFirst("\n$", " (end)")).split(" ", -1));
    }
}
