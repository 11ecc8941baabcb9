package io.rafka.bench.scenario;

import io.rafka.bench.subject.Work;
import java.util.Locale;

/** What the scenarios share that look at how figures grow. */
final class Growth {
    private Growth() {}

    /** Tells the same as a row of the table and as points of the plots. */
    static void tell(Results results, Plot rate, Plot cpu, String series, String things, int count, Work work) {
        String number = String.format(Locale.ROOT, "%,d %s%s", count, things, count == 1 ? "" : "s");
        results.work(series.isEmpty() ? number : number + ", " + series, "records", work);
        String line = series.isEmpty() ? "rafka" : series;
        results.point(rate, line, count, work.perSecond());
        results.point(cpu, line, count, work.cpuMicros());
    }
}
