package slash64.synth;

/** Names of the daemons, and the pids of those of which one process is enough. */
final class Program {
  static final byte[] SMTPD = Ascii.of("postfix/smtpd");
  static final byte[] SUBMISSION = Ascii.of("postfix/submission/smtpd");
  static final byte[] POSTSCREEN = Ascii.of("postfix/postscreen");
  static final byte[] CLEANUP = Ascii.of("postfix/cleanup");
  static final byte[] QMGR = Ascii.of("postfix/qmgr");
  static final byte[] PICKUP = Ascii.of("postfix/pickup");
  static final byte[] BOUNCE = Ascii.of("postfix/bounce");
  static final byte[] LMTP = Ascii.of("postfix/lmtp");
  static final byte[] SMTP = Ascii.of("postfix/smtp");
  static final byte[] LOCAL = Ascii.of("postfix/local");
  static final byte[] RSPAMD = Ascii.of("rspamd");

  static final int POSTSCREEN_PID = 1204;
  static final int QMGR_PID = 1187;
  static final int PICKUP_PID = 1186;
  static final int CLEANUP_PID = 19_310;
  static final int BOUNCE_PID = 19_877;
  static final int DELIVERY_PID = 19_400;
  static final int RSPAMD_PID = 911;

  private Program() {}
}
