package dev.sluice.workflows.rollout;

import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When batches were changed: what lies before is compared with what lies after. */
public final class ChangeWindows {
  private int batch;
  private Instant start = Instant.EPOCH;
  private Instant end = Instant.EPOCH;
  private Instant first = Instant.MAX;

  /** Goes on from an earlier run. */
  public static ChangeWindows of(int batch, ChangeWindow window, @Nullable Instant first) {
    ChangeWindows windows = new ChangeWindows();
    windows.batch = batch;
    windows.start = TimeWire.toDomain(window.getStartTime());
    windows.end = TimeWire.toDomain(window.getEndTime());
    windows.first = first == null ? windows.start : first;
    return windows;
  }

  void begun(int number) {
    Instant now = now();
    if (number != batch) {
      batch = number;
      start = now;
    }
    end = now;
    first = first.isAfter(now) ? now : first;
  }

  void changed(BatchEffect effect) {
    end = effect.hasWindow() ? TimeWire.toDomain(effect.getWindow().getEndTime()) : now();
    Instant began = effect.hasWindow() ? TimeWire.toDomain(effect.getWindow().getStartTime()) : end;
    start = began.isBefore(start) ? began : start;
  }

  void adopt(int number, ChangeWindow window) {
    batch = number;
    start = TimeWire.toDomain(window.getStartTime());
    end = TimeWire.toDomain(window.getEndTime());
    first = first.isAfter(start) ? start : first;
  }

  Instant end() {
    return end;
  }

  /** The newest batch's window. */
  public ChangeWindow current() {
    return window(start, end);
  }

  /** From the first batch's start to the newest one's end. */
  ChangeWindow whole() {
    return window(first, end);
  }

  /** When the first batch began to be changed. */
  public Instant first() {
    return first.equals(Instant.MAX) ? now() : first;
  }

  private static ChangeWindow window(Instant start, Instant end) {
    return ChangeWindow.newBuilder()
        .setStartTime(TimeWire.toProto(start))
        .setEndTime(TimeWire.toProto(end))
        .build();
  }

  /** What time it is for the workflow. */
  public static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
