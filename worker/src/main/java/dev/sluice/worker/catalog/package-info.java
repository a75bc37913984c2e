/** Plans and the catalogue as the API shows them. */
@NullMarked
package dev.sluice.worker.catalog;

import org.jspecify.annotations.NullMarked;
