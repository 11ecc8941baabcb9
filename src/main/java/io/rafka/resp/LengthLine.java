package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/** The lines that say how many words or bytes follow: a letter, a number, CR and LF. */
final class LengthLine {
    private static final int LONGEST_NUMBER = 21;
    private static final int MOST_USUAL_DIGITS = 6;

    private LengthLine() {}

    /**
     * Takes a line off the buffer that is as nearly all are: this letter, one to six digits of which the first is no 0
     * unless it is the only one, CR and LF.
     *
     * @return the number; -1 if the line is another one or has not come, and nothing was taken
     */
    static int usual(ByteBuf in, char letter) {
        int start = in.readerIndex();
        int last = Math.min(in.writerIndex() - 2, start + 1 + MOST_USUAL_DIGITS);
        if (last <= start || in.getByte(start) != letter) {
            return -1;
        }
        int value = 0;
        for (int i = start + 1; i <= last; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                boolean isUsual = digit == '\r' - '0' && i > start + 1 && in.getByte(i + 1) == '\n';
                if (isUsual && (value > 0 ? in.getByte(start + 1) != '0' : i == start + 2)) {
                    in.readerIndex(i + 2);
                    return value;
                }
                return -1;
            }
            value = value * 10 + digit;
        }
        return -1;
    }

    /**
     * The length of the line before its CR LF, or -1 if that has not come yet.
     *
     * @throws ProtocolException if it is longer than this
     */
    static int length(ByteBuf in, int longest, String tooLong) throws ProtocolException {
        int length = in.bytesBefore((byte) '\r');
        if (length < 0 ? in.readableBytes() > longest : length > longest) {
            throw new ProtocolException(tooLong);
        }
        return length < 0 || in.readableBytes() < length + 2 ? -1 : length;
    }

    /** Takes a line of this length and its CR LF off the buffer: the number after the first letter, if it is one. */
    static OptionalLong number(ByteBuf in, int length) {
        int digits = length - 1;
        OptionalLong value = OptionalLong.empty();
        if (digits <= LONGEST_NUMBER && digits > 0) {
            byte[] number = new byte[digits];
            in.getBytes(in.readerIndex() + 1, number);
            value = RedisNumbers.parseLong(number, 0, digits);
        }
        in.skipBytes(length + 2);
        return value;
    }
}
