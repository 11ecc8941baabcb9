package io.rafka.compat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reply as it came, in RESP2 or RESP3.
 *
 * @param type the letter with which it begins
 * @param text of a reply that has no elements; of a null, what stands behind the type
 * @param isNull whether it is one of the two nulls of RESP2
 * @param elements of an array, set or push; of a map or an attribute, its keys each with the value behind it
 */
record Reply(char type, String text, boolean isNull, List<Reply> elements) {
    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{40}\\b");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    boolean isAggregate() {
        return "*~%>|".indexOf(type) >= 0 && !isNull;
    }

    private boolean hasPairs() {
        return type == '%' || type == '|';
    }

    /** Two replies have the same if and only if they are the same bytes; for people, too. */
    String exact() {
        if (!isAggregate()) {
            return type + escaped(text);
        }
        return type + elements.stream().map(Reply::exact).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The same, but all numbers are 0. */
    String masked() {
        return masked(exact());
    }

    static String masked(String text) {
        return DIGITS.matcher(ID.matcher(text).replaceAll("ID")).replaceAll("0");
    }

    /** Its type and those of its elements, each of these but once, in the order of the first of each; errors' codes. */
    String types() {
        if (type == '-') {
            return type + text.split(" ", 2)[0];
        }
        if (!isAggregate()) {
            return type + (isNull ? text : "");
        }
        LinkedHashSet<String> different = new LinkedHashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i).types();
            different.add(hasPairs() ? element + " " + elements.get(++i).types() : element);
        }
        return type + "{" + String.join(", ", different) + "}";
    }

    /** All texts in it, in their order. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (isAggregate()) {
            elements.forEach(element -> texts.addAll(element.texts()));
        } else {
            texts.add(text);
        }
        return texts;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '\r' -> escaped.append("\\r");
                case '\n' -> escaped.append("\\n");
                case '\\' -> escaped.append("\\\\");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}
