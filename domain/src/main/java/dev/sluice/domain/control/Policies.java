package dev.sluice.domain.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules in force. */
public interface Policies {
  /** No rules, no calendar. */
  Policies NONE =
      new Policies() {
        @Override
        public boolean declared() {
          return false;
        }

        @Override
        public Sight sightOfRunning() {
          return Sight.NONE;
        }

        @Override
        public ChangeCalendar calendar() {
          return ChangeCalendar.NONE;
        }

        @Override
        public Controls judge(Question question) {
          return Controls.NONE;
        }
      };

  /**
   * What rules are asked about.
   *
   * @param risk as rules of classification and the model have it
   * @param reasons why it is that
   * @param running what else is under way
   */
  record Question(
      ChangeFacts facts,
      int risk,
      List<String> reasons,
      @Nullable RiskEstimate estimate,
      List<RunningChange> running) {
    public Question {
      reasons = List.copyOf(reasons);
      running = List.copyOf(running);
    }
  }

  /** Whether somebody wrote any. */
  boolean declared();

  /** Which rules look at the changes that run. */
  Sight sightOfRunning();

  ChangeCalendar calendar();

  /** Which rules look at something. */
  enum Sight {
    /** No rule. */
    NONE,
    /** Only rules that decide nothing yet. */
    SHADOW,
    /** An enforced one, which can't be judged without. */
    ENFORCED
  }

  /** Never throws: what can't be judged is held. */
  Controls judge(Question question);
}
