/** What is looked at while a batch bakes, and what an inspection says. */
@NullMarked
package dev.sluice.domain.inspection;

import org.jspecify.annotations.NullMarked;
