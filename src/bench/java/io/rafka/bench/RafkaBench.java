package io.rafka.bench;

import io.rafka.bench.scenario.Scenario;
import io.rafka.bench.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmark. */
@Command(
        name = "rafka-bench",
        description = "Measures rafka beside what it is compared with, and writes the results down.",
        sortOptions = false)
public final class RafkaBench implements Callable<Integer> {
    /** What a real run writes to. */
    private static final Path DOCS = Path.of("docs");

    /** What a quick one does, whose figures are nobody's business. */
    private static final Path SCRATCH = Path.of("target", "bench");

    private final List<String> arguments;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything here
    private CommandSpec spec;

    @Option(names = "--list", description = "Lists the scenarios, and measures nothing.")
    private boolean list;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these scenarios.")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "How often each is run; the median counts. Default: 3")
    private int runs = 3;

    @Option(names = "--quick", description = "A fiftieth of the work, to see that it works; figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "Where performance.md and, in the folder performance, results.json and plots are written. What is there "
                        + "of scenarios that do not run stays. Default: docs; with --quick, target/bench"
            })
    private @Nullable Path output;

    @SuppressWarnings("unused") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    private RafkaBench(List<String> arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] arguments) {
        Charset charset = Charset.defaultCharset();
        System.exit(
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments));
    }

    /**
     * What {@code ./rafka-bench} does.
     *
     * @return its exit status: 0; 1 if a scenario has failed; 2 for a mistake in the command line
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new RafkaBench(List.of(arguments)))
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Scenario> scenarios = scenarios();
        if (list) {
            scenarios.forEach(scenario -> out.println("%-20s %s".formatted(scenario.name(), scenario.title())));
            return 0;
        }
        if (runs < 1) {
            throw wrong("--runs must be 1 or more");
        }
        BenchRun run = new BenchRun(command(), new Documents(directory()), runs, quick, out);
        return run.measure(scenarios) ? 0 : 1;
    }

    private List<Scenario> scenarios() {
        List<Scenario> chosen = Scenarios.ALL.stream()
                .filter(scenario -> only.isEmpty() || only.contains(scenario.name()))
                .toList();
        List<String> unknown = new ArrayList<>(only);
        chosen.forEach(scenario -> unknown.removeIf(scenario.name()::equals));
        if (!unknown.isEmpty()) {
            String names = Scenarios.ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
            throw wrong("no such scenario: " + String.join(", ", unknown) + "; there are: " + names);
        }
        return chosen;
    }

    private Path directory() {
        Path chosen = output == null ? (quick ? SCRATCH : DOCS) : output;
        if (quick && chosen.toAbsolutePath().normalize().equals(DOCS.toAbsolutePath())) {
            throw wrong("the figures of --quick mean nothing, and do not belong into " + chosen);
        }
        return chosen;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String command() {
        return arguments.isEmpty() ? "./rafka-bench" : "./rafka-bench " + String.join(" ", arguments);
    }
}
