/** The process: configuration, Temporal, the gRPC API, health and metrics, put together. */
@NullMarked
package dev.sluice.worker;

import org.jspecify.annotations.NullMarked;
