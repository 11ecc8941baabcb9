package io.rafka.bench.report;

/** What one scenario has brought: when it runs again, all of its results are replaced. */
sealed interface Result permits Sample, Target, PlotData {
    /** The name of the scenario, the heading in the document. */
    String scenario();
}
