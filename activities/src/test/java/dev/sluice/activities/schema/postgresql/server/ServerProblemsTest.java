package dev.sluice.activities.schema.postgresql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.schema.postgresql.inventory.Database;
import dev.sluice.domain.problem.Problem;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ServerProblemsTest {
  private static final Database SHARD =
      new Database("shard-7", "jdbc:postgresql://h/d", "z", Map.of(), "u", "", "public");

  @ParameterizedTest
  @CsvSource({
    "55P03, Passing, LOCKED",
    "40P01, Passing, CONFLICT",
    "08006, Passing, UNREACHABLE",
    "57P01, Passing, UNREACHABLE",
    "57P03, Passing, UNREACHABLE",
    "53300, Passing, UNREACHABLE",
    "25P03, Passing, UNREACHABLE",
    "57014, ForAuthor, TOO_SLOW",
    "42601, ForAuthor, MIGRATION_FAILED",
    "23505, ForAuthor, MIGRATION_FAILED",
    "28P01, ForOperator, WRONG_CREDENTIALS",
    "3D000, ForOperator, NO_SUCH_DATABASE",
    "25006, ForOperator, READ_ONLY",
    "42501, ForOperator, MISSING_RIGHT",
    "53100, ForOperator, DISK_FULL",
  })
  void sayWhoMustAct(String state, String who, String code) {
    Problem problem = ServerProblems.of(SHARD, new SQLException("secret", state)).problem();
    assertThat(problem.getClass().getSimpleName()).isEqualTo(who);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).contains("shard-7").doesNotContain("secret");
  }

  @Test
  void tellNothingOfRows() {
    var answer =
        new ServerErrorMessage(
            "SERROR\0C23505\0Mduplicate key\0DKey (mail)=(ada@example.org) exists\0");
    assertThat(ServerProblems.of(SHARD, new PSQLException(answer)).problem().message())
        .contains("duplicate key")
        .doesNotContain("ada@");
  }
}
