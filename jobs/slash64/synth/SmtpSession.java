package slash64.synth;

import java.util.Arrays;
import slash64.synth.QueueIds.QueueId;

/**
 * One SMTP session with smtpd, from {@code connect from} to {@code disconnect from}: on the inbound
 * servers with strangers, on the submission servers with customers who authenticate.
 */
final class SmtpSession extends Actor {
  private static final byte[] CONNECT = Ascii.of("connect from ");
  private static final byte[] DISCONNECT = Ascii.of("disconnect from ");
  private static final byte[] LOST = Ascii.of("lost connection after ");
  private static final byte[] END_OF_MESSAGE = Ascii.of("END-OF-MESSAGE");
  private static final byte[] RCPT = Ascii.of("RCPT");
  private static final byte[] HOST_NAME = Ascii.of("hostname ");
  private static final byte[] MISMATCH = Ascii.of(" does not resolve to address ");
  private static final byte[] TLS = Ascii.of("Anonymous TLS connection established from ");
  private static final byte[] TLS_13 =
      Ascii.of(
          ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519"
              + " server-signature ECDSA (prime256v1) server-digest SHA256");
  private static final byte[] TLS_12 =
      Ascii.of(": TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)");
  private static final byte[] CLIENT = Ascii.of("client=");
  private static final byte[] SASL = Ascii.of(", sasl_method=PLAIN, sasl_username=");
  private static final byte[] WARNING = Ascii.of("warning: ");
  private static final byte[] MESSAGE_ID = Ascii.of("message-id=");
  private static final byte[] MILTER = Ascii.of("milter-reject: END-OF-MESSAGE from ");
  private static final byte[] SPAM = Ascii.of(": 5.7.1 Spam message rejected; from=<");
  private static final byte[] TO = Ascii.of("> to=<");
  private static final byte[] HELO = Ascii.of("> proto=ESMTP helo=<");
  private static final byte[] RATE = Ascii.of("Connection rate limit exceeded: ");
  private static final byte[] FROM = Ascii.of(" from ");
  private static final byte[] SERVICE = Ascii.of(" for service smtp");

  private final Sender sender;
  private final Client client;
  private final Commands commands = new Commands();
  private int left;
  private Mail mail;
  private boolean isSecondTry;
  private boolean isBlocked;
  private boolean isLost;
  private int pid;
  private QueueId id;
  private long opened;
  private byte[][] accepted = new byte[0][];
  private Step step = Step.CONNECT;

  private enum Step {
    CONNECT,
    TLS,
    ENVELOPE,
    CONTENT,
    VERDICT,
    DISCONNECT
  }

  /**
   * Makes a session.
   *
   * @param messages how many it will pass, one after the other
   * @param again a message that was put off before; null if the first one is new
   */
  SmtpSession(Sender sender, Client client, int messages, Mail again) {
    this.sender = sender;
    this.client = client;
    this.left = messages;
    this.mail = again;
    this.isSecondTry = again != null;
  }

  @Override
  void act(MailHost host) {
    switch (step) {
      case CONNECT -> connect(host);
      case TLS -> tls(host);
      case ENVELOPE -> envelope(host);
      case CONTENT -> content(host);
      case VERDICT -> verdict(host);
      case DISCONNECT -> disconnect(host);
    }
  }

  private void next(MailHost host, Step changed, long micros) {
    step = changed;
    host.after(micros, this);
  }

  private byte[] program() {
    return sender.submits() ? Program.SUBMISSION : Program.SMTPD;
  }

  private void connect(MailHost host) {
    Draws draws = host.draws();
    pid = host.smtpdPids().take();
    isBlocked = !host.style().screens() && draws.chance(sender.posture().listed());
    if (hasFalseName()) {
      LogBuffer line = host.line(program(), pid).text(WARNING).text(HOST_NAME);
      line.text(sender.content().domain()).text(MISMATCH).address(client);
      host.end();
    }
    host.line(program(), pid).text(CONNECT).peer(client);
    host.end(Count.SMTPD_CONNECTS);
    if (sender.kind().isBad() && !sender.submits() && draws.chance(0.004)) {
      LogBuffer line = host.line(program(), pid).text(WARNING).text(RATE);
      line.number(draws.between(61, 90)).text(FROM).peer(client).text(SERVICE);
      host.end();
      next(host, Step.DISCONNECT, 800);
      return;
    }
    commands.add(Commands.EHLO, true);
    if (sender.submits() || draws.chance(sender.posture().tls())) {
      next(host, Step.TLS, draws.between(20_000, 200_000));
    } else {
      next(host, Step.ENVELOPE, draws.between(20_000, 400_000));
    }
  }

  /** Returns whether the client's address has a name that does not lead back to it. */
  private boolean hasFalseName() {
    boolean isStranger = sender.kind().isBad() && !sender.submits();
    return isStranger && !client.hasName() && (client.low() & 3) == 0;
  }

  private void tls(MailHost host) {
    commands.add(Commands.STARTTLS, true);
    commands.add(Commands.EHLO, true);
    if (sender.submits()) {
      commands.add(Commands.AUTH, true);
    }
    boolean isModern = (sender.id() & 3) != 0;
    host.line(program(), pid).text(TLS).peer(client).text(isModern ? TLS_13 : TLS_12);
    host.end();
    next(host, Step.ENVELOPE, host.draws().between(20_000, 300_000));
  }

