package io.rafka.bench.scenario;

/**
 * A plot of how something grows, over powers of ten.
 *
 * @param file its name, which ends in {@code .svg}
 * @param logY whether what grows does so over powers of ten too
 */
record Plot(String file, String title, String xLabel, String yLabel, boolean logY) {}
