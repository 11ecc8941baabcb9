package io.rafka.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a configuration, so that the user is told everything at once. One thread. */
public final class ConfigErrors {
    private final List<String> errors = new ArrayList<>();

    /** Something that may find a configuration wrong. */
    @FunctionalInterface
    public interface Step {
        void run() throws ConfigException;
    }

    /** Notes one error. */
    public void add(String error) {
        errors.add(error);
    }

    /** Runs the step, and notes what it finds wrong. */
    public void collect(Step step) {
        try {
            step.run();
        } catch (ConfigException e) {
            errors.addAll(e.errors());
        }
    }

    /** Hands all errors on, each as {@code where: error}. */
    public void addTo(ConfigErrors others, String where) {
        errors.forEach(error -> others.add(where + ": " + error));
    }

    /** Hands all errors on. */
    public void addTo(ConfigErrors others) {
        others.errors.addAll(errors);
    }

    /** Whether nothing was wrong so far. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Ends the gathering. */
    public void throwIfAny() throws ConfigException {
        if (!errors.isEmpty()) {
            // A value that producer and consumer share is found wrong for each.
            throw new ConfigException(errors.stream().distinct().toList());
        }
    }
}
