package io.rafka.resp;

import static io.rafka.resp.Decoding.bytes;
import static io.rafka.resp.Decoding.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespDecoderTest {
    private static final RespLimits SMALL = new RespLimits(100, 20, 60);

    /** One of everything, each form followed by each other. */
    private static final String PIPELINE = String.join(
            "",
            "*1\r\n$4\r\nPING\r\n",
            "ping\r\n",
            "*3\r\n$6\r\nRPUSHX\r\n$8\r\ntopics:t\r\n$0\r\n\r\n",
            "\r\n",
            "*0\r\n",
            "set \"a b\\r\\n\" 'c'\n",
            "*-1\r\n",
            "*2\r\n$4\r\nEcHo\r\n$6\r\n\r\n*1\0\377\r\n",
            "\n",
            "*5\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n$1\r\ne\r\n",
            "  spaced   out  \r\n",
            "*1\r\n$4\r\nQUIT\r\n");

    private static final List<List<String>> REQUESTS = List.of(
            List.of("PING"),
            List.of("ping"),
            List.of("RPUSHX", "topics:t", ""),
            List.of("set", "a b\r\n", "c"),
            List.of("EcHo", "\r\n*1\0\377"),
            List.of("a", "b", "c", "d", "e"),
            List.of("spaced", "out"),
            List.of("QUIT"));

    @Test
    void readsAPipelineOfEveryForm() {
        Decoding decoding = Decoding.of(SMALL, bytes(PIPELINE));

        assertThat(decoding.requests()).isEqualTo(REQUESTS);
        assertThat(decoding.error()).isNull();
        assertThat(decoding.unread()).isZero();
    }

    @Test
    void readsTheSameWhereverThePacketsAreSplit() {
        byte[] input = bytes(PIPELINE);
        for (int at = 0; at <= input.length; at++) {
            Decoding decoding =
                    Decoding.of(SMALL, Arrays.copyOf(input, at), Arrays.copyOfRange(input, at, input.length));

            assertThat(decoding.requests()).as("split at %d", at).isEqualTo(REQUESTS);
            assertThat(decoding.error()).as("split at %d", at).isNull();
        }
    }

    @Test
    void readsTheSameByteByByte() {
        Decoding decoding = new Decoding(SMALL);
        for (byte next : bytes(PIPELINE)) {
            decoding.feed(next);
        }

        assertThat(decoding.requests()).isEqualTo(REQUESTS);
        assertThat(decoding.error()).isNull();
    }

    @Test
    void givesEachRequestAsSoonAsItIsComplete() {
        Decoding decoding = new Decoding(SMALL);
        byte[] ping = encode("PING");
        for (int i = 0; i < ping.length - 1; i++) {
            decoding.feed(ping[i]);
            assertThat(decoding.requests()).isEmpty();
        }
        decoding.feed(ping[ping.length - 1]);

        assertThat(decoding.requests()).containsExactly(List.of("PING"));
    }

    @Test
    void leavesAtMostAnUnfinishedLineInTheBuffer() {
        Decoding decoding = Decoding.of(SMALL, bytes("*2\r\n$90\r\n" + "x".repeat(80)));

        assertThat(decoding.unread()).isZero();
    }

    @Test
    void keepsEveryByteOfABulkString() {
        StringBuilder every = new StringBuilder();
        for (char letter = 0; letter < 256; letter++) {
            every.append(letter);
        }
        Decoding decoding = Decoding.of(RespLimits.DEFAULT, encode("ECHO", every.toString()));

        assertThat(decoding.requests()).containsExactly(List.of("ECHO", every.toString()));
    }

    @Test
    void readsAnArrayOfManyWords() {
        List<String> words = Collections.nCopies(5_000, "w");

        assertThat(Decoding.of(RespLimits.DEFAULT, encode(words)).requests()).containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*0\r\n", "*-1\r\n", "*-9223372036854775808\r\n", "\r\n", "\n", "   \r\n", "\t\n"})
    void takesEmptyForNoCommand(String nothing) {
        Decoding decoding = Decoding.of(SMALL, bytes(nothing + "PING\r\n"));

        assertThat(decoding.requests()).containsExactly(List.of("PING"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "*\\r\\n, invalid multibulk length",
                "*a\\r\\n, invalid multibulk length",
                "*+1\\r\\n, invalid multibulk length",
                "*01\\r\\n, invalid multibulk length",
                "*1 \\r\\n, invalid multibulk length",
                "*1.0\\r\\n, invalid multibulk length",
                "*21\\r\\n, invalid multibulk length",
                "*9223372036854775807\\r\\n, invalid multibulk length",
                "*99999999999999999999999999\\r\\n, invalid multibulk length",
                "*1\\r\\n:1\\r\\n, `expected '$', got ':'`",
                "*1\\r\\n*1\\r\\n, `expected '$', got '*'`",
                "*1\\r\\nPING\\r\\n, `expected '$', got 'P'`",
                "*2\\r\\n$3\\r\\nfooPING\\r\\n, `expected '$', got 'N'`",
                "*1\\r\\n$\\r\\n, invalid bulk length",
                "*1\\r\\n$a\\r\\n, invalid bulk length",
                "*1\\r\\n$-1\\r\\n, invalid bulk length",
                "*1\\r\\n$-2\\r\\n, invalid bulk length",
                "*1\\r\\n$01\\r\\n, invalid bulk length",
                "*1\\r\\n$+4\\r\\n, invalid bulk length",
                "*1\\r\\n$101\\r\\n, invalid bulk length",
                "*1\\r\\n$2147483648\\r\\n, invalid bulk length",
                "*1\\r\\n$4294967297\\r\\n, invalid bulk length",
                "*1\\r\\n$9223372036854775808\\r\\n, invalid bulk length",
                "`SET \"a\\r\\n`, unbalanced quotes in request",
                "`SET 'a\\r\\n`, unbalanced quotes in request",
                "`SET \"a\"b\\r\\n`, unbalanced quotes in request"
            })
    void refusesWhatIsNotRespInRedisWords(String input, String message) {
        String raw = input.replace("\\r", "\r").replace("\\n", "\n");
        Decoding decoding = Decoding.of(SMALL, encode("PING"), bytes(raw));

        assertThat(decoding.requests()).containsExactly(List.of("PING"));
        assertThat(decoding.error()).isEqualTo(message);
    }

    @Test
    void takesABulkStringOfExactlyTheLimit() {
        String longest = "x".repeat(100);

        assertThat(Decoding.of(SMALL, encode("ECHO", longest)).requests()).containsExactly(List.of("ECHO", longest));
    }

    @Test
    void refusesOneByteMoreBeforeThePayload() {
        assertThat(Decoding.of(SMALL, bytes("*2\r\n$4\r\nECHO\r\n$101\r\n")).error())
                .isEqualTo("invalid bulk length");
    }

    @Test
    void takesTheMostWordsAndRefusesOneMoreBeforeTheFirst() {
        List<String> most = Collections.nCopies(20, "w");

        assertThat(Decoding.of(SMALL, encode(most)).requests()).containsExactly(most);
        assertThat(Decoding.of(SMALL, bytes("*21\r\n")).error()).isEqualTo("invalid multibulk length");
    }

    @Test
    void takesAnInlineCommandOfExactlyTheLimit() {
        String longest = "x".repeat(60);

        assertThat(Decoding.of(SMALL, bytes(longest + "\n")).requests()).containsExactly(List.of(longest));
        assertThat(Decoding.of(SMALL, bytes(longest)).error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", ""})
    void refusesALongerInlineCommandWhetherItsEndHasComeOrNot(String end) {
        assertThat(Decoding.of(SMALL, bytes("x".repeat(61) + end)).error()).isEqualTo("too big inline request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", ""})
    void refusesLengthLinesThatDoNotEnd(String end) {
        String digits = "1".repeat(61);

        assertThat(Decoding.of(SMALL, bytes("*" + digits + end)).error()).isEqualTo("too big mbulk count string");
        assertThat(Decoding.of(SMALL, bytes("*1\r\n$" + digits + end)).error()).isEqualTo("too big bulk count string");
    }

    @Test
    void limitsCanBeRaisedToHalfAGigabyteOnly() {
        assertThat(new RespLimits(512 * 1024 * 1024, 1, 1).maxBulkLength()).isEqualTo(536_870_912);
        assertThatIllegalArgumentException().isThrownBy(() -> new RespLimits(512 * 1024 * 1024 + 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RespLimits(0, 1, 1));
    }

    @Test
    void takesAsMuchAsTheOldServerByDefault() {
        assertThat(Decoding.of(RespLimits.DEFAULT, bytes("*1\r\n$32768000\r\n")).error())
                .isNull();
        assertThat(Decoding.of(RespLimits.DEFAULT, bytes("*1\r\n$32768001\r\n")).error())
                .isEqualTo("invalid bulk length");
    }

    /** As Redis: a client without the password is not to cost memory. */
    @ParameterizedTest
    @CsvSource({"*10, ", "*11, unauthenticated multibulk length"})
    void refusesManyWordsOfAStranger(String header, @Nullable String error) {
        assertThat(errorOfStranger(header)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"$16384, ", "$16385, unauthenticated bulk length", "$32768001, invalid bulk length"})
    void refusesALongWordOfAStranger(String header, @Nullable String error) {
        assertThat(errorOfStranger("*2\r\n$4\r\nAUTH\r\n" + header)).isEqualTo(error);
    }

    private static @Nullable String errorOfStranger(String header) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes(header + "\r\n"));
        RespDecoder decoder =
                new RespDecoder(RespLimits.DEFAULT, new RequestMemory(1), () -> {}, () -> {}, () -> false);
        try {
            decoder.decode(in);
            return null;
        } catch (ProtocolException e) {
            return e.getMessage();
        }
    }

    @Test
    void anErrorCostsNoStackTrace() {
        ByteBuf in = Unpooled.wrappedBuffer(bytes("*x\r\n"));
        RespDecoder decoder = new RespDecoder(SMALL, new RequestMemory(1), () -> {}, () -> {}, () -> true);

        assertThatThrownBy(() -> decoder.decode(in))
                .isInstanceOf(ProtocolException.class)
                .extracting(Throwable::getStackTrace)
                .isEqualTo(new StackTraceElement[0]);
    }
}
