/**
 * The HTTP listener for operators, and what its paths show. HTTP only: it reads, and changes nothing. A listener and an
 * event loop of its own, so that whoever looks holds up no client. Knows what it shows, and {@code net} to bind; nobody
 * but the start of the server knows it.
 */
@NullMarked
package io.rafka.admin;

import org.jspecify.annotations.NullMarked;
