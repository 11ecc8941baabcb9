package io.rafka.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a plot: the range that it shows, what is written beside it, and where a value is on it. Values of ticks
 * are decimal, as 3 * 0.1 in binary would be 0.30000000000000004 on paper. Immutable.
 *
 * @param ticks the values with a label, ascending
 * @param minor values with a thin line and no label
 */
record Axis(boolean logarithmic, double low, double high, List<Tick> ticks, List<Double> minor) {
    /** A value, and how it is written: 0.5, 10, 1k, 2.5M. */
    record Tick(double value, String label) {
        private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

        static Tick at(BigDecimal value) {
            String suffix = "";
            BigDecimal shown = value;
            for (String next : List.of("k", "M", "G", "T")) {
                if (shown.abs().compareTo(THOUSAND) >= 0) {
                    shown = shown.movePointLeft(3);
                    suffix = next;
                }
            }
            // From here on, digits would be more zeros than one can count.
            boolean legible = value.signum() == 0 || (exponent(shown) >= -4 && exponent(shown) <= 3);
            BigDecimal stripped = shown.stripTrailingZeros();
            String label = legible ? stripped.toPlainString() + suffix : scientific(value.stripTrailingZeros());
            return new Tick(value.doubleValue(), label);
        }

        private static String scientific(BigDecimal value) {
            BigDecimal mantissa = value.movePointLeft(exponent(value)).stripTrailingZeros();
            return mantissa.toPlainString() + "e" + exponent(value);
        }
    }

    /** As many as there is room for along the shorter axis. */
    private static final int MOST_INTERVALS = 7;
    /** 1, 2 and 5 of less than three decades; of more, powers of ten are enough. */
    private static final int MOST_NICE = 8;
    /** A range beyond this many decades has lines at powers of ten only. */
    private static final int DECADES_WITH_MINOR = 4;
    /** Between neighbours a double tells fewer values apart than there would be ticks. */
    private static final double NARROWEST = 1e-9;

    private static final List<BigDecimal> NICE =
            List.of(BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(5), BigDecimal.TEN);

    Axis {
        ticks = List.copyOf(ticks);
        minor = List.copyOf(minor);
    }

    /** An axis that has room for all the values, of which there may be none. */
    static Axis of(boolean logarithmic, List<Double> values) {
        if (values.isEmpty()) {
            return logarithmic ? logarithmic(1, 10) : linear(0, 1);
        }
        double min = Runs.min(values);
        double max = Runs.max(values);
        return logarithmic ? logarithmic(min, max) : linear(min, max);
    }

    /** How far along the axis a value is: 0 at its beginning, 1 at its end. */
    double position(double value) {
        return logarithmic
                ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : value / (high - low) - low / (high - low);
    }

    private static Axis linear(double min, double max) {
        double low = min;
        double high = max;
        boolean equal = max - min <= NARROWEST * Math.max(Math.abs(min), Math.abs(max));
        // Without zero, small differences look large; but where zero is far away, nothing else could be seen.
        if (equal || (min > 0 && min <= max / 2)) {
            low = Math.min(low, 0);
        }
        if (equal || (max < 0 && max >= min / 2)) {
            high = Math.max(high, 0);
        }
        if (low == high) {
            high = 1;
        }
        BigDecimal step = niceStep((high - low) / MOST_INTERVALS);
        BigDecimal first = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.FLOOR);
        BigDecimal last = BigDecimal.valueOf(high).divide(step, 0, RoundingMode.CEILING);
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal i = first; i.compareTo(last) <= 0; i = i.add(BigDecimal.ONE)) {
            ticks.add(Tick.at(i.multiply(step)));
        }
        return new Axis(false, ticks.get(0).value(), ticks.get(ticks.size() - 1).value(), ticks, List.of());
    }

    /** The smallest of 1, 2, 5, 10 times a power of ten that is no smaller. */
    private static BigDecimal niceStep(double least) {
        BigDecimal exact = BigDecimal.valueOf(least);
        return NICE.stream()
                .map(nice -> nice.scaleByPowerOfTen(exponent(exact)))
                .filter(step -> step.compareTo(exact) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static Axis logarithmic(double min, double max) {
        List<BigDecimal> ends = new ArrayList<>();
        int firstDecade = exponent(BigDecimal.valueOf(min)) - 1;
        int lastDecade = exponent(BigDecimal.valueOf(max)) + 1;
        for (int decade = firstDecade; decade <= lastDecade; decade++) {
            for (BigDecimal nice : NICE.subList(0, 3)) {
                ends.add(nice.scaleByPowerOfTen(decade));
            }
        }
        int begin = 0;
        while (ends.get(begin + 1).doubleValue() <= min) {
            begin++;
        }
        int end = begin + 1;
        while (ends.get(end).doubleValue() < max) {
            end++;
        }
        if (max == min && ends.get(begin).doubleValue() == min) {
            begin--; // in the middle, not at the edge
        }
        BigDecimal low = ends.get(begin);
        BigDecimal high = ends.get(end);
        int decades = exponent(high) - exponent(low);
        List<Tick> ticks = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        int every = 1 + decades / (MOST_INTERVALS + 3);
        for (int decade = exponent(low); decade <= exponent(high); decade++) {
            for (int digit = 1; digit <= 9; digit++) {
                BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(decade);
                if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
                    continue;
                }
                boolean nice = end - begin <= MOST_NICE ? digit <= 2 || digit == 5 : digit == 1 && decade % every == 0;
                if (nice) {
                    ticks.add(Tick.at(value));
                } else if (decades <= DECADES_WITH_MINOR || digit == 1) {
                    minor.add(value.doubleValue());
                }
            }
        }
        return new Axis(true, low.doubleValue(), high.doubleValue(), ticks, minor);
    }

    /** Of the first digit: 0 for 1 to 9, 3 for thousands, -1 for tenths. */
    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }
}
