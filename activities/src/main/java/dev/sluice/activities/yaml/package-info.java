/** YAML files that people write: read with their places, so that a message can name them. */
@NullMarked
package dev.sluice.activities.yaml;

import org.jspecify.annotations.NullMarked;
