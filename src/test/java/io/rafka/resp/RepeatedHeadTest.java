package io.rafka.resp;

import static io.rafka.resp.Decoding.bytes;
import static io.rafka.resp.Decoding.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that begin alike: read as any others, whatever is remembered of those before. */
class RepeatedHeadTest {
    private static final int OFTEN = 20;

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
    @ValueSource(ints = {200, RepeatedHead.LONGEST - 30, RepeatedHead.LONGEST - 20, RepeatedHead.LONGEST, 5_000})
    void readsHeadsOfAnyLength(int length) {
        List<List<String>> commands = often(List.of(List.of("ECHO", "x".repeat(length), "y")));

        assertThat(Decoding.of(RespLimits.DEFAULT, pipeline(commands)).requests())
                .isEqualTo(commands);
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

    @Test
    void remembersNothingOfStrangers() throws ProtocolException {
        RespDecoder stranger = decoder(() -> false);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            requests.add(decode(stranger, encode("HELLO", "3", "AUTH", "default", "secret", "SETNAME", "x")));
        }

        assertThat(requests.get(OFTEN - 1).argument(3))
                .isNotSameAs(requests.get(OFTEN - 2).argument(3));
    }

    @Test
    void letsStrangersSendNoMoreThanBefore() throws ProtocolException {
        String[] many = IntStream.range(0, 11).mapToObj(String::valueOf).toArray(String[]::new);
        remember(many);

        assertThatThrownBy(() -> decode(decoder(() -> false), encode(many)))
                .hasMessage("unauthenticated multibulk length");
    }
}
