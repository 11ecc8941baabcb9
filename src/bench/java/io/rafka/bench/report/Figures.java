package io.rafka.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: 1,234,000/s, 1.23 us, 0.84 x, 12 MB. No more digits than a benchmark is good for. */
public final class Figures {
    /** A ratio: always with two decimals, as one compares 1.00 with 0.97. */
    static final String RATIO = "x";

    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Figures() {}

    /** A value with its unit. */
    public static String text(double value, String unit) {
        return number(value, unit) + suffix(unit);
    }

    /** The same, and the range of the runs in brackets, if there was more than one. */
    static String text(double median, double min, double max, int runs, String unit) {
        if (runs < 2) {
            return text(median, unit);
        }
        // A dash between negative numbers would be one too many.
        String dash = min < 0 ? " to " : "-";
        return "%s (%s%s%s)".formatted(text(median, unit), number(min, unit), dash, number(max, unit));
    }

    /** A value that {@link #text(double, String)} would show as if it were its limit, with enough digits to tell. */
    static String precise(double value, String unit) {
        return rounded(value).toPlainString() + suffix(unit);
    }

    /** With four decimals, or four digits if they begin later: what is kept of a value. */
    static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.abs().compareTo(BigDecimal.ONE) < 0
                ? exact.round(new MathContext(4, RoundingMode.HALF_EVEN))
                : exact.setScale(4, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    private static String number(double value, String unit) {
        BigDecimal exact = BigDecimal.valueOf(value);
        boolean whole = value == Math.rint(value);
        if (whole && unit.isEmpty()) {
            return format(exact, 0); // a count: of 1,000,001 lost records, the last one matters
        }
        BigDecimal rounded = exact.round(new MathContext(significantDigits(Math.abs(value)), RoundingMode.HALF_UP));
        return format(rounded, whole && !unit.equals(RATIO) ? 0 : decimals(rounded));
    }

    private static int significantDigits(double size) {
        if (size >= 1000) {
            return 4;
        }
        return size >= 1 ? 3 : 2;
    }

    private static int decimals(BigDecimal rounded) {
        BigDecimal size = rounded.abs();
        if (size.compareTo(HUNDRED) >= 0) {
            return 0;
        }
        if (size.compareTo(BigDecimal.TEN) >= 0) {
            return 1;
        }
        return size.compareTo(TENTH) >= 0 || size.signum() == 0
                ? 2
                : Math.max(0, rounded.stripTrailingZeros().scale());
    }

    private static String format(BigDecimal number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    private static String suffix(String unit) {
        boolean attached = unit.isEmpty() || unit.startsWith("/") || unit.equals("%");
        return attached ? unit : " " + unit;
    }
}
