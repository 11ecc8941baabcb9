package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyWriterTest {
    static Stream<Arguments> replies() {
        return Stream.of(
                same(ReplyWriter::ok, "+OK\r\n"),
                same(writer -> writer.simple("PONG"), "+PONG\r\n"),
                same(writer -> writer.error("ERR no"), "-ERR no\r\n"),
                same(writer -> writer.error(Decoding.bytes("ERR \u00ff")), "-ERR \u00ff\r\n"),
                same(writer -> writer.error("ERR a\r\n+OK\r\n\nb"), "-ERR a  +OK   b\r\n"),
                same(writer -> writer.error(Decoding.bytes("a\rb\nc")), "-a b c\r\n"),
                same(writer -> writer.simple("a\r\n:1"), "+a  :1\r\n"),
                same(writer -> writer.integer(0), ":0\r\n"),
                same(writer -> writer.integer(1), ":1\r\n"),
                same(writer -> writer.integer(9), ":9\r\n"),
                same(writer -> writer.integer(10), ":10\r\n"),
                same(writer -> writer.integer(-1), ":-1\r\n"),
                same(writer -> writer.integer(1_000_200), ":1000200\r\n"),
                same(writer -> writer.integer(Long.MAX_VALUE), ":9223372036854775807\r\n"),
                same(writer -> writer.integer(Long.MIN_VALUE), ":-9223372036854775808\r\n"),
                same(writer -> writer.bulk(""), "$0\r\n\r\n"),
                same(writer -> writer.bulk(Decoding.bytes("a\r\n\0\u00ff")), "$5\r\na\r\n\0\u00ff\r\n"),
                same(writer -> writer.bulk("\u20ac"), "$3\r\n\u00e2\u0082\u00ac\r\n"),
                same(writer -> writer.bulk("0123456789"), "$10\r\n0123456789\r\n"),
                same(writer -> writer.array(0), "*0\r\n"),
                same(writer -> writer.array(12), "*12\r\n"),
                reply(ReplyWriter::nullBulk, "$-1\r\n", "_\r\n"),
                reply(ReplyWriter::nullArray, "*-1\r\n", "_\r\n"),
                reply(writer -> writer.map(0), "*0\r\n", "%0\r\n"),
                reply(writer -> writer.map(7), "*14\r\n", "%7\r\n"),
                reply(writer -> writer.map(Integer.MAX_VALUE), "*4294967294\r\n", "%2147483647\r\n"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void writesEachReplyInTheConnectionsVersion(Consumer<ReplyWriter> reply, String resp2, String resp3) {
        assertThat(written(RespVersion.RESP2, reply)).isEqualTo(resp2);
        assertThat(written(RespVersion.RESP3, reply)).isEqualTo(resp3);
    }

    @Test
    void startsWithTheOldVersion() {
        assertThat(new ReplyWriter().version()).isEqualTo(RespVersion.RESP2);
    }

    @Test
    void writesIntoTheBufferItWasGivenLast() {
        ByteBuf first = Unpooled.buffer();
        ByteBuf second = Unpooled.buffer();
        ReplyWriter writer = new ReplyWriter();
        writer.to(first);
        writer.integer(1);
        writer.to(second);
        writer.integer(2);
        writer.integer(30);

        assertThat(first.toString(StandardCharsets.ISO_8859_1)).isEqualTo(":1\r\n");
        assertThat(second.toString(StandardCharsets.ISO_8859_1)).isEqualTo(":2\r\n:30\r\n");
    }

    private static Arguments same(Consumer<ReplyWriter> reply, String expected) {
        return reply(reply, expected, expected);
    }

    private static Arguments reply(Consumer<ReplyWriter> reply, String resp2, String resp3) {
        return Arguments.of(reply, resp2, resp3);
    }

    private static String written(RespVersion version, Consumer<ReplyWriter> reply) {
        ByteBuf out = Unpooled.buffer();
        ReplyWriter writer = new ReplyWriter();
        writer.version(version);
        writer.to(out);
        reply.accept(writer);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
