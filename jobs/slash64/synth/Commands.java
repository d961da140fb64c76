package slash64.synth;

/** The commands of one SMTP session, as {@code disconnect from} sums them up (Postfix 3.0). */
final class Commands {
  static final int EHLO = 0;
  static final int STARTTLS = 1;
  static final int AUTH = 2;
  static final int MAIL = 3;
  static final int RCPT = 4;
  static final int DATA = 5;
  static final int QUIT = 6;

  private static final byte[][] NAMES =
      Ascii.all(" ehlo=", " starttls=", " auth=", " mail=", " rcpt=", " data=", " quit=");
  private static final byte[] NONE = Ascii.of("0/0");
  private static final byte[] TOTAL = Ascii.of(" commands=");

  private final int[] accepted = new int[NAMES.length];
  private final int[] all = new int[NAMES.length];

  void add(int command, boolean isAccepted) {
    all[command]++;
    if (isAccepted) {
      accepted[command]++;
    }
  }

  /** Adds {@code ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4}; a sole number means all of them. */
  void write(LogBuffer line) {
    int sumAccepted = 0;
    int sum = 0;
    for (int command = 0; command < NAMES.length; command++) {
      if (all[command] > 0) {
        write(line.text(NAMES[command]), accepted[command], all[command]);
      }
      sumAccepted += accepted[command];
      sum += all[command];
    }
    if (sum == 0) {
      line.text(TOTAL).text(NONE);
    } else {
      write(line.text(TOTAL), sumAccepted, sum);
    }
  }

  private static void write(LogBuffer line, int accepted, int all) {
    line.number(accepted);
    if (accepted != all) {
      line.character('/').number(all);
    }
  }
}
