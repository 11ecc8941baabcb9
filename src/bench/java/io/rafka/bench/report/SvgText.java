package io.rafka.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An SVG document while it is written, an element a line. Not thread-safe. */
final class SvgText {
    /** What no XML may have, not even escaped. */
    private static final String NO_CHARACTERS = "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";
    /** Of a letter, as part of its height; wide enough for most fonts. */
    private static final double LETTER_WIDTH = 0.56;
    /** Letters that can still be read. */
    private static final int SMALLEST = 9;

    private final StringBuilder text = new StringBuilder();

    /** Adds what is XML already. */
    SvgText raw(String xml) {
        text.append(xml).append('\n');
        return this;
    }

    /** Adds a text, in smaller letters if it would be wider than there is room for, and pressed together at last. */
    SvgText text(double x, double y, int size, String attributes, String content, double room) {
        int fitting = (int) Math.max(SMALLEST, Math.min(size, size * room / width(content, size)));
        String pressed = width(content, fitting) <= room
                ? ""
                : " textLength=\"" + number(room) + "\" lengthAdjust=\"spacingAndGlyphs\"";
        return raw("<text x=\"%s\" y=\"%s\" font-size=\"%d\"%s%s>%s</text>"
                .formatted(number(x), number(y), fitting, attributes, pressed, escaped(content)));
    }

    SvgText line(double x1, double y1, double x2, double y2) {
        return raw("<path d=\"M%s %sL%s %s\"/>".formatted(number(x1), number(y1), number(x2), number(y2)));
    }

    /** About how wide a text will be; only who draws it knows the font. */
    static double width(String content, int size) {
        return Math.max(1, content.length()) * size * LETTER_WIDTH;
    }

    /** A tenth of a pixel is as much as one can see. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String escaped(String content) {
        return content.replaceAll(NO_CHARACTERS, "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
