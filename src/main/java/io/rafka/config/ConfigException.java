package io.rafka.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that rafka does not take, with everything that is wrong with it. Each error is one line, names the
 * offender, and is for the user; none repeats a secret.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    /** @param error where, what, and what would be allowed */
    public ConfigException(String error) {
        this(List.of(error));
    }

    /** @param errors at least one, each as above */
    public ConfigException(List<String> errors) {
        super(errors.stream().map(ConfigException::inOneLine).collect(Collectors.joining("; ")));
        this.errors = errors.stream().map(ConfigException::inOneLine).toList();
    }

    /** What is repeated of the user's words may have line ends. */
    private static String inOneLine(String error) {
        return error.replaceAll("\\R", "\\\\n");
    }

    /** One line for each error, in the order found; never empty. */
    public List<String> errors() {
        return errors;
    }

    /** The same errors, each with the name of what they are in, as {@code where: error}. */
    public ConfigException in(String where) {
        return new ConfigException(
                errors.stream().map(error -> where + ": " + error).toList());
    }
}
