package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.Exemption;
import dev.sluice.domain.gate.GateCommand;
import dev.sluice.domain.gate.GateDecision;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.GateSignal;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Gates;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.gate.Stop;
import dev.sluice.simulation.gate.Wish.Fate;
import dev.sluice.simulation.world.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One day of many changes at one gate, from one seed, and the time after it until all is done. */
public final class GateWorld {
  /** The dead are looked for that often, in seconds. */
  private static final int SWEEP = 300;

  private static final int DAY = 86_400;
  private static final int LONGEST = 14 * DAY;

  private final GateDecider decider;
  private final List<GateClaim> claims;
  private final Agenda agenda = new Agenda();
  private final RandomGenerator random;
  private final Map<String, Wish> wishes = new LinkedHashMap<>();
  private final Map<String, Wish> running = new LinkedHashMap<>();
  private final Map<String, Wish> waiting = new LinkedHashMap<>();
  private final Map<String, Instant> asked = new HashMap<>();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Set<String> suspended = new HashSet<>();
  private final Set<String> exempt = new HashSet<>();
  private final Set<String> dead = new HashSet<>();
  private final List<Stop> incidents = new ArrayList<>();
  private GateRules rules;
  private GateState state = GateState.EMPTY;
  private final Map<String, Integer> places = new HashMap<>();
  private @Nullable Instant planned;
  private int begun;
  private int gates;

  /**
   * @param changes how many are wanted
   */
  public GateWorld(long seed, int changes, GateDecider decider, List<GateClaim> claims) {
    this.decider = decider;
    this.claims = claims;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Town town = new Town(random);
    WishDice dice = new WishDice(town, random);
    rules = new GateRules(drawnCaps(), new StopDice(town, random).freezes());
    signal(new GateSignal.Ruled(rules));
    for (int i = 0; i < changes; i++) {
      Wish wish = dice.wish(i);
      wishes.put(wish.id(), wish);
      agenda.in(wish.arrives(), () -> ask(wish));
    }
    for (Stop incident : new StopDice(town, random).incidents()) {
      agenda.in(incident.from().getEpochSecond(), () -> declare(incident));
    }
    agenda.in(random.nextInt(DAY), this::newRules);
    if (random.nextInt(3) == 0) {
      agenda.in(random.nextInt(DAY), this::loseTheGate);
      agenda.in(random.nextInt(DAY), this::loseTheGate);
    }
    agenda.in(SWEEP, this::sweep);
  }

  private Caps drawnCaps() {
    return new Caps(
        random.nextInt(12, 60), random.nextInt(12, 20), Map.of(), random.nextInt(8, 40), Map.of());
  }

  /** Runs until nothing happens any more. */
  public void run() {
    while (agenda.second() < LONGEST && agenda.step()) {
      // What happens is told by the agenda.
    }
    claims.forEach(claim -> claim.end(this));
  }

  /** How many changes began. */
  public int begun() {
    return begun;
  }

  private void ask(Wish wish) {
    asked.putIfAbsent(wish.id(), now());
    if (wish.fate() == Fate.RUNS_ALREADY) {
      beginUnasked(wish);
      return;
    }
    waiting.put(wish.id(), wish);
    signal(new GateSignal.Asked(wish.claim()));
    if (random.nextInt(10) == 0 && waiting.containsKey(wish.id())) {
      signal(new GateSignal.Asked(wish.claim()));
    }
    switch (wish.fate()) {
      case GIVES_UP, DIES_WAITING, BEGINS_ANYWAY ->
          agenda.in(random.nextInt(1, 7_200), () -> stopWaiting(wish));
      case ENDS, DIES, RUNS_ALREADY -> {}
    }
    if (random.nextInt(40) == 0) {
      agenda.in(random.nextInt(1, 7_200), () -> exempt(wish.id()));
    }
  }

