import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** A message that BLPOP gave. Its text has a character for each byte of its value. */
record Message(String topic, long partition, long offset, String text) {
    static Message of(List<?> reply) {
        Check.equal("elements of BLPOP's reply", 8, reply.size());
        List<String> names = List.of(text(reply, 0), text(reply, 2), text(reply, 4), text(reply, 6));
        Check.equal("names in BLPOP's reply", List.of("topic", "partition", "offset", "value"), names);
        return new Message(text(reply, 1), (Long) reply.get(3), (Long) reply.get(5), text(reply, 7));
    }

    String acknowledgement() {
        return topic + ":" + partition + ":" + offset;
    }

    private static String text(List<?> reply, int index) {
        return new String((byte[]) reply.get(index), ISO_8859_1);
    }
}
