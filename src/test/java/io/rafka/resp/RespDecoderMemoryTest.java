package io.rafka.resp;

import static io.rafka.resp.Decoding.bytes;
import static io.rafka.resp.Decoding.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections that share a memory too small for all of them. */
class RespDecoderMemoryTest {
    private static final int LIMIT = 200_000;
    private static final String BIG = "b".repeat(150_000);

    private final RequestMemory memory = new RequestMemory(LIMIT);
    private final AtomicInteger calls = new AtomicInteger();
    private final RespDecoder first = new RespDecoder(RespLimits.DEFAULT, memory, () -> {}, () -> {}, () -> true);
    private final RespDecoder second =
            new RespDecoder(RespLimits.DEFAULT, memory, calls::incrementAndGet, () -> {}, () -> true);

    @Test
    void smallCommandsDrawNothing() throws ProtocolException {
        decode(first, buffer(encode("RPUSHX", "topics:t", "x".repeat(10_000))));

        assertThat(memory.used()).isZero();
    }

    @Test
    void aBigCommandHoldsItsMemoryUntilItIsReleased() throws ProtocolException {
        decode(first, buffer(encode("ECHO", BIG)));
        assertThat(memory.used()).isBetween((long) BIG.length() - 16 * 1024, (long) LIMIT);

        first.release();
        assertThat(memory.used()).isZero();
    }

    @Test
    void manySmallWordsAreCountedToo() throws ProtocolException {
        decode(first, buffer(encode(Collections.nCopies(2_000, ""))));

        assertThat(memory.used()).isPositive();
    }

    @Test
    void whoFindsNoRoomWaitsAndGoesOnAfterARelease() throws ProtocolException {
        decode(first, buffer(encode("ECHO", BIG)));
        ByteBuf in = buffer(encode("ECHO", BIG));

        assertThat(second.decode(in)).isNull();
        assertThat(second.isWaitingForMemory()).isTrue();
        assertThat(second.decode(in)).as("asking again does not help").isNull();
        assertThat(calls).hasValue(0);

        first.release();
        assertThat(calls).hasValue(1);
        assertThat(second.isWaitingForMemory()).isFalse();
        assertThat(Decoding.words(decode(second, in))).isEqualTo(List.of("ECHO", BIG));
    }

    @Test
    void whoWaitsCanLeave() throws ProtocolException {
        decode(first, buffer(encode("ECHO", BIG)));
        assertThat(second.decode(buffer(encode("ECHO", BIG)))).isNull();

        second.release();
        assertThat(second.isWaitingForMemory()).isFalse();
        first.release();
        assertThat(memory.used()).isZero();
        assertThat(calls).hasValue(0);
    }

    @Test
    void smallCommandsGoOnWhileTheMemoryIsFull() throws ProtocolException {
        decode(first, buffer(encode("ECHO", BIG)));

        assertThat(Decoding.words(decode(second, buffer(encode("PING"))))).isEqualTo(List.of("PING"));
    }

    @Test
    void aCommandAboveTheWholeMemoryIsTakenWhenNothingElseIsHeld() throws ProtocolException {
        String huge = "h".repeat(2 * LIMIT);

        assertThat(Decoding.words(decode(first, buffer(encode("ECHO", huge))))).isEqualTo(List.of("ECHO", huge));
    }

    @Test
    void anAnnouncementAloneTakesNoMemory() throws ProtocolException {
        assertThat(first.decode(buffer(bytes("*2\r\n$4\r\nECHO\r\n$150000\r\nabc"))))
                .isNull();

        assertThat(memory.used()).isZero();
        assertThat(Decoding.words(decode(second, buffer(encode("ECHO", BIG))))).isEqualTo(List.of("ECHO", BIG));
    }

    /** Two of these could otherwise wait for each other for ever. */
    @Test
    void whoHoldsMemoryDoesNotWaitForMore() throws ProtocolException {
        ByteBuf in =
                buffer(bytes("*3\r\n$3\r\nSET\r\n$150000\r\n" + BIG + "\r\n$150000\r\n" + BIG.substring(0, 10_000)));

        assertThatThrownBy(() -> first.decode(in))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("request too large, the server's request memory is in use");
    }

    @Test
    void aRequestIsKeptOverTheWaitByteByByte() throws ProtocolException {
        decode(first, buffer(encode("ECHO", BIG)));
        ByteBuf in = Unpooled.buffer();
        byte[] packet = encode("ECHO", BIG, "last");
        in.writeBytes(packet, 0, 10_000);
        assertThat(second.decode(in)).isNull();
        assertThat(second.isWaitingForMemory()).isTrue();
        first.release();
        @Nullable Request request = null;
        for (int i = 10_000; i < packet.length; i++) {
            in.writeByte(packet[i]);
            request = second.decode(in);
            assertThat(request != null).isEqualTo(i == packet.length - 1);
        }

        assertThat(request).isNotNull();
        assertThat(Decoding.words(Objects.requireNonNull(request))).isEqualTo(List.of("ECHO", BIG, "last"));
    }

    /** A gateway's limit follows the longest bulk string, which can be raised while it runs. */
    @Test
    void aCommandThatTheLimitHadNoRoomForIsTakenWhenTheLimitIsRaised() throws ProtocolException {
        AtomicLong limit = new AtomicLong(LIMIT);
        RequestMemory growing = new RequestMemory(limit::get);
        String huge = "h".repeat(2 * LIMIT);
        byte[] packet = encode("SET", huge, huge);
        RespDecoder refused = decoder(growing);
        assertThatThrownBy(() -> refused.decode(buffer(packet))).isInstanceOf(ProtocolException.class);
        refused.release();

        limit.set(5L * LIMIT);
        assertThat(Decoding.words(decode(decoder(growing), buffer(packet)))).isEqualTo(List.of("SET", huge, huge));
    }

    @Test
    void whoWaitsIsServedByARaisedLimitWhenMemoryComesBack() throws ProtocolException {
        AtomicLong limit = new AtomicLong(LIMIT);
        RequestMemory growing = new RequestMemory(limit::get);
        RespDecoder[] decoders = {decoder(growing), decoder(growing), decoder(growing), decoder(growing)};
        ByteBuf[] inputs = {
            buffer(encode("ECHO", BIG)),
            buffer(encode("ECHO", BIG)),
            buffer(encode("ECHO", BIG)),
            buffer(encode("ECHO", BIG))
        };
        decode(decoders[0], inputs[0]);
        for (int i = 1; i < inputs.length; i++) {
            assertThat(decoders[i].decode(inputs[i])).isNull();
        }

        limit.set(10L * LIMIT);
        decoders[0].release();
        for (int i = 1; i < inputs.length; i++) {
            assertThat(Decoding.words(decode(decoders[i], inputs[i]))).isEqualTo(List.of("ECHO", BIG));
        }
    }

    private static RespDecoder decoder(RequestMemory memory) {
        return new RespDecoder(RespLimits.DEFAULT, memory, () -> {}, () -> {}, () -> true);
    }

    private static ByteBuf buffer(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    private static Request decode(RespDecoder decoder, ByteBuf in) throws ProtocolException {
        return Objects.requireNonNull(decoder.decode(in), "no whole request");
    }
}
