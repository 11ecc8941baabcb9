package io.rafka.command.consumer;

import io.rafka.kafka.consumer.Fetched;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * BLPOP's reply with a record: an array of four names, each before its value.
 *
 * <p>A dozen small writes into a socket's buffer cost more than the record itself. So the reply is put together in an
 * array, which begins with what the record before of the same topic and partition began with, and written at once. One
 * for each event loop.
 */
final class MessageReply {
    private static final ThreadLocal<MessageReply> OF_LOOP = ThreadLocal.withInitial(MessageReply::new);

    private static final byte[] OFFSET = ascii("\r\n$6\r\noffset\r\n:");
    private static final byte[] VALUE = ascii("\r\n$5\r\nvalue\r\n");
    private static final byte[] END = ascii("\r\n");
    /** Longer values are written by themselves. */
    private static final int LONGEST_COPIED = 512;

    private String topic = "";
    private int headLength;
    private int partition;
    /** Where the number of the offset begins, after that partition's; 0 if it is another topic's. */
    private int offsetAt;

    private byte[] bytes = {};
    private int length;

    private MessageReply() {}

    static void write(Fetched.Message message, ReplyWriter reply) {
        OF_LOOP.get().compose(message, reply);
    }

    @SuppressWarnings("ReferenceEquality") // equal ones are usually the same, and others only cost time
    private void compose(Fetched.Message message, ReplyWriter reply) {
        if (message.topic() != topic) {
            beginWith(message.topic());
        }
        if (message.partition() != partition || offsetAt == 0) {
            length = headLength;
            append(message.partition());
            append(OFFSET);
            partition = message.partition();
            offsetAt = length;
        }
        length = offsetAt;
        append(message.offset());
        append(VALUE);
        ByteBuffer value = message.value();
        if (value == null) {
            reply.preformatted(bytes, length);
            reply.nullBulk();
        } else if (value.remaining() > LONGEST_COPIED) {
            reply.preformatted(bytes, length);
            reply.bulk(value);
        } else {
            bytes[length++] = '$';
            append(value.remaining());
            append(END);
            value.get(value.position(), bytes, length, value.remaining());
            length += value.remaining();
            append(END);
            reply.preformatted(bytes, length);
        }
    }

    private void beginWith(String newTopic) {
        topic = newTopic;
        byte[] name = newTopic.getBytes(StandardCharsets.UTF_8);
        byte[] before = ascii("*8\r\n$5\r\ntopic\r\n$" + name.length + "\r\n");
        byte[] after = ascii("\r\n$9\r\npartition\r\n:");
        int rest = 3 * RedisNumbers.LONGEST_LONG + OFFSET.length + VALUE.length + 2 * END.length + 1 + LONGEST_COPIED;
        bytes = new byte[before.length + name.length + after.length + rest];
        length = 0;
        append(before);
        append(name);
        append(after);
        headLength = length;
        offsetAt = 0;
    }

    private void append(byte[] appended) {
        System.arraycopy(appended, 0, bytes, length, appended.length);
        length += appended.length;
    }

    private void append(long number) {
        length = RedisNumbers.writeLong(number, bytes, length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
