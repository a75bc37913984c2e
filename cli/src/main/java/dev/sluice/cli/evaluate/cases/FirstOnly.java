package dev.sluice.cli.evaluate.cases;

import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.evaluate.cases.Result.Judged;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Passes on the first case of each id; each further one is told as broken. */
final class FirstOnly<C extends Case, T> implements Consumer<Result<C, T>> {
  private final Consumer<Result<C, T>> told;
  private final Map<String, Place> seen = new HashMap<>();

  FirstOnly(Consumer<Result<C, T>> told) {
    this.told = told;
  }

  @Override
  public void accept(Result<C, T> result) {
    if (result instanceof Judged<C, T> judged) {
      Place first = seen.putIfAbsent(judged.id(), judged.place());
      if (first != null) {
        told.accept(
            new Broken<>(
                result.place(),
                "id: is %s, as that of %s, which counts; must be its own"
                    .formatted(judged.id(), first)));
        return;
      }
    }
    told.accept(result);
  }
}
