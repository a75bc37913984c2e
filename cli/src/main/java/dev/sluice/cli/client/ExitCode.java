package dev.sluice.cli.client;

import dev.sluice.proto.v1.Outcome;

/** What a command's exit code says. */
public enum ExitCode {
  OK(0, "done; a watched change ended COMPLETED"),
  ERROR(1, "the call was refused or failed"),
  USAGE(2, "the command line is wrong"),
  ROLLED_BACK(3, "the watched change ended ROLLED_BACK"),
  NOT_DONE(4, "the watched change ended REFUSED or STOPPED"),
  ROLLBACK_FAILED(5, "the watched change ended ROLLBACK_FAILED"),
  UNREACHABLE(6, "the API or the service is not reachable, or did not answer in time"),
  BROKEN_INPUT(7, "some recorded cases were broken; all others were judged"),
  BROKEN_CONTRACT(8, "the sub-domain broke its contract"),
  BROKEN_LEDGER(9, "the ledger's chain is broken"),
  WAIT(10, "a guarded change has to wait: ask again"),
  ROLL_BACK(11, "a guarded change has to be taken back");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** 0 to 11. */
  public int code() {
    return code;
  }

  /** When it is returned, in words. */
  public String meaning() {
    return meaning;
  }

  /** What a watched change's end means for the caller. */
  public static ExitCode of(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED -> OK;
      case ROLLED_BACK -> ROLLED_BACK;
      case REFUSED, STOPPED -> NOT_DONE;
      case ROLLBACK_FAILED -> ROLLBACK_FAILED;
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> ERROR;
    };
  }
}
