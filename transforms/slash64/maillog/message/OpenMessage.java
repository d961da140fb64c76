package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * What is known so far of one transaction or connection. Mutable and pooled: the joiner fills it
 * line by line, the reader writes it out as one row and gives it back.
 */
public final class OpenMessage {
  static final byte MESSAGE = 0;
  static final byte REFUSED = 1;
  static final byte CONNECTION = 2;
  static final byte STATISTICS = 3;

  private static final int WHOLE_ADDRESS = 128;

  private static final Text[] VERDICTS = {
    Text.VERDICT, Text.FILTER_ACTION, Text.SPF, Text.DKIM, Text.DMARC, Text.DIGEST,
  };

  /** A longer list of recipients is no longer told apart. */
  private static final int MAX_HASHES = 1_000;

  // Key in the table of open messages.
  long key0;
  long key1;
  long key2;
  int source;

  private final KeptTexts texts;

  byte kind;
  String mta;
  long firstMicros;
  long lastMicros;
  boolean timeInferred;
  boolean submission;
  boolean local;
  boolean hasClient;
  long clientHigh;
  long clientLow;

  /** Length of the network that the client bits name, of 128; usually a whole address. */
  int clientBits;

  boolean hasSize;
  long size;
  int connections;

  /** How many sessions of the client the server saw at once; 0 if it does not say. */
  int concurrent;

  int recipients;
  int sent;
  int bounced;
  int deferrals;
  int rejects;
  int tempfails;
  int authFailures;
  int rejectCode;
  String rejectClass;
  boolean hasScore;
  double score;
  int lines;
  boolean hasStart;
  boolean queued;
  boolean discarded;
  boolean closed;
  long closedMicros;
  boolean open;

  /** Whether a line said that the queue id is done with. */
  boolean removed;

  /** Whether it waits among the closed ones for lines that come late. */
  boolean settling;

  /** Made from a filter's lines alone, so that it comes out open whenever it comes out. */
  boolean part;

  /** Given up by the queue manager, with every recipient that was put off until then. */
  boolean expired;

  /** The outer message, if this one is its second queue id behind a content filter. */
  OpenMessage outer;

  /** Whether it is the outer message itself, which an operator has queued anew. */
  boolean isRequeued;

  /** Whether another server or filter handed it on for its client (XFORWARD). */
  boolean isHandedOn;

  /** Whether that server said so as it handed the message on, and greeted in its own name. */
  boolean isForwarded;

  /** The session that opened it, while that may still end it. */
  Session session;

  /** Put out as a row: lines that name it come too late. */
  boolean out;

  /** How many second queue ids of this message are still open. */
  int inner;

  private final Hashes pending = new Hashes(MAX_HASHES);
  private final Hashes settled = new Hashes(MAX_HASHES);

  /** An empty message that keeps texts that are asked for. */
  OpenMessage(WantedColumns columns) {
    texts = new KeptTexts(columns.texts());
  }

  void reset() {
    texts.clear();
    kind = MESSAGE;
    mta = null;
    firstMicros = Long.MAX_VALUE;
    lastMicros = Long.MIN_VALUE;
    timeInferred = false;
    submission = false;
    local = false;
    hasClient = false;
    clientBits = WHOLE_ADDRESS;
    hasSize = false;
    connections = 0;
    concurrent = 0;
    recipients = 0;
    sent = 0;
    bounced = 0;
    deferrals = 0;
    rejects = 0;
    tempfails = 0;
    authFailures = 0;
    rejectCode = 0;
    rejectClass = null;
    hasScore = false;
    lines = 0;
    hasStart = false;
    queued = false;
    discarded = false;
    closed = false;
    open = false;
    outer = null;
    isRequeued = false;
    isHandedOn = false;
    isForwarded = false;
    session = null;
    removed = false;
    settling = false;
    part = false;
    expired = false;
    out = false;
    key0 = 0;
    key1 = 0;
    key2 = 0;
    inner = 0;
    pending.clear();
    settled.clear();
  }

  /** Counts a line as this message's and widens its span of time. */
  void touch(LogLine line) {
    lines++;
    see(line);
  }

  /** Widens the span of time to a line that is counted elsewhere. */
  void see(LogLine line) {
    if (line.hasTime()) {
      firstMicros = Math.min(firstMicros, line.micros());
      lastMicros = Math.max(lastMicros, line.micros());
      timeInferred |= line.timeInferred();
    }
  }

  /** Returns whether somebody asks for this text. */
  boolean wants(Text field) {
    return texts.wants(field);
  }

  public boolean has(Text field) {
    return texts.has(field);
  }

  /** Returns where a field that it has begins in {@link #text}. */
  public int from(Text field) {
    return texts.from(field);
  }

  /** Returns where a field that it has ends in {@link #text}. */
  public int to(Text field) {
    return texts.to(field);
  }

  /** Returns the bytes that all fields stand in, as UTF-8; to be read only. */
  public byte[] text() {
    return texts.bytes();
  }

  /**
   * Copies a field of the line, if it has it and somebody asks for it; the first value stays unless
   * {@code replace}.
   */
  void take(Text field, LogLine line, Field source, boolean replace) {
    texts.take(field, line, source, replace);
  }

  /** Keeps the client's name unless the server could not confirm it ({@code unknown}). */
  void takeName(LogLine line, boolean replace) {
    if (!line.is(Field.CLIENT_NAME, "unknown")) {
      take(Text.CLIENT_NAME, line, Field.CLIENT_NAME, replace);
    }
  }

  /** Keeps a text, if somebody asks for it. */
  void set(Text field, byte[] bytes, int from, int to) {
    texts.set(field, bytes, from, to);
  }

