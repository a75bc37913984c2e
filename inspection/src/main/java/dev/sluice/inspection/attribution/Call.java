package dev.sluice.inspection.attribution;

/** One service calls another. */
public record Call(String caller, String callee) {}
