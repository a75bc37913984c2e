/** The file format of recorded cases: one JSON object a line, to be judged again at any time. */
@NullMarked
package dev.sluice.activities.recorded;

import org.jspecify.annotations.NullMarked;
