package slash64.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Writes the log of one Postfix server with Rspamd behind it, of any size: RFC 3164 lines of many
 * sessions at once, interleaved. Nine sessions in ten bring a message (nine lines: connect, TLS,
 * client, Message-ID, Rspamd's verdict, queue, delivery, removal, disconnect), one is refused
 * (three lines). The same seed gives the same bytes. Clients are drawn from {@link #PREFIXES} /64
 * unless told otherwise, as many as a server of a few million messages a day sees.
 */
final class MailLogText {
  /** How many /64 clients come from. */
  static final int PREFIXES = 300_000;

  private static final int SESSIONS = 64;
  private static final int MILLIS_PER_LINE = 2;
  private static final int DAY_MILLIS = 86_400_000;

  /**
   * What was written.
   *
   * @param bytes of text, line ends included
   * @param messages queued, delivered and removed
   * @param refused sessions whose only recipient was refused
   */
  record Written(long bytes, long lines, long messages, long refused) {}

  private final SplittableRandom random;
  private final int prefixes;
  private final double giant;
  private final String host;
  private final String day;
  private final StringBuilder line = new StringBuilder(1_024);
  private final Session[] sessions = new Session[SESSIONS];
  private byte[] block = new byte[1 << 16];
  private int filled;
  private long millis;
  private long queueIds;
  private long bytes;
  private long lines;
  private long messages;
  private long refused;

  private static final class Session {
    private int pid;
    private int step;
    private boolean isRefused;
    private String peer;
    private String address;
    private String id;
    private String sender;
    private String recipient;
    private int size;
  }

  private MailLogText(String host, String day, long seed, int prefixes, double giant) {
    this.random = new SplittableRandom(seed);
    this.prefixes = prefixes;
    this.giant = giant;
    this.host = host;
    this.day = day;
    for (int i = 0; i < SESSIONS; i++) {
      sessions[i] = new Session();
      sessions[i].pid = 20_000 + i;
      sessions[i].step = -1;
    }
  }

  /**
   * Writes about this many bytes, and then what ends the sessions that are under way.
   *
   * @param host the server's name
   * @param day as RFC 3164 writes it: {@code Nov 23}
   */
  static Written write(OutputStream to, long bytes, String host, String day, long seed)
      throws IOException {
    return write(to, bytes, host, day, seed, PREFIXES, 0);
  }

  /**
   * Writes the same with clients from other networks.
   *
   * @param prefixes so many /64, all in one /32: at most 2<sup>28</sup>
   * @param giant share of the sessions that come from one /64 besides, 0 to 1
   */
  static Written write(
      OutputStream to, long bytes, String host, String day, long seed, int prefixes, double giant)
      throws IOException {
    MailLogText text = new MailLogText(host, day, seed, prefixes, giant);
    while (text.bytes < bytes) {
      Session session = text.sessions[text.random.nextInt(SESSIONS)];
      if (session.step < 0) {
        text.begin(session);
      }
      text.step(session, to);
    }
    for (Session session : text.sessions) {
      while (session.step >= 0) {
        text.step(session, to);
      }
    }
    to.write(text.block, 0, text.filled);
    return new Written(text.bytes, text.lines, text.messages, text.refused);
  }

  private void begin(Session session) {
    session.step = 0;
    session.isRefused = random.nextInt(10) == 0;
    // A few clients bring much, most bring little: the square of a uniform draw.
    double draw = random.nextDouble();
    boolean isGiant = giant > 0 && random.nextDouble() < giant;
    int client = isGiant ? 0 : (int) (draw * draw * prefixes);
    session.address =
        "2001:db8:%x:%x::%x".formatted(client >> 12, client & 0xfff, 1 + random.nextInt(9));
    session.peer = "mail%d.example.net[%s]".formatted(client, session.address);
    session.id = "%X".formatted(0xA0000000L + queueIds++);
    session.sender = "news-%d@example.net".formatted(client);
    session.recipient = "user%d@example.org".formatted(random.nextInt(50_000));
    session.size = 1_500 + random.nextInt(80_000);
  }

  private void step(Session session, OutputStream to) throws IOException {
    line.setLength(0);
    stamp();
    if (session.isRefused) {
      refusedStep(session);
    } else {
      messageStep(session);
    }
    put(to);
    millis = Math.min(millis + random.nextInt(2 * MILLIS_PER_LINE), DAY_MILLIS - 1);
  }

  private void refusedStep(Session session) {
    program("smtpd", session.pid);
    switch (session.step++) {
      case 0 -> line.append("connect from ").append(session.peer);
      case 1 -> {
        line.append("NOQUEUE: reject: RCPT from ").append(session.peer);
        line.append(": 550 5.1.1 <").append(session.recipient);
        line.append(">: Recipient address rejected: User unknown in virtual mailbox table; from=<");
        line.append(session.sender).append("> to=<").append(session.recipient);
        line.append("> proto=ESMTP helo=<mail.example.net>");
        refused++;
      }
      default -> {
        line.append("disconnect from ").append(session.peer);
        line.append(" ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4");
        session.step = -1;
      }
    }
  }

  private void messageStep(Session session) {
    switch (session.step++) {
      case 0 -> program("smtpd", session.pid).append("connect from ").append(session.peer);
      case 1 -> {
        program("smtpd", session.pid).append("Anonymous TLS connection established from ");
        line.append(session.peer);
        line.append(": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange");
        line.append(" X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256");
      }
      case 2 -> message("smtpd", session.pid, session).append("client=").append(session.peer);
      case 3 -> {
        message("cleanup", session.pid + 100, session).append("message-id=<").append(session.id);
        line.append(".20261123@mail.example.net>");
      }
      case 4 -> rspamd(session);
      case 5 -> {
        message("qmgr", 1_410, session).append("from=<").append(session.sender);
        line.append(">, size=").append(session.size).append(", nrcpt=1 (queue active)");
      }
      case 6 -> {
        message("lmtp", session.pid + 200, session).append("to=<").append(session.recipient);
        line.append(">, relay=store.example.org[private/dovecot-lmtp], delay=0.42,");
        line.append(" delays=0.31/0.01/0.02/0.08, dsn=2.0.0, status=sent (250 2.0.0 <");
        line.append(session.recipient).append("> kJ8hDq1VZmYqAQAA5kF0ZQ Saved)");
      }
      case 7 -> {
        message("qmgr", 1_410, session).append("removed");
        messages++;
      }
      default -> {
        program("smtpd", session.pid).append("disconnect from ").append(session.peer);
        line.append(" ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7");
        session.step = -1;
      }
    }
  }

  private void rspamd(Session session) {
    line.append(" rspamd[612]: <").append(session.id.toLowerCase(java.util.Locale.ROOT));
    line.append(">; task; rspamd_task_write_log: id: <").append(session.id);
    line.append(".20261123@mail.example.net>, qid: <").append(session.id);
    line.append(">, ip: ").append(session.address).append(", from: <").append(session.sender);
    line.append(">, (default: F (no action): [0.").append(10 + random.nextInt(90));
    line.append("/15.00] [R_SPF_ALLOW(-0.20){+ip6:2001:db8::/32;},R_DKIM_ALLOW(-0.20)");
    line.append("{example.net:s=s1;},DMARC_POLICY_ALLOW(-0.50){example.net;none;},");
    line.append("MIME_GOOD(-0.10){multipart/alternative;text/plain;},RCPT_COUNT_ONE(0.00){1;},");
    line.append("MANY_INVISIBLE_PARTS(0.10){2;},ASN(0.00){asn:64496, ipnet:2001:db8::/32,");
    line.append(" country:ZZ;}]), len: ").append(session.size).append(", time: 102.034ms,");
    line.append(" dns req: 21, digest: <");
    hex(random.nextLong());
    hex(random.nextLong());
    line.append(">, rcpts: <").append(session.recipient);
    line.append(">, mime_rcpts: <").append(session.recipient).append('>');
  }

  private void hex(long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      line.append(Character.forDigit((int) (bits >>> shift) & 0xf, 16));
    }
  }

  private void stamp() {
    int second = (int) (millis / 1_000);
    line.append(day).append(' ');
    two(second / 3_600).append(':');
    two(second / 60 % 60).append(':');
    two(second % 60).append(' ').append(host);
  }

  private StringBuilder two(int number) {
    return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private StringBuilder program(String daemon, int pid) {
    return line.append(" postfix/").append(daemon).append('[').append(pid).append("]: ");
  }

  private StringBuilder message(String daemon, int pid, Session session) {
    return program(daemon, pid).append(session.id).append(": ");
  }

  private void put(OutputStream to) throws IOException {
    line.append('\n');
    byte[] text = line.toString().getBytes(StandardCharsets.US_ASCII);
    if (filled + text.length > block.length) {
      to.write(block, 0, filled);
      filled = 0;
    }
    System.arraycopy(text, 0, block, filled, text.length);
    filled += text.length;
    bytes += text.length;
    lines++;
  }
}
