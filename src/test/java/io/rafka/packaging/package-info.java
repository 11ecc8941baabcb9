/** What is installed: the packages that the build and dist/ make, unpacked and run as their users do. */
@NullMarked
package io.rafka.packaging;

import org.jspecify.annotations.NullMarked;
