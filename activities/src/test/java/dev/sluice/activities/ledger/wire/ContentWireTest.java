package dev.sluice.activities.ledger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Entries;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Unrecognized;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentWireTest {
  @ParameterizedTest
  @MethodSource("dev.sluice.activities.ledger.Entries#oneOfEach")
  void readsWhatItWrote(Content content) {
    ContentWire.Stored stored = ContentWire.write(content);

    assertThat(ContentWire.read(stored.kind(), stored.body())).isEqualTo(content);
    assertThat(stored.body()).matches("\\p{ASCII}*");
  }

  @Test
  void leavesOutEvidenceThatNobodyAsksFor() {
    for (Content content : Entries.oneOfEach()) {
      ContentWire.Stored stored = ContentWire.write(content);
      Content expected =
          content instanceof Judged judged
              ? new Judged(
                  judged.stage(),
                  judged.batch(),
                  judged.verdict(),
                  judged.summary(),
                  List.of(),
                  judged.baked())
              : content;
      assertThat(ContentWire.readWithoutEvidence(stored.kind(), stored.body())).isEqualTo(expected);
    }
  }

  @Test
  void coversEveryKindOfContent() {
    assertThat(Entries.oneOfEach().stream().map(Object::getClass).distinct())
        .hasSize(Content.class.getPermittedSubclasses().length - 1);
    assertThat(Arrays.asList(Content.class.getPermittedSubclasses())).contains(Unrecognized.class);
  }

  @Test
  void keepsTheWordsOfRowsThatAreWritten() {
    assertThat(ContentWire.write(new Held(HoldCause.FREEZE, "xmas", Instant.EPOCH)))
        .isEqualTo(
            new ContentWire.Stored(
                "held", "{\"cause\":\"freeze\",\"on\":\"xmas\",\"sinceMillis\":0}"));
    assertThat(ContentWire.write(Entries.registered("checkout")).body())
        .isEqualTo(
            """
            {"type":"kubernetes-release","version":"3","kind":"own","title":"release checkout",\
            "requester":"ci","services":["checkout","cart"],"zones":["zone-1"],"targets":40,\
            "share":0.30000000000000004,"reversible":true,"class":"standard","risk":2,\
            "level":"assessed","reasons":["It follows its type."],"rules":[{"rule":"no-friday",\
            "status":"shadow","asked":"wait until Monday"}]}\
            """);
  }

  @Test
  void leavesOutWhatNobodyKnowsOfAChangeThatWasNeverPlanned() {
    Registered refused =
        Registered.unplanned("releas", ChangeKind.OWN, "releas", "ci", "no such type");
    ContentWire.Stored stored = ContentWire.write(refused);

    assertThat(stored.body()).doesNotContain("class", "risk", "level");
    assertThat(ContentWire.read(stored.kind(), stored.body())).isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}", "{\"cause\":\"boredom\",\"sinceMillis\":0}"})
  void passesOnWhatItDoesNotKnow(String body) {
    assertThat(ContentWire.read("held", body)).isEqualTo(new Unrecognized("held", body));
  }
}
