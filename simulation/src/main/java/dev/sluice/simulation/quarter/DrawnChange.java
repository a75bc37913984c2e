package dev.sluice.simulation.quarter;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.JudgedMetric;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Makes up one change, and counts what it makes. */
final class DrawnChange {
  private static final List<String> METRICS = List.of("error rate", "latency p99", "saturation");

  private static final int MANY_TARGETS = 400;

  private final String id;
  private final double progress;
  private final ServiceCatalog catalog;
  private final Random random;
  private final Truth truth;
  private final List<Entry> entries = new ArrayList<>();
  private final List<DrawnRule> rules = new ArrayList<>();
  private Instant time;
  private Duration waited = Duration.ZERO;
  private Duration baked = Duration.ZERO;
  private double danger;

  /**
   * @param progress where in the quarter it is, 0 to 1
   */
  DrawnChange(
      String id,
      Instant time,
      double progress,
      ServiceCatalog catalog,
      Random random,
      Truth truth) {
    this.id = id;
    this.time = time;
    this.progress = progress;
    this.catalog = catalog;
    this.random = random;
    this.truth = truth;
  }

  List<Entry> draw() {
    ChangeKind kind = kind();
    truth.changes++;
    register(kind);
    if (kind == ChangeKind.UNREGISTERED) {
      truth.unregistered++;
      return entries;
    }
    holdByRules();
    boolean attended = attend();
    if (chance(0.004)) {
      return entries;
    }
    truth.ended++;
    boolean own = kind == ChangeKind.OWN || kind == ChangeKind.GUARDED;
    truth.unattended += own && !attended ? 1 : 0;
    if (attended && chance(0.05)) {
      end(Outcome.REFUSED, false);
      return entries;
    }
    truth.touched++;
    run();
    return entries;
  }

  private ChangeKind kind() {
    double draw = random.nextDouble();
    if (draw < 0.06 - 0.045 * progress) {
      return ChangeKind.UNREGISTERED;
    }
    if (draw < 0.12 - 0.06 * progress) {
      return ChangeKind.REPORTED;
    }
    return draw < 0.25 ? ChangeKind.GUARDED : ChangeKind.OWN;
  }

  private void register(ChangeKind kind) {
    List<Service> all = catalog.all();
    List<Service> services = new ArrayList<>();
    services.add(all.get(random.nextInt(all.size())));
    Service other = all.get(random.nextInt(all.size()));
    if (chance(0.2) && !services.contains(other)) {
      services.add(other);
    }
    Set<String> owners = new HashSet<>();
    services.forEach(service -> owners.add(service.owner()));
    owners.forEach(owner -> truth.changesByTeam.merge(owner, 1, Integer::sum));
    for (DrawnRule rule : DrawnRule.ALL) {
      if (chance(rule.often())) {
        rules.add(rule);
        truth.rule(rule.name()).matched++;
      }
    }
    int targets = 10 + random.nextInt(490);
    ChangeClass changeClass = chance(0.85) ? ChangeClass.STANDARD : ChangeClass.NORMAL;
    int risk = 1 + random.nextInt(5);
    // What is known before it runs tells something of what comes of it, as it does in life.
    danger = 0.01 + 0.025 * (risk - 1) + (targets >= MANY_TARGETS ? 0.08 : 0);
    add(
        new Registered(
            "kubernetes-release",
            "3",
            kind,
            "release %s 2.%d".formatted(services.getFirst().name(), random.nextInt(400)),
            "ci",
            services.stream().map(Service::name).toList(),
            List.of("zone-a", "zone-b", "zone-c"),
            targets,
            1,
            true,
            changeClass,
            risk,
            Math.round(random.nextDouble() * 200) / 1000.0,
            level(kind, services),
            List.of("It follows its change type.", "It touches %d targets.".formatted(targets)),
            rules.stream().map(DrawnRule::matched).toList()));
  }

  private ControlLevel level(ChangeKind kind, List<Service> services) {
    if (kind == ChangeKind.UNREGISTERED) {
      return ControlLevel.OBSERVED;
    }
    ControlLevel asked =
        services.stream().map(Service::level).max(Comparator.naturalOrder()).orElseThrow();
    boolean meets = chance(0.55 + 0.3 * progress + eagerness(services.getFirst()));
    truth.standard += meets ? 1 : 0;
    List<ControlLevel> possible =
        Stream.of(ControlLevel.values()).filter(level -> level.isAtLeast(asked) == meets).toList();
    return possible.get(random.nextInt(possible.size()));
  }

  /** Some teams are further than others. */
  private double eagerness(Service service) {
    return 0.15 * catalog.all().indexOf(service) / catalog.all().size();
  }

