package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Lines of smtpd(8), the server clients talk to (FORMATS 2.2). The client is the leftmost {@code
 * name[addr]}, which Postfix itself wrote.
 */
final class PostfixSmtpd extends PostfixFormat {
  private static final byte[] CONNECT = Bytes.of("connect from ");
  private static final byte[] DISCONNECT = Bytes.of("disconnect from ");
  private static final byte[] CLIENT = Bytes.of("client=");
  private static final byte[] SASL_METHOD = Bytes.of(", sasl_method=");
  private static final byte[] SASL_USERNAME = Bytes.of(", sasl_username=");
  private static final byte[] SASL_SENDER = Bytes.of(", sasl_sender=");
  private static final byte[] ORIGINAL_ID = Bytes.of(", orig_queue_id=");
  private static final byte[] ORIGINAL_CLIENT = Bytes.of(", orig_client=");
  private static final byte[] LOST = Bytes.of("lost connection after ");
  private static final byte[] TIMEOUT = Bytes.of("timeout after ");
  private static final byte[] ERRORS = Bytes.of("too many errors after ");
  private static final byte[] PIPELINING = Bytes.of("improper command pipelining after ");
  private static final byte[] SSL_ERROR = Bytes.of("SSL_accept error from ");
  private static final byte[] FROM = Bytes.of(" from ");
  private static final byte[] SASL_FAILED = Bytes.of(": SASL ");
  private static final byte[] AUTHENTICATION_FAILED = Bytes.of(" authentication failed");
  private static final byte[] FAILED_USERNAME = Bytes.of(", sasl_username=");
  private static final byte[] PROXY_REJECT = Bytes.of("proxy-reject: ");
  private static final byte[] PROXY_ACCEPT = Bytes.of("proxy-accept: ");
  private static final byte[] ABORT = Bytes.of("abort: TLS from ");
  private static final byte[] COLON = Bytes.of(": ");
  private static final byte[] QUEUED_AS = Bytes.of(" queued as ");
  private static final byte[] ILLEGAL = Bytes.of("Illegal address syntax from ");
  private static final byte[] NON_SMTP = Bytes.of("non-SMTP command from ");
  private static final byte[] EXCEEDED = Bytes.of(" limit exceeded: ");
  private static final byte[] REFUSING = Bytes.of("Refusing ");
  private static final String UNAVAILABLE = "(unavailable)";

  /**
   * Why nobody can log in for now: the words of xsasl_dovecot_server.c and Dovecot, and what Cyrus
   * SASL calls the results that Postfix answers 454 for (xsasl_cyrus_server.c).
   */
  private static final String[] OUTAGES = {
    "Connection lost to authentication server",
    "Can't connect to authentication server",
    "Temporary authentication failure",
    "generic failure",
    "transient failure",
    "remote authentication server unavailable",
    "no memory available",
  };

  /** A limit whose warning is all that tells of a refusal, and the reply to it (smtpd.c). */
  private record Limit(String words, String stage, String code, String dsn) {}

  private static final Limit[] LIMITS = {
    new Limit("Connection concurrency limit exceeded", "CONNECT", "421", "4.7.0"),
    new Limit("Connection rate limit exceeded", "CONNECT", "421", "4.7.0"),
    new Limit("Message delivery request rate limit exceeded", "MAIL", "450", "4.7.1"),
    new Limit("Recipient address rate limit exceeded", "RCPT", "450", "4.7.1"),
    new Limit("New TLS session rate limit exceeded", "STARTTLS", "421", "4.7.0"),
  };

  private final Peer peer = new Peer();
  private final PostfixRejects rejects = new PostfixRejects(peer);
  private final TlsLine tls = new TlsLine(peer);

  @Override
  void readMessage(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    if (Bytes.startsWith(b, from, to, CLIENT)) {
      readClient(line, from + CLIENT.length);
      if (hasNoQueue(line) && line.refusal() == null) { // a before-queue filter gets the message
        line.setEvent(line.has(Field.SASL_USERNAME) ? Event.AUTHENTICATED : Event.NOTICE);
      }
    } else if (Bytes.startsWith(b, from, to, ABORT)) {
      readAbort(line, from);
    } else if (!readEarlyEnd(line, from)) {
      rejects.read(line, from);
    }
  }

  /**
   * {@code NOQUEUE: abort: TLS from {peer}: {why}}: the client's certificate is not one that the
   * server asks for; smtpd.c answers 421 4.7.1.
   */
  private void readAbort(LogLine line, int from) {
    line.setWord(Field.ACTION, "abort");
    line.setWord(Field.STAGE, "TLS");
    line.setWord(Field.REJECT_CODE, "421");
    line.setWord(Field.DSN, "4.7.1");
    line.setEvent(Event.REJECT);
    int at = peer.read(line, from + ABORT.length);
    if (at < 0 || !Bytes.startsWith(line.bytes(), at, line.end(), COLON)) {
      line.clearClient();
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.REJECT_TEXT, at + COLON.length, line.end());
  }

