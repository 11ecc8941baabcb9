package io.rafka.resp;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Numbers as Redis reads them from a command's arguments, stricter than Java on integers, and on doubles alike; and
 * integers as it writes them.
 */
public final class RedisNumbers {
    /** Bytes of a 64-bit integer in decimal, with its sign. */
    public static final int LONGEST_LONG = 20;

    private static final int MOST_DIGITS = 19;
    private static final int LONGEST_DOUBLE = 64;
    private static final Pattern DOUBLE = Pattern.compile(
            "[+-]?(?:inf(?:inity)?|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?)", Pattern.CASE_INSENSITIVE);

    private RedisNumbers() {}

    /**
     * A 64-bit integer in its only canonical form: no plus sign, no leading zeros, no blanks (Redis' string2ll).
     *
     * @return empty if it is anything else or does not fit
     */
    public static OptionalLong parseLong(byte[] text) {
        return parseLong(text, 0, text.length);
    }

    /** The same for a part of an array. */
    public static OptionalLong parseLong(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST_LONG) {
            return OptionalLong.empty();
        }
        boolean negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == to || (text[first] == '0' && length > 1)) {
            return OptionalLong.empty();
        }
        // Collected as a negative number, whose range is larger by one.
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(negative ? value : -value);
    }

    /**
     * Writes a number in decimal.
     *
     * @param into has room for {@link #LONGEST_LONG} bytes from there
     * @return the index after the last digit
     */
    public static int writeLong(long value, byte[] into, int from) {
        // Counted down as a negative number, whose range is larger by one.
        long rest = value < 0 ? value : -value;
        int begin = from;
        if (value < 0) {
            into[begin++] = '-';
        }
        int end = begin + digits(rest);
        int at = end;
        // Two digits a division, and of an int as soon as it is one: offsets are long, and written for each record.
        while (rest < Integer.MIN_VALUE) {
            long hundreds = rest / 100;
            at = writePair((int) (hundreds * 100 - rest), into, at);
            rest = hundreds;
        }
        int low = (int) rest;
        while (low <= -10) {
            int hundreds = low / 100;
            at = writePair(hundreds * 100 - low, into, at);
            low = hundreds;
        }
        if (at > begin) {
            into[begin] = (byte) ('0' - low);
        }
        return end;
    }

    /** How many digits a number that is not positive has. */
    private static int digits(long negative) {
        int count = 1;
        for (long least = -9; negative < least; least = least * 10 - 9) {
            count++;
            if (count == MOST_DIGITS) {
                break;
            }
        }
        return count;
    }

    private static int writePair(int pair, byte[] into, int end) {
        into[end - 1] = (byte) ('0' + pair % 10);
        into[end - 2] = (byte) ('0' + pair / 10);
        return end - 2;
    }

    /**
     * A decimal number, with a fraction or an exponent or neither; {@code inf} too.
     *
     * @return empty if it is anything else
     */
    public static OptionalDouble parseDouble(String text) {
        if (text.length() > LONGEST_DOUBLE || !DOUBLE.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        char last = text.charAt(text.length() - 1);
        if (Character.isDigit(last) || last == '.') {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
}
