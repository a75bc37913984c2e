/** Webhooks that tell people what waits for them. */
@NullMarked
package dev.sluice.activities.notify;

import org.jspecify.annotations.NullMarked;
