package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a matrix program said.
 *
 * @param version of the library
 * @param protocol what the connection spoke, 2 or 3
 * @param skipped the steps that the client does not have, with the reasons
 */
public record Transcript(String version, String protocol, Map<Step, String> skipped) {
    /** The line that asks for a restart of the server. */
    static final String RESTART = "restart";

    /**
     * Reads the lines, and checks that they are those of the contract, in its order.
     *
     * @param asked the protocol that the program was told to use
     */
    static Transcript of(List<String> lines, String asked) {
        Map<String, String> told = new HashMap<>();
        List<String> steps = new ArrayList<>();
        Map<Step, String> skipped = new EnumMap<>(Step.class);
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "version", "protocol" ->
                    assertThat(told.put(words[0], words.length == 2 ? words[1] : ""))
                            .as("earlier line of the kind of: %s", line)
                            .isNull();
                case "ok" -> steps.add(line.substring("ok ".length()));
                case "skip" -> {
                    assertThat(words).as("a step and a reason in: %s", line).hasSize(3);
                    steps.add(words[1]);
                    skipped.put(step(words[1]), words[2]);
                }
                default -> {
                    assertThat(line).as("line of standard output").isEqualTo(RESTART);
                    steps.add(line + " is asked for");
                }
            }
        }
        checkSteps(steps, skipped);
        assertThat(told.get("version")).as("version of the library").isNotBlank();
        assertThat(told.get("protocol"))
                .as("protocol, asked for %s", asked)
                .isIn("default".equals(asked) ? List.of("2", "3") : List.of(asked));
        return new Transcript(
                Objects.requireNonNull(told.get("version")), Objects.requireNonNull(told.get("protocol")), skipped);
    }

    private static void checkSteps(List<String> steps, Map<Step, String> skipped) {
        List<String> expected = new ArrayList<>();
        for (Step step : Step.values()) {
            if (step == Step.RESTART) {
                expected.add(RESTART + " is asked for");
            }
            expected.add(step.toString());
        }
        assertThat(steps).as("steps").isEqualTo(expected);
        assertThat(skipped.keySet()).as("skipped steps").allMatch(Step::maySkip);
    }

    private static Step step(String name) {
        for (Step step : Step.values()) {
            if (step.toString().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("there is no step " + name);
    }
}