  private void envelope(MailHost host) {
    Draws draws = host.draws();
    if (mail == null) {
      mail = host.composer().compose(sender, client, host.day(), draws);
    }
    left--;
    id = null;
    commands.add(Commands.MAIL, true);
    Refusal all = refusalOfAll(host);
    byte[][] to = mail.to();
    accepted = new byte[to.length][];
    int count = 0;
    for (byte[] recipient : to) {
      Refusal refusal = all;
      if (refusal == null && draws.chance(sender.posture().unknownUsers())) {
        refusal = Refusal.UNKNOWN_USER;
      }
      commands.add(Commands.RCPT, refusal == null);
      if (refusal != null) {
        refusal.write(host, pid, id, client, mail, recipient);
        host.witness().refusal(sender, client, refusal);
      } else {
        if (id == null) {
          open(host);
        }
        accepted[count++] = recipient;
      }
    }
    accepted = Arrays.copyOf(accepted, count);
    if (id != null) {
      next(host, Step.CONTENT, draws.between(15_000, 400_000));
      return;
    }
    host.note(null, client, sender, mail.isSpam());
    if (all == Refusal.GREYLISTED && sender.posture().retries()) {
      long wait = draws.between(300, 1500) * Stamps.SECOND;
      host.after(wait, new SmtpSession(sender, client, 1, mail));
    }
    nextMessageOrQuit(host);
  }

  /** Returns why every recipient is refused; null if each is looked at. */
  private Refusal refusalOfAll(MailHost host) {
    Draws draws = host.draws();
    if (sender.submits()) {
      return null;
    }
    if (isBlocked) {
      return Refusal.BLOCKED;
    }
    if (sender.kind().isBad() && draws.chance(0.01)) {
      return Refusal.RELAY_DENIED;
    }
    double unfamiliar = client.hasName() ? 0.03 : 0.35;
    if (host.style().greylists() && !isSecondTry && draws.chance(unfamiliar)) {
      return Refusal.GREYLISTED;
    }
    return null;
  }

  private void open(MailHost host) {
    id = host.takeQueueId();
    opened = host.now();
    LogBuffer line = host.line(program(), pid, id).text(CLIENT).peer(client);
    if (sender.submits()) {
      line.text(SASL).text(host.composer().user(sender));
    }
    host.end(Count.MESSAGES);
    host.note(id, client, sender, mail.isSpam());
  }

  private void content(MailHost host) {
    host.line(Program.CLEANUP, Program.CLEANUP_PID + pid % 7, id)
        .text(MESSAGE_ID)
        .text(mail.messageId());
    host.end();
    next(host, Step.VERDICT, host.draws().between(40_000, 900_000));
  }

  private void verdict(MailHost host) {
    Draws draws = host.draws();
    byte[] user = sender.submits() ? host.composer().user(sender) : null;
    byte[] tag = Ascii.hex(draws.bits(), 6);
    LogBuffer line = host.line(Program.RSPAMD, Program.RSPAMD_PID);
    int scan = draws.between(30_000, 600_000);
    host.filterLine().write(line, mail, client, sender.network(), id.text(), user, tag, scan);
    host.witness().verdict(sender, client, mail.verdict().action().isSpam());
    if (mail.verdict().action().isSpam()) {
      host.count(Count.SPAM_VERDICTS);
    }
    host.end(Count.FILTER_TASKS);
    boolean isRefused = mail.verdict().action() == Mail.Action.REJECT;
    commands.add(Commands.DATA, !isRefused);
    if (isRefused) {
      refuseContent(host);
    } else {
      DeliveryOdds odds = DeliveryOdds.of(!sender.submits(), mail.isSpam());
      host.after(
          draws.between(1_000, 9_000),
          new Delivery(id, mail.from(), mail.size(), accepted, opened, odds));
    }
    nextMessageOrQuit(host);
  }

  private void refuseContent(MailHost host) {
    host.line(Program.CLEANUP, Program.CLEANUP_PID + pid % 7, id)
        .text(MILTER)
        .peer(client)
        .text(SPAM)
        .text(mail.from())
        .text(TO)
        .text(accepted[0])
        .text(HELO)
        .text(mail.helo())
        .character('>');
    host.end(Count.MILTER_REJECTS);
    host.queueIds().giveBack(id);
  }

  private void nextMessageOrQuit(MailHost host) {
    mail = null;
    isSecondTry = false;
    if (left > 0) {
      next(host, Step.ENVELOPE, host.draws().between(30_000, 300_000));
    } else {
      isLost = !sender.posture().retries() && host.draws().chance(0.5);
      if (!isLost) {
        commands.add(Commands.QUIT, true);
      }
      next(host, Step.DISCONNECT, host.draws().between(1_000, 60_000));
    }
  }

  private void disconnect(MailHost host) {
    if (isLost) {
      byte[] stage = id == null ? RCPT : END_OF_MESSAGE;
      host.line(program(), pid).text(LOST).text(stage).text(FROM).peer(client);
      host.end();
    }
    LogBuffer line = host.line(program(), pid).text(DISCONNECT).peer(client);
    commands.write(line);
    host.end();
    host.smtpdPids().giveBack(pid);
  }
}
