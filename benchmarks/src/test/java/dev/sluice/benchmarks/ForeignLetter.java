package dev.sluice.benchmarks;

/** What a library looks like that offers its types by builders. */
public final class ForeignLetter {
  private final String text;

  private ForeignLetter(String text) {
    this.text = text;
  }

  public static Builder builder() {
    return new Builder();
  }

  public String text() {
    if (text.isEmpty()) {
      throw new IllegalStateException("nothing written");
    }
    return text;
  }

  /** Collects the lines. */
  public static final class Builder {
    private String text = "";

    public Builder line(String head, Object words) {
      text += head + ": " + words;
      return this;
    }

    public ForeignLetter build() {
      return new ForeignLetter(text);
    }
  }
}
