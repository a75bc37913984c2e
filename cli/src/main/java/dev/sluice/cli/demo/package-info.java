/** The main job on a fleet of real services: a good change and bad ones of different kinds. */
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
