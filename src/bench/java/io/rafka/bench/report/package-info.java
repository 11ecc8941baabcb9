/**
 * What the benchmark has measured, and how it is told: figures, targets and plots as immutable records
 * ({@link io.rafka.bench.report.Report}), and their writers, as JSON, as Markdown and as SVG.
 *
 * <p>Nothing here measures, starts a program or knows a scenario: those who do stand on this package, and it on nothing
 * but the JDK and Jackson's streaming.
 */
@NullMarked
package io.rafka.bench.report;

import org.jspecify.annotations.NullMarked;