  private void stopWaiting(Wish wish) {
    if (!waiting.containsKey(wish.id())) {
      return;
    }
    waiting.remove(wish.id());
    switch (wish.fate()) {
      case DIES_WAITING -> dead.add(wish.id());
      case BEGINS_ANYWAY -> beginUnasked(wish);
      case ENDS, GIVES_UP, DIES, RUNS_ALREADY -> signal(new GateSignal.Left(wish.id()));
    }
  }

  private void beginUnasked(Wish wish) {
    begin(wish);
    signal(new GateSignal.Runs(wish.claim()));
  }

  private void begin(Wish wish) {
    standings.remove(wish.id());
    running.put(wish.id(), wish);
    begun++;
    agenda.in(wish.works(), () -> work(wish));
  }

  /** It is ended from outside; what was declared and exempted is forgotten with it. */
  private void loseTheGate() {
    int gate = ++gates;
    incidents.clear();
    exempt.clear();
    standings.clear();
    stand(GateState.EMPTY);
    signal(new GateSignal.Lost());
    signal(new GateSignal.Ruled(rules));
    int lag = random.nextInt(1, 10);
    List<String> listed = List.copyOf(known());
    agenda.in(lag, () -> recall(gate, listed, false));
    agenda.in(lag + 10, () -> recall(gate, known(), true));
  }

  private void recall(int by, List<String> changes, boolean all) {
    if (by == gates) {
      signal(new GateSignal.Recalled(changes, all));
    }
  }

  private List<String> known() {
    return Stream.concat(running.keySet().stream(), waiting.keySet().stream()).toList();
  }

  private void answer(String change) {
    if (running.containsKey(change)) {
      signal(new GateSignal.Runs(wish(change).claim()));
      signal(new GateSignal.Answered(change));
    } else if (waiting.containsKey(change)) {
      if (!places.containsKey(change)) {
        asked.put(change, now());
      }
      signal(new GateSignal.Asked(wish(change).claim()));
      signal(new GateSignal.Answered(change));
    } else {
      signal(new GateSignal.Died(List.of(change)));
    }
  }

  private void exempt(String change) {
    if (running.containsKey(change) || waiting.containsKey(change)) {
      exempt.add(change);
      signal(new GateSignal.Exempted(change, new Exemption("carol", "can't wait", null)));
    }
  }

  private void declare(Stop incident) {
    incidents.add(incident);
    signal(new GateSignal.IncidentDeclared(incident));
    agenda.in(
        random.nextInt(600, 14_400),
        () -> {
          incidents.remove(incident);
          signal(new GateSignal.IncidentEnded(incident.name()));
        });
  }

  private void newRules() {
    rules = new GateRules(drawnCaps(), rules.freezes());
    signal(new GateSignal.Ruled(rules));
  }

  /** What the gate does itself from time to time, while there is anybody. */
  private void sweep() {
    List<String> found =
        Stream.concat(
                state.inside().stream().map(one -> one.claim().change()),
                state.recall().unheard().stream())
            .filter(dead::contains)
            .toList();
    if (!found.isEmpty()) {
      signal(new GateSignal.Died(found));
    }
    if (isRecalling()) {
      signal(new GateSignal.Unanswered());
    }
    if (agenda.second() < DAY
        || !state.inside().isEmpty()
        || !state.queue().isEmpty()
        || isRecalling()) {
      agenda.in(SWEEP, this::sweep);
    }
  }

  private void signal(GateSignal signal) {
    GateDecision decision = decider.decide(state, signal, now());
    stand(decision.state());
    decision.commands().forEach(this::obey);
    if (decision.more()) {
      signal(new GateSignal.Woken());
      return;
    }
    claims.forEach(claim -> claim.after(this));
    Gates.nextWake(state, now()).ifPresent(this::wakeAt);
  }

  private void stand(GateState next) {
    state = next;
    places.clear();
    next.inside().forEach(inside -> places.put(inside.claim().change(), -1));
    for (int i = 0; i < next.queue().size(); i++) {
      places.put(next.queue().get(i).claim().change(), i);
    }
  }

  private void wakeAt(Instant time) {
    if (planned != null && planned.isAfter(now()) && !time.isBefore(planned)) {
      return;
    }
    planned = time;
    agenda.in(time.getEpochSecond() - agenda.second(), () -> signal(new GateSignal.Woken()));
  }

