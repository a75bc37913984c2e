/** The gRPC API: who may call, what is checked, and how calls become workflows and back. */
@NullMarked
package dev.sluice.worker.api;

import org.jspecify.annotations.NullMarked;
