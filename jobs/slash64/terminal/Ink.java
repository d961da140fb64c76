package slash64.terminal;

/** How a piece of text stands out, where colour is wanted. */
public enum Ink {
  HEADING("1"),
  FAINT("2"),
  BAD("31"),
  GOOD("32"),
  WARNING("33");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** Returns the text between the sequences of ISO 6429 that a terminal takes for colours. */
  String of(String text) {
    return text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
