/**
 * What the page for operators shows, as JSON: {@code /overview.json}. Only reads; what it shows of a long list is
 * bounded, and says how long the list is.
 */
@NullMarked
package io.rafka.admin.overview;

import org.jspecify.annotations.NullMarked;
