package io.rafka.command.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A user's rights to which rules are applied, one after the other. One thread. */
final class RightsDraft {
    private static final String NO_SUCH_PASSWORD = "The password you are trying to remove from the user does not exist";

    private final CommandSets sets;
    private final boolean allChannels;
    private final Set<String> passwords = new LinkedHashSet<>();
    private final List<Selector> selectors = new ArrayList<>();
    private SelectorDraft root;
    private boolean enabled;
    private boolean passwordless;
    private String payload = "";

    /**
     * Those of a new user: none.
     *
     * @param allChannels whether that allows all channels all the same, by {@code acl-pubsub-default}
     */
    RightsDraft(CommandSets sets, boolean allChannels) {
        this.sets = sets;
        this.allChannels = allChannels;
        root = new SelectorDraft(sets, allChannels);
    }

    /** Those that a user has. */
    RightsDraft(CommandSets sets, boolean allChannels, Rights start) {
        this.sets = sets;
        this.allChannels = allChannels;
        root = new SelectorDraft(sets, start.selectors().get(0));
        selectors.addAll(start.selectors().subList(1, start.selectors().size()));
        passwords.addAll(start.passwords());
        enabled = start.isEnabled();
        passwordless = start.isPasswordless();
        payload = start.payload();
    }

    Rights finished() {
        List<Selector> all = new ArrayList<>();
        all.add(root.finished());
        all.addAll(selectors);
        return new Rights(enabled, passwordless, payload, List.copyOf(passwords), all);
    }

    /**
     * Applies a rule.
     *
     * @param rule a selector with both its brackets
     * @throws RuleException if it is none; its reason does not repeat the rule
     */
    void apply(String rule) throws RuleException {
        char first = rule.isEmpty() ? ' ' : rule.charAt(0);
        switch (first) {
            case '>' -> add(Passwords.hash(rule.substring(1).getBytes(StandardCharsets.UTF_8)));
            case '<' -> remove(Passwords.hash(rule.substring(1).getBytes(StandardCharsets.UTF_8)));
            case '#' -> add(checked(rule.substring(1)));
            case '!' -> remove(checked(rule.substring(1)));
            case '(' -> addSelector(rule.substring(1, rule.length() - 1));
            default -> applyWord(rule);
        }
    }

    private void applyWord(String rule) throws RuleException {
        switch (rule.toLowerCase(Locale.ROOT)) {
            case "" -> {
                // as in Redis, no rule
            }
            case "on" -> enabled = true;
            case "off" -> enabled = false;
            case "nopass" -> {
                passwordless = true;
                passwords.clear();
            }
            case "resetpass" -> resetPasswords();
            case "sanitize-payload", "skip-sanitize-payload" -> payload = rule.toLowerCase(Locale.ROOT);
            case "clearselectors" -> selectors.clear();
            case "reset" -> {
                resetPasswords();
                root = new SelectorDraft(sets, allChannels);
                selectors.clear();
                enabled = false;
                payload = "sanitize-payload";
            }
            default -> root.apply(rule);
        }
    }

    private void resetPasswords() {
        passwordless = false;
        passwords.clear();
    }

    private void add(String hash) {
        passwordless = false;
        passwords.add(hash);
    }

    private void remove(String hash) throws RuleException {
        if (!passwords.remove(hash)) {
            throw new RuleException(NO_SUCH_PASSWORD);
        }
    }

    private static String checked(String hash) throws RuleException {
        if (!Passwords.isHash(hash)) {
            throw new RuleException("The password hash must be exactly 64 characters and contain only lowercase "
                    + "hexadecimal characters");
        }
        return hash;
    }

    private void addSelector(String rules) throws RuleException {
        SelectorDraft selector = new SelectorDraft(sets, allChannels);
        for (String rule : rules.split(" +", -1)) {
            if (rule.endsWith(")")) {
                // As one of several words in a line, it would be the end of the selector.
                throw new RuleException(SelectorDraft.SYNTAX);
            }
            if (!rule.isEmpty()) {
                selector.apply(rule);
            }
        }
        selectors.add(selector.finished());
    }
}
