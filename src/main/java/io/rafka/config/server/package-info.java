/**
 * rafka's own settings, the object {@code server} of the configuration file: the table of them, their values with
 * units, where each value came from, and the change of those that can change while the server runs.
 */
@NullMarked
package io.rafka.config.server;

import org.jspecify.annotations.NullMarked;
