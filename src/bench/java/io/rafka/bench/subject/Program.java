package io.rafka.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that measures itself, or that is measured from its begin to its end. */
public final class Program {
    private static final Pattern FIGURE = Pattern.compile("(?m)^([a-z0-9.]+) ([-0-9.eE]+)$");
    /** The second line of the shell's {@code times}: of its children, minutes and seconds of user and system time. */
    private static final Pattern TIMES = Pattern.compile("(?m)^(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s$");

    private static final double MINUTE = 60;

    private Program() {}

    /**
     * What a program has printed about itself.
     *
     * @param values by name
     * @param output all of it
     */
    public record Figures(Map<String, Double> values, String output) {
        /** One of them; an error if it is not there. */
        public double get(String name) {
            Double value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("no " + name + " in: " + output);
            }
            return value;
        }

        /** The work that it has done. */
        public Work work() {
            return new Work(get("records"), get("seconds"), get("cpu"));
        }
    }

    /**
     * Runs a main class in a JVM of its own, with the class path of this one.
     *
     * @param options for the JVM
     * @return what it printed, in lines of a name and a number
     * @throws IllegalStateException if it fails, with all that it has printed
     */
    public static Figures java(Class<?> main, List<String> options, List<String> arguments) {
        String output = run(ofJava(main, options, arguments));
        return new Figures(figuresOf(output), output);
    }

    /** The command that runs a main class. */
    static List<String> ofJava(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The figures among these lines. */
    static Map<String, Double> figuresOf(String lines) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Matcher matcher = FIGURE.matcher(lines);
        while (matcher.find()) {
            figures.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
        return figures;
    }

    /** Runs a command of the shell, and returns the CPU time that its processes took, in seconds. */
    public static double cpuSecondsOf(String command) {
        String output = run(List.of("bash", "-c", command + " || exit 1; times"));
        Matcher matcher = TIMES.matcher(output);
        double seconds = -1;
        while (matcher.find()) {
            seconds = (Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(3))) * MINUTE
                    + Double.parseDouble(matcher.group(2))
                    + Double.parseDouble(matcher.group(4));
        }
        if (seconds < 0) {
            throw new IllegalStateException("no times in: " + output);
        }
        return seconds;
    }

    /** Whether the shell finds the command. */
    public static boolean isThere(String command) {
        try {
            Process process = new ProcessBuilder("bash", "-c", "command -v " + command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs a command to its end; all that it has printed. */
    public static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
