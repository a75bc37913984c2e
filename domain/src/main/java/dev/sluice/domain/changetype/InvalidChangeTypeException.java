package dev.sluice.domain.changetype;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a change type or a part of it. */
public final class InvalidChangeTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidChangeTypeException(List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> fault.path() + ": " + fault.message())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