  private void readClient(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    line.setEvent(Event.OPEN);
    line.setWord(Field.ACTION, "client");
    int at = peer.read(line, from);
    if (at < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    if (at == to) {
      return;
    }
    if (Bytes.startsWith(b, at, to, SASL_METHOD)) {
      int end = Bytes.indexOf(b, at + SASL_METHOD.length, to, ',');
      at = end < 0 ? to : end;
    }
    if (Bytes.startsWith(b, at, to, SASL_USERNAME)) {
      // The name is the client's: nothing after it is believed, least of all another client.
      int nameFrom = at + SASL_USERNAME.length;
      int sender = Bytes.lastIndexOf(b, nameFrom, to, SASL_SENDER);
      line.set(Field.SASL_USERNAME, nameFrom, sender < 0 ? to : sender);
      return;
    }
    if (Bytes.startsWith(b, at, to, ORIGINAL_ID)) {
      int idFrom = at + ORIGINAL_ID.length;
      int end = Bytes.indexOf(b, idFrom, to, ',');
      line.set(Field.OTHER_QUEUE_ID, idFrom, end < 0 ? to : end);
      at = end < 0 ? to : end;
    }
    if (Bytes.startsWith(b, at, to, ORIGINAL_CLIENT)) {
      // A content filter that may use XFORWARD hands the message on: its client is the one to
      // score.
      line.markClientForwarded();
      if (peer.read(line, at + ORIGINAL_CLIENT.length) < 0) {
        line.clearClient(); // cut: the gateway before it is not who sent this
        line.clear(Field.CLIENT_NAME);
      }
    }
  }

  /** {@code [{id}: ]{reason} after {stage}[ ({n} bytes)] from {peer}}; with id since 3.10. */
  private boolean readEarlyEnd(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    byte[] reason =
        Bytes.startsWith(b, from, to, LOST)
            ? LOST
            : Bytes.startsWith(b, from, to, TIMEOUT)
                ? TIMEOUT
                : Bytes.startsWith(b, from, to, ERRORS) ? ERRORS : null;
    if (reason == null) {
      return false;
    }
    line.set(Field.ACTION, from, from + reason.length - " after ".length());
    int stageFrom = from + reason.length;
    int blank = Bytes.indexOf(b, stageFrom, to, ' ');
    if (blank > 0) {
      line.set(Field.STAGE, stageFrom, blank);
    }
    readPeerAfter(line, stageFrom, Event.COMPLAINT);
    return true;
  }

  private void readPeerAfter(LogLine line, int from, Event event) {
    int at = Bytes.indexOf(line.bytes(), from, line.end(), FROM);
    readPeer(line, at < 0 ? line.end() : at + FROM.length, event);
  }

  private void readPeer(LogLine line, int from, Event event) {
    line.setEvent(event);
    if (peer.read(line, from) < 0) {
      line.refuse(Refusal.CUT);
    }
  }

  @Override
  void readOther(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    if (Bytes.startsWith(b, from, to, CONNECT)) {
      line.setWord(Field.ACTION, "connect");
      readPeer(line, from + CONNECT.length, Event.CONNECT);
    } else if (Bytes.startsWith(b, from, to, DISCONNECT)) {
      line.setWord(Field.ACTION, "disconnect");
      readPeer(line, from + DISCONNECT.length, Event.DISCONNECT);
    } else if (readEarlyEnd(line, from) || tls.read(line, from)) {
      return;
    } else if (Bytes.startsWith(b, from, to, PIPELINING)) {
      line.setWord(Field.ACTION, "improper command pipelining");
      readPeerAfter(line, from + PIPELINING.length, Event.COMPLAINT);
    } else if (Bytes.startsWith(b, from, to, SSL_ERROR)) {
      line.setWord(Field.ACTION, "SSL_accept error");
      readPeer(line, from + SSL_ERROR.length, Event.COMPLAINT);
    } else if (Bytes.startsWith(b, from, to, PROXY_REJECT)
        || Bytes.startsWith(b, from, to, PROXY_ACCEPT)) {
      readProxy(line, from);
    } else {
      line.setEvent(Event.NOTHING);
    }
  }

  /** A before-queue filter's answer: neither client nor id, the session has both. */
  private static void readProxy(LogLine line, int from) {
    byte[] b = line.bytes();
    int colon = Bytes.indexOf(b, from, line.end(), ':');
    line.set(Field.ACTION, from, colon);
    line.setEvent(
        Bytes.startsWith(b, from, line.end(), PROXY_REJECT) ? Event.REJECT : Event.NOTICE);
    int stage = Bytes.indexOf(b, colon + 2, line.end(), ':');
    if (stage > 0) {
      line.set(Field.STAGE, colon + 2, stage);
      int reply = Math.min(stage + 2, line.end());
      PostfixRejects.readReply(line, reply);
      if (line.event() == Event.NOTICE) {
        readQueuedAs(line, reply);
      }
    }
  }

  /**
   * {@code 250 2.0.0 Ok: queued as {id};}: the id that the smtpd behind the filter gave. It ends
   * the reply; what follows the reply's semicolon is of the client's choice.
   */
  private static void readQueuedAs(LogLine line, int from) {
    byte[] b = line.bytes();
    int semicolon = Bytes.indexOf(b, from, line.end(), ';');
    int at = semicolon < 0 ? -1 : Bytes.lastIndexOf(b, from, semicolon, QUEUED_AS);
    int id = at + QUEUED_AS.length;
    if (at >= 0 && QueueIds.isId(b, id, semicolon)) {
      line.set(Field.OTHER_QUEUE_ID, id, semicolon);
    }
  }

  @Override
  void readMessageWarning(LogLine line, int from) {
    PostfixFailures.read(line, from);
  }

  @Override
  void readWarning(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    if (Bytes.startsWith(b, from, to, ILLEGAL)) {
      line.setWord(Field.ACTION, "warning");
      readPeer(line, from + ILLEGAL.length, Event.COMPLAINT);
    } else if (Bytes.startsWith(b, from, to, REFUSING)) { // TLS, after too many sessions
      line.setWord(Field.ACTION, "warning");
      readPeerAfter(line, from, Event.COMPLAINT);
    } else if (Bytes.startsWith(b, from, to, NON_SMTP)) {
      line.setWord(Field.ACTION, "warning");
      readPeer(line, from + NON_SMTP.length, Event.COMPLAINT);
    } else if (Bytes.indexOf(b, from, Math.min(to, from + 64), EXCEEDED) > 0) {
      readExceeded(line, from);
    } else {
      readSaslFailure(line, from);
    }
  }

  /**
   * {@code {limit} limit exceeded: {n} from {peer} for service {service}}: what anvil(8) counts of
   * a client is too much, and smtpd refuses it without a line of its own for that. Too many AUTH
   * commands refuse no mail.
   */
  private void readExceeded(LogLine line, int from) {
    for (Limit limit : LIMITS) {
      if (Words.at(line.bytes(), from, line.end(), limit.words)) {
        line.setWord(Field.ACTION, "reject");
        line.setWord(Field.STAGE, limit.stage);
        line.setWord(Field.REJECT_CODE, limit.code);
        line.setWord(Field.DSN, limit.dsn);
        line.set(Field.REJECT_TEXT, from, from + limit.words.length());
        readPeerAfter(line, from, Event.REJECT);
        return;
      }
    }
    line.setWord(Field.ACTION, "warning");
    readPeerAfter(line, from, Event.COMPLAINT);
  }

  /**
   * {@code {peer}: SASL {mech} authentication failed: {why}[, sasl_username={u}]}. An outage of
   * what checks passwords is nobody's failure.
   */
  private void readSaslFailure(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int at = peer.read(line, from);
    if (at < 0 || !Bytes.startsWith(b, at, to, SASL_FAILED)) {
      line.clearClient();
      line.clear(Field.CLIENT_NAME);
      line.clear(Field.CLIENT_PORT);
      line.setEvent(Event.NOTHING);
      return;
    }
    int mechanism = at + SASL_FAILED.length;
    int blank = Bytes.indexOf(b, mechanism, to, ' ');
    if (blank < 0 || !Bytes.startsWith(b, blank, to, AUTHENTICATION_FAILED)) {
      line.setEvent(Event.COMPLAINT);
      return;
    }
    line.setWord(Field.ACTION, "authentication failed");
    int why = blank + AUTHENTICATION_FAILED.length + COLON.length;
    line.setEvent(Words.anyAt(b, why, to, OUTAGES) ? Event.COMPLAINT : Event.AUTH_FAILURE);
    int name = Bytes.indexOf(b, blank, to, FAILED_USERNAME);
    int nameFrom = name + FAILED_USERNAME.length;
    if (name >= 0 && !Words.is(b, nameFrom, to, UNAVAILABLE)) {
      line.set(Field.SASL_USERNAME, nameFrom, to);
    }
  }
}