  /** Copies a field of another row, if that has it; the own value stays unless {@code replace}. */
  void copy(Text field, OpenMessage other, boolean replace) {
    texts.copy(field, other.texts, replace);
  }

  /** Returns whether the field is known, and is this. */
  boolean is(Text field, byte[] value) {
    return texts.is(field, value);
  }

  /** Returns the field as text, or null if it is not known. */
  public String string(Text field) {
    return texts.string(field);
  }

  public boolean hasTime() {
    return firstMicros != Long.MAX_VALUE;
  }

  /** Returns microseconds since 1970 of the first line; meaningful if {@link #hasTime}. */
  public long micros() {
    return firstMicros;
  }

  public boolean hasClient() {
    return hasClient;
  }

  /** Returns whether the client is one address, not a network of them. */
  boolean hasAddress() {
    return hasClient && clientBits == WHOLE_ADDRESS;
  }

  public long clientHigh() {
    return clientHigh;
  }

  public long clientLow() {
    return clientLow;
  }

  public boolean hasScore() {
    return hasScore;
  }

  public double score() {
    return score;
  }

  /** Returns whether it was made from the lines of content filters alone. */
  public boolean isScan() {
    return Server.isFilter(mta);
  }

  /** Returns whether its end was not seen. */
  public boolean isOpen() {
    return open;
  }

  void addPending(long recipient) {
    pending.add(recipient);
  }

  /** A recipient got the message or never will: what put it off before is over. */
  void settle(long recipient) {
    pending.remove(recipient);
    if (!hasStart) {
      settled.add(recipient); // it may have been put off before this part of the log
    }
  }

  /** Returns hashes of the recipients whose last attempt was put off. */
  public Hashes pending() {
    return pending;
  }

  /** Returns hashes of the recipients settled here; kept only while the start was not seen. */
  public Hashes settled() {
    return settled;
  }

  /** Gives up on every recipient that is still put off. */
  void expirePending() {
    bounced += pending.size();
    if (!hasStart) {
      settled.addAll(pending);
    }
    pending.clear();
    expired = true;
  }

  /** Returns whether other lines of the message may lie elsewhere: before these, or after. */
  boolean isPart() {
    return open || (kind == MESSAGE && !hasStart);
  }

  boolean isBehind(OpenMessage other) {
    for (OpenMessage at = outer; at != null; at = at.outer) {
      if (at == other) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether nothing but the outcome of its recipients tells that a message is over. Postfix and
   * Exim say so in a line.
   */
  boolean endsWithItsRecipients() {
    return "sendmail".equals(mta) || "opensmtpd".equals(mta) || "kumomta".equals(mta);
  }

  /**
   * Whether as many recipients are settled as were told. OpenSMTPD and Sendmail tell the number
   * before they expand aliases, so that there none may be put off either.
   */
  boolean hasSettledAll() {
    return recipients > 0
        && sent + bounced >= recipients
        && (pending.size() == 0 || "kumomta".equals(mta));
  }

  /**
   * Whether a filter began to hand a message on and then did not: the server before the filter
   * tells what came of it.
   */
  boolean isLeftInside() {
    return isForwarded
        && hasStart
        && !queued
        && !discarded
        && !removed
        && !has(Text.MESSAGE_ID)
        && rejects + tempfails + sent + bounced + deferrals == 0;
  }

  /** Takes over what filters said of the message before it opened. */
  void takeVerdict(OpenMessage part) {
    lines += part.lines;
    firstMicros = Math.min(firstMicros, part.firstMicros);
    if (!hasClient && part.hasClient) {
      hasClient = true;
      clientHigh = part.clientHigh;
      clientLow = part.clientLow;
    }
    for (Text field : VERDICTS) {
      copy(field, part, false);
    }
    if (!hasScore && part.hasScore) {
      hasScore = true;
      score = part.score;
    }
  }

  /** Makes this a row of the connection that another row came by; counts are the caller's. */
  void becomeConnection(OpenMessage facts) {
    kind = CONNECTION;
    hasStart = true;
    mta = facts.mta;
    submission = facts.submission;
    local = facts.local;
    firstMicros = facts.firstMicros;
    lastMicros = facts.lastMicros;
    timeInferred = facts.timeInferred;
    hasClient = facts.hasClient;
    clientHigh = facts.clientHigh;
    clientLow = facts.clientLow;
    copy(Text.HOST, facts, false);
    copy(Text.INSTANCE, facts, false);
    copy(Text.CLIENT_NAME, facts, false);
    copy(Text.HELO, facts, false);
    copy(Text.TLS_VERSION, facts, false);
    copy(Text.TLS_CIPHER, facts, false);
    copy(Text.TLS_CERTIFICATE, facts, false);
  }

  /**
   * Takes over what the second queue id behind a content filter came to: its deliveries are this
   * message's own.
   */
  void absorb(OpenMessage second) {
    sent += second.sent;
    bounced += second.bounced;
    deferrals += second.deferrals;
    rejects += second.rejects;
    tempfails += second.tempfails;
    lines += second.lines;
    lastMicros = Math.max(lastMicros, second.lastMicros);
    discarded |= second.discarded;
    if (second.isRequeued) {
      pending.clear(); // whom this one had put off, the second one has tried
    }
    pending.addAll(second.pending);
    copy(Text.STATUS_DSN, second, true);
    for (Text field : VERDICTS) {
      copy(field, second, false);
    }
    if (!hasScore && second.hasScore) {
      hasScore = true;
      score = second.score;
    }
  }
}
