package dev.sluice.activities.notify;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.activities.yaml.Section;
import dev.sluice.activities.yaml.YamlReader;
import dev.sluice.activities.yaml.YamlValue;
import dev.sluice.domain.notify.Escalation;
import dev.sluice.domain.notify.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the file of channels. Relative paths in it begin at its folder. */
final class ChannelsReader {
  private static final int MOST_BYTES = 256 * 1024;

  private final Path folder;
  private final Map<String, String> environment;

  private ChannelsReader(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  static Channels read(Path file, Map<String, String> environment) {
    Findings findings = new Findings(file.toString());
    Path folder = file.toAbsolutePath().normalize().getParent();
    ChannelsReader reader = new ChannelsReader(folder == null ? Path.of("/") : folder, environment);
    Channels channels =
        YamlReader.read(text(file), findings)
            .map(root -> reader.channels(root, findings))
            .orElse(null);
    if (channels == null || findings.count() > 0) {
      throw new IllegalArgumentException(
          findings.all().stream().map(Refusal::describe).collect(Collectors.joining("\n")));
    }
    return channels;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(file + " is bigger than 256 KB: shorten it");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " can't be read: make it, or leave notifications.config empty", e);
    }
  }

  private @Nullable Channels channels(YamlValue root, Findings findings) {
    if (!(root instanceof YamlValue.Mapping mapping)) {
      findings.add(root.position(), "", "must be a group of keys, beginning with channels: …");
      return null;
    }
    Section section = new Section(mapping, ChannelKeys.FILE, "", findings);
    List<Channel> all = new ArrayList<>();
    List<YamlValue> items = section.items("channels");
    for (int i = 0; i < items.size(); i++) {
      Section one = section.section("channels[" + i + "]", items.get(i), ChannelKeys.CHANNEL);
      Channel channel = one == null ? null : channel(one);
      if (channel != null) {
        all.add(channel);
      }
    }
    Section reminders = section.optionalSection("reminders", ChannelKeys.REMINDERS);
    Escalation escalation = reminders == null ? Escalation.STANDARD : escalation(reminders);
    return escalation == null
        ? null
        : section.attempt("channels", () -> new Channels(all, escalation));
  }

  private static @Nullable Escalation escalation(Section section) {
    Escalation standard = Escalation.STANDARD;
    var every = section.duration("every", standard.remindEvery());
    var after = section.duration("escalateAfter", standard.escalateAfter());
    int most = section.integer("atMost", standard.mostReminders());
    return section.build(() -> new Escalation(every, after, most));
  }

  private @Nullable Channel channel(Section section) {
    String name = section.text("name");
    boolean escalation = section.flag("escalation");
    Secret url = secret(section, "url");
    if (url == null && !section.isFaulty()) {
      section.refuse("", "has no URL: add urlFile: FILE or urlVariable: NAME");
    }
    Secret signing = secret(section, "signing");
    Set<Notice.What> events =
        section.has("events")
            ? events(section.choices("events", Notice.What.class, List.of()))
            : Channel.eventsOf(escalation);
    List<String> services = section.texts("services");
    List<Integer> tiers = tiers(section);
    Channel channel =
        url == null
            ? null
            : section.build(
                () -> new Channel(name, url, signing, events, services, tiers, escalation));
    if (channel != null) {
      section.attempt("", channel::address);
      if (signing != null) {
        section.attempt("", signing::read);
      }
    }
    return channel;
  }

  private static Set<Notice.What> events(List<Notice.What> named) {
    return named.isEmpty() ? Set.of() : EnumSet.copyOf(named);
  }

  /** Null, perhaps with a finding, when none is named. */
  private @Nullable Secret secret(Section section, String what) {
    String file = section.text(what + "File", "");
    String variable = section.text(what + "Variable", "");
    if (!file.isEmpty() && !variable.isEmpty()) {
      section.refuse(what + "File", "stands beside %sVariable: name one".formatted(what));
      return null;
    }
    if (!file.isEmpty()) {
      return new Secret.InFile(folder.resolve(file));
    }
    return variable.isEmpty() ? null : new Secret.InVariable(variable, environment);
  }

  private static List<Integer> tiers(Section section) {
    List<Integer> tiers = new ArrayList<>();
    List<YamlValue> items = section.items("tiers");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlValue.Scalar scalar && scalar.text().matches("[1-4]")) {
        tiers.add(Integer.valueOf(scalar.text()));
      } else {
        section.refuseValue(section.at("tiers[" + i + "]"), items.get(i), "a tier from 1 to 4");
      }
    }
    return tiers;
  }
}
