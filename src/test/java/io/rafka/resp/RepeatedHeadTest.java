package io.rafka.resp;

import static io.rafka.resp.Decoding.bytes;
import static io.rafka.resp.Decoding.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that begin alike: read as any others, whatever is remembered of those before. */
class RepeatedHeadTest {
    private static final int OFTEN = 20;

    @BeforeEach
    void forget() {
        RepeatedHead.ofThread().forget();
    }

    private static RespDecoder decoder(BooleanSupplier trusted) {
        return new RespDecoder(RespLimits.DEFAULT, new RequestMemory(1 << 20), () -> {}, () -> {}, trusted);
    }

    private static List<List<String>> often(List<List<String>> commands) {
        return Collections.nCopies(OFTEN, commands).stream()
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }

    private static byte[] pipeline(List<List<String>> commands) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        commands.forEach(command -> all.writeBytes(encode(command)));
        return all.toByteArray();
    }

    private static Request decode(RespDecoder decoder, byte[] command) throws ProtocolException {
        Request request = Objects.requireNonNull(decoder.decode(Unpooled.wrappedBuffer(command)));
        decoder.release();
        return request;
    }

    private static void remember(String... words) throws ProtocolException {
        RespDecoder decoder = decoder(() -> true);
        for (int i = 0; i < OFTEN; i++) {
            decode(decoder, encode(words));
        }
    }

    @Test
    void sharesTheWordsOfTheHeadAndOnlyThose() throws ProtocolException {
        remember("RPUSHX", "topics:shared", "v");

        Request one = decode(decoder(() -> true), encode("RPUSHX", "topics:shared", "value 1"));
        Request other = decode(decoder(() -> true), encode("RPUSHX", "topics:shared", "value 2"));

        assertThat(one.argument(0)).isSameAs(other.argument(0));
        assertThat(one.text(1)).isEqualTo("value 1");
        assertThat(other.text(1)).isEqualTo("value 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "a longer value\r\n$1\r\n"})
    void readsTheSameWhereverThePacketsAreSplit(String value) throws ProtocolException {
        List<List<String>> commands =
                List.of(List.of("RPUSHX", "topics:t", value), List.of("RPUSHX", "topics:t", "x"), List.of("PING"));
        remember("RPUSHX", "topics:t", "v");
        byte[] input = pipeline(commands);
        for (int at = 0; at <= input.length; at++) {
            Decoding decoding = Decoding.of(
                    RespLimits.DEFAULT, Arrays.copyOf(input, at), Arrays.copyOfRange(input, at, input.length));

            assertThat(decoding.requests()).as("split at %d", at).isEqualTo(commands);
        }
    }

    @Test
    void tellsHeadsApartByEachOfTheirBytes() throws ProtocolException {
        byte[] known = encode("RPUSHX", "topics:abcdefgh", "v");
        int head = known.length - "$1\r\nv\r\n".length();
        int name = new String(known, StandardCharsets.ISO_8859_1).indexOf("topics:");
        for (int at = name; at < head - 2; at++) {
            remember("RPUSHX", "topics:abcdefgh", "v");
            byte[] another = known.clone();
            another[at]++;

            String word = decode(decoder(() -> true), another).text(0);

            assertThat(bytes(word)).isEqualTo(Arrays.copyOfRange(another, name, head - 2));
        }
    }

    @Test
    void readsCommandsThatTakeTurns() {
        List<List<String>> commands = often(List.of(
                List.of("RPUSHX", "topics:a", "1"),
                List.of("RPUSHX", "topics:b", "2"),
                List.of("PING"),
                List.of("BLPOP", "topics:a", "0"),
                List.of("rpushx", "topics:a", "3"),
                List.of("RPUSHX", "topics:a:key", "4"),
                List.of("RPUSHX", "topics:a"),
                List.of("RPUSHX", "topics:a", "5", "6")));

        assertThat(Decoding.of(RespLimits.DEFAULT, pipeline(commands)).requests())
                .isEqualTo(commands);
    }

    @Test
    void readsInlineCommandsInBetween() {
        String each = "*3\r\n$6\r\nRPUSHX\r\n$8\r\ntopics:t\r\n$1\r\nv\r\nping\r\n\r\n*0\r\n";

        assertThat(Decoding.of(RespLimits.DEFAULT, bytes(each.repeat(OFTEN))).requests())
                .isEqualTo(often(List.of(List.of("RPUSHX", "topics:t", "v"), List.of("ping"))));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "234, true", "235, false", "236, false", "5000, false"})
    void remembersShortHeadsOnly(int length, boolean remembered) throws ProtocolException {
        String[] command = {"ECHO", "x".repeat(length), "y"};

        assertThat(isShared(() -> true, command)).isEqualTo(remembered);
    }

    @ParameterizedTest
    @CsvSource({
        "RPUSHX topics:t v, true",
        "BLPOP topics:{\"sasl.password\":\"secret\"}:t 0, false",
        "CONFIG SET requirepass secret maxclients 100, false",
        "HELLO 3 AUTH default secret SETNAME x, false",
        "PING x, false",
    })
    void remembersNothingThatMayHaveASecretInIt(String command, boolean remembered) throws ProtocolException {
        assertThat(isShared(() -> true, command.split(" "))).isEqualTo(remembered);
    }

    @Test
    void remembersNothingOfStrangers() throws ProtocolException {
        assertThat(isShared(() -> false, "RPUSHX", "topics:t", "v")).isFalse();
    }

    @Test
    void remembersWhatComesMoreOften() throws ProtocolException {
        remember("RPUSHX", "topics:seldom", "v");
        RespDecoder decoder = decoder(() -> true);
        for (int round = 0; round < RepeatedHead.MISSES; round++) {
            decode(decoder, encode("RPUSHX", "topics:seldom", "v"));
            for (int i = 0; i < 3; i++) {
                decode(decoder, encode("RPUSHX", "topics:often", "v"));
            }
        }

        assertThat(isShared(() -> false, "RPUSHX", "topics:often", "v")).isTrue();
    }

    @Test
    void staysWithItThroughAFewOthers() throws ProtocolException {
        remember("RPUSHX", "topics:t", "v");
        RespDecoder decoder = decoder(() -> true);
        for (int i = 1; i < RepeatedHead.MISSES; i++) {
            decode(decoder, encode("RPUSHX", "topics:" + i, "v"));
        }

        assertThat(isShared(() -> false, "RPUSHX", "topics:t", "v")).isTrue();
    }

    /** Whether two requests of the same command, after many, have the same words but for the last. */
    private static boolean isShared(BooleanSupplier trusted, String... command) throws ProtocolException {
        RespDecoder decoder = decoder(trusted);
        for (int i = 0; i < OFTEN; i++) {
            decode(decoder, encode(command));
        }
        byte[] earlier = decode(decoder, encode(command)).name();
        return earlier == decode(decoder, encode(command)).name();
    }

    @Test
    void takesAsMuchMemoryForAHeadThatIsKnown() throws ProtocolException {
        byte[] begin = bytes("*3\r\n$6\r\nRPUSHX\r\n$8\r\ntopics:m\r\n$5\r\nva");
        RespDecoder first = decoder(() -> true);
        first.decode(Unpooled.wrappedBuffer(Arrays.copyOf(begin, 10)));
        first.decode(Unpooled.wrappedBuffer(Arrays.copyOfRange(begin, 10, begin.length)));
        remember("RPUSHX", "topics:m", "v");
        RespDecoder second = decoder(() -> true);
        second.decode(Unpooled.wrappedBuffer(begin));

        assertThat(first.unfinished()).isPositive();
        assertThat(second.unfinished()).isEqualTo(first.unfinished());
    }
}
