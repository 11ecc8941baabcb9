package io.rafka.command.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rules as a client or a line of a file gives them: a selector may be several words. */
final class RuleWords {
    private RuleWords() {}

    /**
     * The rules, each selector with its brackets as one.
     *
     * @param shown what an error may show of a word
     * @throws RuleException if a selector does not end
     */
    static List<String> rules(List<String> words, UnaryOperator<String> shown) throws RuleException {
        List<String> rules = new ArrayList<>();
        StringBuilder selector = new StringBuilder();
        String start = "";
        for (String word : words) {
            if (!start.isEmpty()) {
                selector.append(' ').append(word);
            } else if (word.startsWith("(")) {
                start = word;
                selector.append(word);
            } else {
                rules.add(word);
            }
            if (!start.isEmpty() && word.endsWith(")")) {
                rules.add(selector.toString());
                selector.setLength(0);
                start = "";
            }
        }
        if (!start.isEmpty()) {
            throw new RuleException("Unmatched parenthesis in acl selector starting at '" + shown.apply(start) + "'.");
        }
        return rules;
    }
}
