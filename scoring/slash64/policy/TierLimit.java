package slash64.policy;

import java.util.Arrays;
import java.util.Optional;

/** Why a tier is not the one that the reputation asks for. */
public enum TierLimit {
  NONE("none"),
  LEVEL("level"),
  CHILDREN("children"),
  GOOD_MAIL("good_mail"),
  STEP("step"),
  SILENT("silent"),
  PARENT("parent"),
  OWN("own"),
  SAMPLE("sample");

  private final String word;

  TierLimit(String word) {
    this.word = word;
  }

  /** Returns the word that stands for it in tables and feeds. */
  public String word() {
    return word;
  }

  /** Returns the limit that a word stands for; none for one of another version. */
  public static Optional<TierLimit> ofWord(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word.equals(word)).findFirst();
  }
}
