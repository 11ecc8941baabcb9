package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types that RESP3 has and RESP2 has not. */
class ReplyWriterTypesTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0.1, -0.1",
        "0, 0",
        "1, 1",
        "-3, -3",
        "3.141, 3.141",
        "99999999999999984, 99999999999999984",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan"
    })
    void aNumberIsToldAsRedisTellsIt(double value, String text) {
        assertThat(written(RespVersion.RESP2, writer -> writer.decimal(value)))
                .isEqualTo("$" + text.length() + "\r\n" + text + "\r\n");
        assertThat(written(RespVersion.RESP3, writer -> writer.decimal(value))).isEqualTo("," + text + "\r\n");
    }

    @Test
    void zeroHasASign() {
        assertThat(written(RespVersion.RESP3, writer -> writer.decimal(-0.0))).isEqualTo(",-0\r\n");
        assertThat(written(RespVersion.RESP2, writer -> writer.decimal(-0.0))).isEqualTo("$2\r\n-0\r\n");
    }

    /** {@code ,[<+|->]<integral>[.<fractional>][<E|e>[sign]<exponent>]}. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e300,
                -1e300,
                1e17,
                1.5e17,
                1e-5,
                1e-300,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                123456789.12345679,
                0.30000000000000004
            })
    void anyNumberIsInTheFormOfTheProtocolAndReadBackTheSame(double value) {
        String line = written(RespVersion.RESP3, writer -> writer.decimal(value));

        assertThat(line).matches(",-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?\r\n");
        assertThat(Double.parseDouble(line.substring(1))).isEqualTo(value);
    }

    @Test
    void aBigNumberHasNoBound() {
        BigInteger value = BigInteger.TEN.pow(40).negate();
        String text = "-1" + "0".repeat(40);

        assertThat(written(RespVersion.RESP2, writer -> writer.bigNumber(value)))
                .isEqualTo("$42\r\n" + text + "\r\n");
        assertThat(written(RespVersion.RESP3, writer -> writer.bigNumber(value)))
                .isEqualTo("(" + text + "\r\n");
    }

    @Test
    void truthIsAnIntegerInResp2() {
        assertThat(written(RespVersion.RESP2, ReplyWriterTypesTest::both)).isEqualTo(":1\r\n:0\r\n");
        assertThat(written(RespVersion.RESP3, ReplyWriterTypesTest::both)).isEqualTo("#t\r\n#f\r\n");
    }

    private static void both(ReplyWriter writer) {
        writer.bool(true);
        writer.bool(false);
    }

    @Test
    void setsAndPushesAreArraysInResp2() {
        assertThat(written(RespVersion.RESP2, writer -> writer.set(3))).isEqualTo("*3\r\n");
        assertThat(written(RespVersion.RESP3, writer -> writer.set(3))).isEqualTo("~3\r\n");
        assertThat(written(RespVersion.RESP2, writer -> writer.push(12))).isEqualTo("*12\r\n");
        assertThat(written(RespVersion.RESP3, writer -> writer.push(12))).isEqualTo(">12\r\n");
    }

    /** Whoever writes one must know whether its pairs are to follow. */
    @Test
    void anAttributeIsNothingInResp2() {
        assertThat(written(RespVersion.RESP2, ReplyWriterTypesTest::attribute)).isEqualTo(":5\r\n");
        assertThat(written(RespVersion.RESP3, ReplyWriterTypesTest::attribute))
                .isEqualTo("|1\r\n$3\r\nttl\r\n:9\r\n:5\r\n");
    }

    private static void attribute(ReplyWriter writer) {
        if (writer.attribute(1)) {
            writer.bulk("ttl");
            writer.integer(9);
        }
        writer.integer(5);
    }

    @Test
    void verbatimTextIsCountedInBytesWithItsFormat() {
        assertThat(written(RespVersion.RESP2, writer -> writer.verbatim("\u20ac\r\n")))
                .isEqualTo("$5\r\n\u00e2\u0082\u00ac\r\n\r\n");
        assertThat(written(RespVersion.RESP3, writer -> writer.verbatim("\u20ac\r\n")))
                .isEqualTo("=9\r\ntxt:\u00e2\u0082\u00ac\r\n\r\n");
    }

    @Test
    void theLastErrorIsTakenOnce() {
        ReplyWriter writer = new ReplyWriter();
        writer.to(Unpooled.buffer());
        assertThat(writer.takeError()).isNull();
        writer.error("ERR one");
        writer.error("PROD two");
        writer.ok();

        assertThat(writer.takeError()).isEqualTo("PROD two");
        assertThat(writer.takeError()).isNull();
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
