/** What the process is told when it starts: a YAML file overlaid by environment variables. */
@NullMarked
package dev.sluice.worker.config;

import org.jspecify.annotations.NullMarked;
