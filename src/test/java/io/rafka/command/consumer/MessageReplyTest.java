package io.rafka.command.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rafka.kafka.consumer.Fetched;
import io.rafka.resp.ReplyWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageReplyTest {
    @Test
    void eachReplyNamesItsOwnRecordWhateverCameBefore() {
        assertThat(reply("orders", 7, 41, "a")).isEqualTo(expected("orders", 7, 41, "$1\r\na"));
        assertThat(reply("orders", 7, 1_000_000, "b")).isEqualTo(expected("orders", 7, 1_000_000, "$1\r\nb"));
        assertThat(reply("orders", 12, 9, "c")).isEqualTo(expected("orders", 12, 9, "$1\r\nc"));
        assertThat(reply("orders", 7, 42, "")).isEqualTo(expected("orders", 7, 42, "$0\r\n"));
        assertThat(reply("mail", 7, 0, "d")).isEqualTo(expected("mail", 7, 0, "$1\r\nd"));
        assertThat(reply("orders", 7, 43, null)).isEqualTo(expected("orders", 7, 43, "$-1"));
        String longValue = "x".repeat(600);
        assertThat(reply("orders", 7, 44, longValue)).isEqualTo(expected("orders", 7, 44, "$600\r\n" + longValue));
        assertThat(reply("orders", 7, 45, "e")).isEqualTo(expected("orders", 7, 45, "$1\r\ne"));
        assertThat(reply("mail", 0, 1, "f")).isEqualTo(expected("mail", 0, 1, "$1\r\nf"));
    }

    private static String reply(String topic, int partition, long offset, @Nullable String value) {
        @Nullable ByteBuffer bytes = value == null ? null : partOfMore(value);
        ReplyWriter writer = new ReplyWriter();
        ByteBuf out = Unpooled.buffer();
        writer.to(out);
        Fetched.Message message = new Fetched.Message(topic, partition, offset, bytes);
        MessageReply.write(message, writer);
        String reply = out.toString(StandardCharsets.US_ASCII);
        MessageReply.write(message, writer);
        assertThat(out.toString(StandardCharsets.US_ASCII)).as("twice").isEqualTo(reply + reply);
        return reply;
    }

    /** As what a broker sent has it: between others, and to be left as it is. */
    private static ByteBuffer partOfMore(String value) {
        ByteBuffer more = StandardCharsets.US_ASCII.encode("<<" + value + ">>");
        return more.position(1).slice().position(1).limit(1 + value.length());
    }

    private static String expected(String topic, int partition, long offset, String value) {
        return "*8\r\n$5\r\ntopic\r\n$" + topic.length() + "\r\n" + topic + "\r\n$9\r\npartition\r\n:" + partition
                + "\r\n$6\r\noffset\r\n:" + offset + "\r\n$5\r\nvalue\r\n" + value + "\r\n";
    }
}
