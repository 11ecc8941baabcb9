package io.rafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.protocol.Script.Kind;
import io.rafka.protocol.Script.Step;
import io.rafka.testing.Door;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays one script, with its commands sent in one way. */
final class ScriptRun implements AutoCloseable {
    /** How commands are put on the wire. The replies must be the same. */
    enum Wire {
        ARRAYS,
        INLINE,
        BYTE_BY_BYTE,
        /** All commands up to the next step of another connection first, then all replies. */
        PIPELINED
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(#?)([a-z]+[0-9]?)}");

    private final RafkaTester rafka;
    private final Door door;
    private final Wire wire;
    private final Map<Integer, RawClient> connections = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();

    ScriptRun(RafkaTester rafka, Door door, Wire wire) {
        this.rafka = rafka;
        this.door = door;
        this.wire = wire;
    }

    void play(Script script) {
        List<Step> steps = script.steps();
        for (int from = 0; from < steps.size(); ) {
            int to = from + 1;
            while (wire == Wire.PIPELINED && to < steps.size() && continues(steps.get(from), steps.get(to))) {
                to++;
            }
            List<Step> batch = steps.subList(from, to);
            if (batch.size() > 1) {
                StringBuilder all = new StringBuilder();
                batch.stream().filter(step -> isSent(step.kind())).forEach(step -> all.append(bytes(step)));
                connection(batch.get(0)).send(all.toString());
                batch.stream().filter(step -> !isSent(step.kind())).forEach(this::play);
            } else {
                play(batch.get(0));
            }
            from = to;
        }
    }

    /** Whether a step belongs to the same batch of a pipeline. */
    private static boolean continues(Step first, Step next) {
        return isSent(first.kind()) && next.connection() == first.connection() && (isSent(next.kind()) || isRead(next));
    }

    private static boolean isSent(Kind kind) {
        return kind == Kind.SEND || kind == Kind.RAW;
    }

    private static boolean isRead(Step step) {
        return step.kind() == Kind.EXPECT || step.kind() == Kind.EXPECT_PATTERN;
    }

    private void play(Step step) {
        String where = "line " + step.line();
        switch (step.kind()) {
            case TOPIC -> {
                String[] parts = step.text().split(" ", -1);
                names.put(parts[0], rafka.createTopic(parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 1));
            }
            case SEND, RAW -> {
                if (wire == Wire.BYTE_BY_BYTE) {
                    connection(step).sendByteByByte(bytes(step));
                } else {
                    connection(step).send(bytes(step));
                }
            }
            case EXPECT -> {
                String expected = Escapes.decode(fill(step.text())) + "\r\n";
                assertThat(connection(step).read(expected.length())).as(where).isEqualTo(expected);
            }
            case EXPECT_PATTERN ->
                assertThat(connection(step).readLine()).as(where).matches(fill(step.text()) + "\r\n");
            case EXPECT_END -> assertThat(connection(step).isAtEnd()).as(where).isTrue();
            case CLOSE -> connection(step).close();
            case RESET -> connection(step).reset();
        }
    }

    private String bytes(Step step) {
        String text = fill(step.text());
        if (step.kind() == Kind.RAW) {
            return Escapes.decode(text);
        }
        return wire == Wire.INLINE
                ? text + "\r\n"
                : RawClient.array(Words.split(text).toArray(String[]::new));
    }

    private RawClient connection(Step step) {
        return connections.computeIfAbsent(step.connection(), number -> door.connect());
    }

    /**
     * Puts names in: {@code {t}} is a topic or any unique name, {@code {#t}} its length, {@code {addr1}} an address.
     */
    private String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String name = match.group(2);
            String value = name.startsWith("addr")
                    ? connections
                            .computeIfAbsent(Integer.parseInt(name.substring(4)), number -> door.connect())
                            .address()
                    : names.computeIfAbsent(name, RafkaTester::unique);
            return Matcher.quoteReplacement(match.group(1).isEmpty() ? value : String.valueOf(value.length()));
        });
    }

    @Override
    public void close() {
        connections.values().forEach(RawClient::close);
    }
}