  private void holdByRules() {
    for (DrawnRule rule : rules) {
      Truth.Rule counted = truth.rule(rule.name());
      String about = entries.getFirst().key();
      if (rule.binds()) {
        counted.holds++;
        about = add(new Held(HoldCause.POLICY, rule.name(), time));
        pass(600 + random.nextInt(36_000));
        add(new Released(HoldCause.POLICY, rule.name(), waited));
      }
      if (chance(0.4)) {
        boolean right = chance(rule.right());
        counted.right += right ? 1 : 0;
        counted.wrong += right ? 0 : 1;
        truth.falseHolds += !right && rule.binds() ? 1 : 0;
        say(about, rule.name(), right ? Opinion.TRUE_ALARM : Opinion.FALSE_ALARM);
      }
    }
    if (chance(0.15)) {
      add(new Held(HoldCause.LOCK, "c-before", time));
      pass(30 + random.nextInt(1_800));
      add(new Released(HoldCause.LOCK, "c-before", waited));
    }
  }

  /** Whether a person had to do something. */
  private boolean attend() {
    if (!chance(0.4 - 0.25 * progress)) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 ->
          add(new Overridden(Overridden.What.RISK, "2", "4", "sam", "owner", "a delicate day"));
      case 1 -> {
        add(new Held(HoldCause.PERSON, "sam", time));
        pass(60 + random.nextInt(7_200));
        add(new Released(HoldCause.PERSON, "sam", waited));
      }
      default -> {
        add(new Held(HoldCause.APPROVAL, "owner", time));
        pass(120 + random.nextInt(20_000));
        add(new Approved("sam", "owner", "looks right", null));
        add(new Released(HoldCause.APPROVAL, "owner", waited));
      }
    }
    return true;
  }

  private void run() {
    boolean bad = chance(danger);
    boolean missed = bad && chance(0.15);
    boolean alarm = (bad && !missed) || chance(0.012);
    int batches = 2 + random.nextInt(4);
    // Harm shows early as a rule.
    int early = random.nextInt(1 + random.nextInt(batches));
    int last = alarm ? 1 + early : batches;
    for (int batch = 1; batch < last; batch++) {
      judge(batch, Verdict.PASS);
    }
    String verdict = judge(last, alarm ? Verdict.FAIL : Verdict.PASS);
    if (!alarm) {
      end(Outcome.COMPLETED, true);
      if (missed) {
        truth.missed++;
        truth.failed++;
        say(verdict, "", Opinion.MISSED);
      }
      return;
    }
    boolean everywhere = last == batches;
    add(
        new RolledBack(
            "the error rate rose", 1 + random.nextInt(90), Duration.ofSeconds(45), true));
    end(Outcome.ROLLED_BACK, everywhere);
    boolean told = chance(0.6);
    if (told) {
      truth.trueAlarms += bad ? 1 : 0;
      truth.falseAlarms += bad ? 0 : 1;
      truth.falseHolds += bad ? 0 : 1;
      say(verdict, "", bad ? Opinion.TRUE_ALARM : Opinion.FALSE_ALARM);
    }
    // Until somebody says otherwise, an alarm is taken for true.
    boolean failed = bad || !told;
    truth.failed += failed ? 1 : 0;
    truth.caught += failed && !everywhere ? 1 : 0;
  }

  private String judge(int batch, Verdict verdict) {
    Duration bake = Duration.ofSeconds(120 + random.nextInt(1_200));
    baked = baked.plus(bake);
    time = time.plus(bake);
    List<JudgedMetric> evidence = new ArrayList<>();
    for (String metric : METRICS) {
      double expected = Math.round(random.nextDouble() * 1e4) / 1e4;
      double effect = verdict == Verdict.FAIL ? 0.4 : Math.round(random.nextGaussian() * 20) / 1e3;
      evidence.add(
          new JudgedMetric(
              metric, verdict, effect, expected * (1 + effect), expected, effect * 20, 6));
    }
    String summary =
        verdict == Verdict.FAIL ? "the error rate rose by 40 %" : "nothing unusual was seen";
    return add(new Judged(Math.min(batch, 3), batch, verdict, summary, evidence, bake));
  }

  private void end(Outcome outcome, boolean fullRelease) {
    truth.waiting = truth.waiting.plus(waited);
    truth.baking = truth.baking.plus(baked);
    int changed = outcome == Outcome.REFUSED ? 0 : 50;
    Duration all = waited.plus(baked).plusMinutes(2);
    add(new Ended(outcome, changed, fullRelease, waited, baked, all));
  }

  private void say(String on, String rule, Opinion opinion) {
    add(new Feedback(on, rule, opinion, "sam", "looked at the incident"));
  }

  private void pass(int seconds) {
    Duration wait = Duration.ofSeconds(seconds);
    waited = waited.plus(wait);
    time = time.plus(wait);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String add(Content content) {
    String key = id + "/" + (entries.size() + 1);
    entries.add(new Entry(key, time, id, content));
    return key;
  }
}