  private void obey(GateCommand command) {
    switch (command) {
      case GateCommand.Open open -> open(open);
      case GateCommand.Tell tell -> standings.put(tell.change(), tell.standing());
      case GateCommand.Suspend suspend -> suspended.add(suspend.change());
      case GateCommand.Wake wake -> suspended.remove(wake.change());
      case GateCommand.Recall recall ->
          agenda.in(random.nextInt(40), () -> answer(recall.change()));
      case GateCommand.Late late -> waiting.remove(late.change());
      case GateCommand.Refuse refuse -> waiting.remove(refuse.change());
    }
  }

  private void open(GateCommand.Open open) {
    Wish wish = waiting.get(open.change());
    if (wish == null) {
      // Nobody hears it: the message to a dead change fails.
      if (dead.contains(open.change())) {
        agenda.in(1, () -> signal(new GateSignal.Died(List.of(open.change()))));
      }
      return;
    }
    claims.forEach(claim -> claim.opening(this, open));
    waiting.remove(wish.id());
    begin(wish);
  }

  private void work(Wish wish) {
    if (suspended.contains(wish.id())) {
      agenda.in(SWEEP, () -> work(wish));
      return;
    }
    running.remove(wish.id());
    if (wish.fate() == Fate.DIES) {
      dead.add(wish.id());
    } else {
      signal(new GateSignal.Left(wish.id()));
    }
  }

  Instant now() {
    return Instant.EPOCH.plusSeconds(agenda.second());
  }

  GateState state() {
    return state;
  }

  Caps caps() {
    return rules.caps();
  }

  Wish wish(String change) {
    return Objects.requireNonNull(wishes.get(change), change);
  }

  Collection<Wish> running() {
    return running.values();
  }

  Collection<Wish> waiting() {
    return waiting.values();
  }

  boolean isSuspended(String change) {
    return suspended.contains(change);
  }

  @Nullable Standing standing(String change) {
    return standings.get(change);
  }

  int atRisk(Predicate<Wish> of) {
    return running.values().stream().filter(of).mapToInt(wish -> wish.claim().atRisk()).sum();
  }

  int atRiskIn(String zone) {
    return running.values().stream()
        .mapToInt(wish -> wish.claim().zones().getOrDefault(zone, 0))
        .sum();
  }

  /** The stop that keeps the change from working now; null for none. */
  @Nullable Stop stopOf(String change) {
    Wish wish = wish(change);
    if (exempt.contains(change)) {
      return null;
    }
    for (Stop freeze : rules.freezes()) {
      if (StopDice.stops(freeze, wish, now())) {
        return freeze;
      }
    }
    for (Stop incident : incidents) {
      if (StopDice.stops(incident, wish, now())) {
        return incident;
      }
    }
    return null;
  }

  /** Whether time or a stop keeps it out, whoever else waits. */
  boolean isKeptOut(String change) {
    Instant notBefore = wish(change).claim().notBefore();
    return stopOf(change) != null || (notBefore != null && now().isBefore(notBefore));
  }

  boolean goesFirst(Wish one, Wish other) {
    return place(one).compareTo(place(other)) < 0;
  }

  private Instant place(Wish wish) {
    Instant since = asked.getOrDefault(wish.id(), now());
    return wish.claim().emergency()
        ? Instant.MIN
        : since.minusSeconds(Gates.HEAD_START.toSeconds() * wish.claim().priority());
  }

  /** Whether a new gate still asks who runs. */
  boolean isRecalling() {
    return !state.recall().isOver();
  }

  /** Whether the gate knows that it runs. */
  boolean isInside(String change) {
    return places.getOrDefault(change, 0) < 0;
  }

  /** Whether the gate still counts on one, and it goes before the other. */
  boolean isBeforeIt(String one, String other) {
    return places.getOrDefault(one, Integer.MAX_VALUE) < places.getOrDefault(other, -1);
  }
}
