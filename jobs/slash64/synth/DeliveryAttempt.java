package slash64.synth;

import java.util.Arrays;
import slash64.synth.QueueIds.QueueId;

/**
 * One attempt to deliver a message to its recipients, and the line about each.
 *
 * @param queueMicros time in the active queue
 * @param connectMicros time to set up the connection
 * @param sendMicros time to pass the message
 * @param isUnreachable whether the far server does not answer, so that all recipients wait
 */
record DeliveryAttempt(
    DeliveryOdds odds,
    boolean isFirst,
    int queueMicros,
    int connectMicros,
    int sendMicros,
    boolean isUnreachable) {

  private static final byte[] TO = Ascii.of("to=<");
  private static final byte[] RELAY = Ascii.of(">, relay=");
  private static final byte[] NONE = Ascii.of("none");
  private static final byte[] STORE = Ascii.of("store1.example.net[2001:db8:0:1::5701]");
  private static final byte[] PORT_24 = Ascii.of(":24");
  private static final byte[] MX = Ascii.of("mx.");
  private static final byte[] PORT_25 = Ascii.of(":25");
  private static final byte[] DELAY = Ascii.of(", delay=");
  private static final byte[] DELAYS = Ascii.of(", delays=");
  private static final byte[] TLS = Ascii.of(", tls=may");
  private static final byte[] SENT = Ascii.of(", dsn=2.0.0, status=sent (250 2.0.0 ");
  private static final byte[] QUEUED = Ascii.of("Ok: queued as ");
  private static final byte[] SAVED = Ascii.of("> Saved)");
  private static final byte[] FULL = Ascii.of(", dsn=4.2.2, status=deferred (host ");
  private static final byte[] FULL_SAID = Ascii.of(" said: 452 4.2.2 <");
  private static final byte[] FULL_TAIL =
      Ascii.of("> Mailbox is full / Quota exceeded (in reply to end of DATA command))");
  private static final byte[] TIMED_OUT = Ascii.of(", dsn=4.4.1, status=deferred (connect to ");
  private static final byte[] TIMED_OUT_TAIL = Ascii.of(": Connection timed out)");
  private static final byte[] UNKNOWN = Ascii.of(", dsn=5.1.1, status=bounced (host ");
  private static final byte[] UNKNOWN_SAID = Ascii.of(" said: 550 5.1.1 <");
  private static final byte[] UNKNOWN_TAIL =
      Ascii.of(">: Recipient address rejected: User unknown (in reply to RCPT TO command))");

  private static final double UNREACHABLE_OF_DEFERRED = 0.5;
  private static final long REMOTE_SERVERS = 0x3fff_0fff_0000_0000L;

  /** How it ended for one recipient. */
  enum Outcome {
    SENT,
    BOUNCED,
    DEFERRED
  }

  /**
   * Plans an attempt.
   *
   * @param recipient one of the recipients; those of one message are of one domain
   */
  static DeliveryAttempt plan(Draws draws, DeliveryOdds odds, boolean isFirst, byte[] recipient) {
    double unreachable = odds.isLocal() ? 0 : odds.deferred(isFirst) * UNREACHABLE_OF_DEFERRED;
    boolean isUnreachable =
        draws.chance(unreachable) || (!odds.isLocal() && isGone(domain(recipient)));
    int connect =
        isUnreachable
            ? draws.between(29_000_000, 31_000_000)
            : draws.between(1_000, odds.isLocal() ? 20_000 : 700_000);
    int send = isUnreachable ? 0 : draws.between(10_000, odds.isLocal() ? 120_000 : 1_500_000);
    return new DeliveryAttempt(
        odds, isFirst, draws.between(1_000, 20_000), connect, send, isUnreachable);
  }

  /** Returns how long it takes. */
  long micros() {
    return (long) queueMicros + connectMicros + sendMicros;
  }

  /**
   * Draws how it ends for a recipient and writes the line.
   *
   * @param arrived when the message came, in microseconds since 1970
   */
  Outcome write(MailHost host, QueueId id, byte[] recipient, long arrived) {
    Outcome outcome = outcome(host.draws());
    int pid = Program.DELIVERY_PID + (id.text()[id.text().length - 1] & 7);
    LogBuffer line = host.line(odds.isLocal() ? Program.LMTP : Program.SMTP, pid, id);
    line.text(TO).text(recipient).text(RELAY);
    if (isUnreachable) {
      line.text(NONE);
    } else {
      relay(line, recipient);
    }
    long delay = host.now() - arrived;
    line.text(DELAY).delay(delay).text(DELAYS).delay(StrictMath.max(0, delay - micros()));
    line.character('/').delay(queueMicros).character('/').delay(connectMicros);
    line.character('/').delay(sendMicros);
    if (!odds.isLocal() && !isUnreachable) {
      line.text(TLS);
    }
    switch (outcome) {
      case SENT -> sent(line, recipient, host.draws());
      case BOUNCED -> said(line, UNKNOWN, UNKNOWN_SAID, UNKNOWN_TAIL, recipient);
      case DEFERRED -> deferred(line, recipient);
    }
    host.end(Count.valueOf(outcome.name()));
    return outcome;
  }

  private Outcome outcome(Draws draws) {
    if (isUnreachable) {
      return Outcome.DEFERRED;
    }
    double point = draws.uniform();
    if (point < odds.bounced()) {
      return Outcome.BOUNCED;
    }
    double share = odds.isLocal() ? 1 : 1 - UNREACHABLE_OF_DEFERRED;
    return point < odds.bounced() + odds.deferred(isFirst) * share
        ? Outcome.DEFERRED
        : Outcome.SENT;
  }

  private void sent(LogBuffer line, byte[] recipient, Draws draws) {
    line.text(SENT);
    if (odds.isLocal()) {
      line.character('<').text(recipient).text(SAVED);
    } else {
      line.text(QUEUED).text(Ascii.hex(draws.bits(), 11)).character(')');
    }
  }

  private void deferred(LogBuffer line, byte[] recipient) {
    if (isUnreachable) {
      relay(line.text(TIMED_OUT), recipient);
      line.text(TIMED_OUT_TAIL);
    } else {
      said(line, FULL, FULL_SAID, FULL_TAIL, recipient);
    }
  }

  private void said(LogBuffer line, byte[] status, byte[] said, byte[] tail, byte[] recipient) {
    line.text(status);
    hostAndAddress(line, recipient);
    line.text(said).text(recipient).text(tail);
  }

  private void relay(LogBuffer line, byte[] recipient) {
    hostAndAddress(line, recipient);
    line.text(odds.isLocal() ? PORT_24 : PORT_25);
  }

  private void hostAndAddress(LogBuffer line, byte[] recipient) {
    if (odds.isLocal()) {
      line.text(STORE);
      return;
    }
    byte[] domain = domain(recipient);
    line.text(MX).text(domain).character('[');
    line.address(REMOTE_SERVERS | Arrays.hashCode(domain) & 0xffff, 0x25).character(']');
  }

  /** Returns whether a domain's server never answers: one in some two hundred. */
  private static boolean isGone(byte[] domain) {
    return Arrays.hashCode(domain) % 199 == 0;
  }

  private static byte[] domain(byte[] recipient) {
    int at = recipient.length - 1;
    while (recipient[at] != '@') {
      at--;
    }
    return Arrays.copyOfRange(recipient, at + 1, recipient.length);
  }
}
