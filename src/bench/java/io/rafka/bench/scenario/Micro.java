package io.rafka.bench.scenario;

import io.rafka.bench.micro.PipelineBenchmark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** All micro benchmarks, in a JVM with the options of {@code ./rafka}: too short for JMH's purists, enough to see. */
final class Micro implements Scenario {
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;
    private static final long MILLIS = 1_000;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String title() {
        return "Parts of a command's way alone, by JMH";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        TimeValue each = TimeValue.milliseconds(ground.amount(MILLIS));
        Options options = new OptionsBuilder()
                .include("^" + PipelineBenchmark.class.getPackageName().replace(".", "\\.") + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC")
                .warmupIterations(ground.isQuick() ? 1 : WARM_UPS)
                .warmupTime(each)
                .measurementIterations(ground.isQuick() ? 1 : MEASUREMENTS)
                .measurementTime(each)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String method = result.getParams().getBenchmark();
            String benchmark = method.substring(method.lastIndexOf('.') + 1);
            results.figure(benchmark, "time", "ns", result.getPrimaryResult().getScore());
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated == null) {
                throw new IllegalStateException("JMH does not tell " + ALLOCATED + " of " + method);
            }
            results.figure(benchmark, "allocated", "B", allocated.getScore());
        }
    }
}
