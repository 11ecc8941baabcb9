/** The page for operators, in a real browser: a headless Chromium. */
@NullMarked
package io.rafka.page;

import org.jspecify.annotations.NullMarked;
