/** The change types there are: files read, checked and kept. */
@NullMarked
package dev.sluice.activities.catalog;

import org.jspecify.annotations.NullMarked;
