/** What runs the programs of src/test/clients, looks at Kafka afterwards, and writes docs/clients.md. */
@NullMarked
package io.rafka.it.clients;

import org.jspecify.annotations.NullMarked;
