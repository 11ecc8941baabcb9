/**
 * The program: {@link io.rafka.Rafka} reads the command line, {@link io.rafka.RafkaServer} puts the parts together and
 * takes them apart again. ARCHITECTURE.md tells the way of a request through the packages below.
 */
@NullMarked
package io.rafka;

import org.jspecify.annotations.NullMarked;
