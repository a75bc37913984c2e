package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.FolderFiles;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.activities.yaml.YamlFiles;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a folder. Its files are read again whenever they changed. While one of them is
 * wrong, the last good set stays in force; where there never was one, every change is held.
 * Thread-safe.
 */
public final class PolicyFolder implements Policies {
  private static final String IN_FORCE = "the last good set of policies";

  private final YamlFiles files;
  private YamlFiles.Listing read;
  private @Nullable PolicySet inForce;
  private List<Refusal> refused = List.of();

  private PolicyFolder(YamlFiles files) {
    this.files = files;
    read = files.read();
    accept();
  }

  /** Reads the files {@code *.yaml} of a folder. One that can't be read holds every change. */
  public static PolicyFolder of(Path folder) {
    return new PolicyFolder(new FolderFiles(folder, "policies"));
  }

  /** What is wrong now, in file order. */
  public synchronized List<Refusal> refused() {
    refresh();
    return refused;
  }

  /** The set in force; empty where there never was a good one. */
  public synchronized Optional<PolicySet> inForce() {
    refresh();
    return Optional.ofNullable(inForce);
  }

  @Override
  public boolean declared() {
    return true;
  }

  @Override
  public ChangeCalendar calendar() {
    return inForce().map(PolicySet::calendar).orElse(ChangeCalendar.NONE);
  }

  @Override
  public Sight sightOfRunning() {
    return inForce().map(PolicySet::sightOfRunning).orElse(Sight.NONE);
  }

  @Override
  public Controls judge(Question question) {
    return inForce()
        .map(set -> set.judge(question))
        .orElseGet(() ->
            Controls.held(
                "No policies are in force, as none could be read: correct "
                    + refused.getFirst().describe()));
  }

  private void refresh() {
    YamlFiles.Listing listing = files.read();
    if (!listing.equals(read)) {
      read = listing;
      accept();
    }
  }

  private void accept() {
    PolicyReading reading = PolicyReading.of(read);
    PolicySet set = reading.set();
    if (set != null) {
      inForce = set;
    }
    String still = inForce == null || set != null ? "" : IN_FORCE;
    refused = reading.refused().stream().map(one -> one.whileUsing(still)).toList();
  }
}
