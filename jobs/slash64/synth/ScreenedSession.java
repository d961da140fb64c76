package slash64.synth;

/**
 * A session as postscreen sees it: let through to smtpd, or talked to by postscreen itself because
 * a blocklist knows the client or it spoke before its turn.
 */
final class ScreenedSession extends Actor {
  private static final byte[] CONNECT = Ascii.of("CONNECT from [");
  private static final byte[] TO = Ascii.of(" to [");
  private static final byte[] PORT_25 = Ascii.of("]:25");
  private static final byte[] PASS_OLD = Ascii.of("PASS OLD [");
  private static final byte[] PASS_NEW = Ascii.of("PASS NEW [");
  private static final byte[] RANK = Ascii.of("DNSBL rank ");
  private static final byte[] FOR = Ascii.of(" for [");
  private static final byte[] PREGREET = Ascii.of("PREGREET ");
  private static final byte[] AFTER = Ascii.of(" after 0.0");
  private static final byte[] FROM_CLIENT = Ascii.of(" from [");
  private static final byte[] EHLO = Ascii.of(": EHLO ");
  private static final byte[] LINE_END = Ascii.of("\\r\\n");
  private static final byte[] REJECT = Ascii.of("NOQUEUE: reject: RCPT from [");
  private static final byte[] UNAVAILABLE = Ascii.of(": 550 5.7.1 Service unavailable; client [");
  private static final byte[] BLOCKED = Ascii.of("] blocked using bl.example.net; from=<");
  private static final byte[] RECIPIENT = Ascii.of(">, to=<");
  private static final byte[] HELO = Ascii.of(">, proto=ESMTP, helo=<");
  private static final byte[] DISCONNECT = Ascii.of("DISCONNECT [");
  private static final byte[] HANGUP = Ascii.of("HANGUP after ");
  private static final byte[] IN_TESTS = Ascii.of(" in tests after SMTP handshake");
  private static final byte[] PORT = Ascii.of("]:");

  private final Sender sender;
  private final Client client;
  private final int messages;
  private int port;
  private boolean isListed;
  private Step step = Step.CONNECT;

  private enum Step {
    CONNECT,
    PREGREET,
    DECIDE,
    REJECT,
    HANGUP
  }

  ScreenedSession(Sender sender, Client client, int messages) {
    this.sender = sender;
    this.client = client;
    this.messages = messages;
  }

  @Override
  void act(MailHost host) {
    switch (step) {
      case CONNECT -> connect(host);
      case PREGREET -> pregreet(host);
      case DECIDE -> decide(host);
      case REJECT -> reject(host);
      case HANGUP -> hangUp(host);
    }
  }

  private void next(MailHost host, Step changed, long micros) {
    step = changed;
    host.after(micros, this);
  }

  private void connect(MailHost host) {
    Draws draws = host.draws();
    port = draws.between(32_768, 60_999);
    isListed = draws.chance(sender.posture().listed());
    host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID)
        .text(CONNECT)
        .address(client)
        .text(PORT)
        .number(port)
        .text(TO)
        .address(host.style().address().high(), host.style().address().low())
        .text(PORT_25);
    host.end(Count.POSTSCREEN_CONNECTS);
    boolean isKnown = sender.posture().retries() && client.hasName() && draws.chance(0.9);
    if (isKnown && !isListed) {
      pass(host, PASS_OLD);
    } else if (!sender.posture().retries() && draws.chance(0.3)) {
      next(host, Step.PREGREET, draws.between(10_000, 90_000));
    } else {
      next(host, Step.DECIDE, 6 * Stamps.SECOND + draws.below(60_000));
    }
  }

  private void pregreet(MailHost host) {
    byte[] greeting = sender.content().domain();
    LogBuffer line =
        host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID)
            .text(PREGREET)
            .number(greeting.length + 7L)
            .text(AFTER)
            .number(host.draws().between(1, 9));
    peer(line.text(FROM_CLIENT)).text(EHLO).text(greeting).text(LINE_END);
    host.end();
    isListed = true;
    next(host, Step.DECIDE, 6 * Stamps.SECOND);
  }

  private void decide(MailHost host) {
    if (!isListed) {
      pass(host, PASS_NEW);
      return;
    }
    LogBuffer line =
        host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID)
            .text(RANK)
            .number(host.draws().between(3, 9));
    peer(line.text(FOR));
    host.end();
    next(host, Step.REJECT, host.draws().between(200_000, 2_000_000));
  }

  private void reject(MailHost host) {
    Mail mail = host.composer().compose(sender, client, host.day(), host.draws());
    host.note(null, client, sender, mail.isSpam());
    host.witness().refusal(sender, client, Refusal.BLOCKED);
    LogBuffer line = host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID);
    peer(line.text(REJECT)).text(UNAVAILABLE).address(client).text(BLOCKED).text(mail.from());
    line.text(RECIPIENT).text(mail.to()[0]).text(HELO).text(mail.helo()).character('>');
    host.end(Count.REJECTS);
    next(host, Step.HANGUP, host.draws().between(50_000, 1_500_000));
  }

  private void hangUp(MailHost host) {
    if (host.draws().chance(0.5)) {
      LogBuffer line =
          host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID)
              .text(HANGUP)
              .delay(host.draws().between(200_000, 3_000_000));
      peer(line.text(FROM_CLIENT)).text(IN_TESTS);
      host.end();
    }
    peer(host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID).text(DISCONNECT));
    host.end();
  }

  private void pass(MailHost host, byte[] how) {
    peer(host.line(Program.POSTSCREEN, Program.POSTSCREEN_PID).text(how));
    host.end(Count.POSTSCREEN_PASSES);
    host.after(host.draws().between(500, 4_000), new SmtpSession(sender, client, messages, null));
  }

  private LogBuffer peer(LogBuffer line) {
    return line.address(client).text(PORT).number(port);
  }
}
