/** Where recorded cases come from, and how they are judged in parallel and told in order. */
@NullMarked
package dev.sluice.cli.evaluate.cases;

import org.jspecify.annotations.NullMarked;
