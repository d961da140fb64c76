package slash64.maillog.format;

import slash64.maillog.envelope.DockerReader;
import slash64.maillog.envelope.EnvelopeReader;
import slash64.maillog.envelope.Repeats;
import slash64.maillog.envelope.ShippedReader;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads one line of any known form: whose it is shows at its head, then the envelope is read, then
 * the text by its program. One object per file being read, since stamps lean on their neighbours
 * and records of PowerMTA span lines; not thread-safe.
 */
public final class LineParser {
  /** More than the part of a file that is looked at has, most of the time. */
  private static final int MOST_AHEAD = 16_384;

  private static final long HALF_YEAR_MICROS = 183L * 86_400 * 1_000_000;

  private final StampClock clock;
  private final EnvelopeReader envelopes;
  private final Programs programs = new Programs();
  private final KumoMtaFormat kumoMta = new KumoMtaFormat();
  private final RspamdFormat rspamd = new RspamdFormat();
  private final DockerReader docker = new DockerReader();
  private final ShippedReader shipped = new ShippedReader();
  private final PowerMtaFile powerMta;
  private final RejectLog rejectLog = new RejectLog();

  public LineParser(StampClock clock) {
    this.clock = clock;
    this.envelopes = new EnvelopeReader(clock);
    this.powerMta =
        new PowerMtaFile(
            (line, local) -> {
              clock.useNobody();
              line.setTime(
                  clock.local(
                      Math.floorDiv(local, 1_000_000L), (int) Math.floorMod(local, 1_000_000L)),
                  true);
              line.setTimeAmbiguous(clock.isAmbiguous());
            });
  }

  /**
   * Takes the first line of a file of which only a later part is read: PowerMTA's names the columns
   * there.
   */
  public void prime(byte[] bytes, int from, int to) {
    if (PowerMtaFile.isHeader(bytes, from, to)) {
      LogLine header = new LogLine();
      header.reset(bytes, from, to);
      powerMta.read(header);
    }
  }

  /** Reads a line that was just reset: afterwards it has an event or a refusal. */
  public void parse(LogLine line) {
    byte first = line.start() < line.end() ? line.bytes()[line.start()] : 0;
    if (first == '{') {
      readJson(line);
    } else if (powerMta.takes(line, first)) {
      powerMta.read(line);
    } else if (!rejectLog.takes(line, first)) {
      readText(line);
      rejectLog.see(line);
    }
  }

  /** Returns whose line was read, null if it is a logger's or nobody's that is known. */
  public LogFormat format(LogLine line) {
    if (!line.has(Field.PROGRAM)) {
      return null;
    }
    boolean isPowerMta = PowerMtaFile.PROGRAM.equals(line.word(Field.PROGRAM));
    return isPowerMta ? LogFormat.POWERMTA : programs.of(line);
  }

  private void readJson(LogLine line) {
    switch (JsonLines.of(line)) {
      case JOURNALD -> readText(line);
      case DOCKER -> {
        if (docker.unwrap(line)) {
          readText(line);
        }
      }
      case SHIPPER -> {
        if (shipped.unwrap(line)) {
          readText(line);
        }
      }
      case KUMOMTA -> kumoMta.read(line);
      case RSPAMD -> rspamd.readJson(line);
    }
    anchor(line);
  }

  private void anchor(LogLine line) {
    if (line.hasTime() && !line.timeInferred()) {
      clock.anchor(Math.floorDiv(line.micros(), 1_000_000L));
    }
  }

  private void readText(LogLine line) {
    if (!envelopes.read(line) || !Repeats.unwrap(line)) {
      return;
    }
    if (!line.has(Field.PROGRAM)) {
      readRecord(line);
      return;
    }
    programs.read(line);
    if (line.timeInferred()) {
      settleYear(line);
    }
  }

  /**
   * Reads an object that a container's runtime wrote its header before. What is a wrapper itself is
   * not unwrapped once more.
   */
  private void readRecord(LogLine line) {
    switch (JsonLines.of(line)) {
      case KUMOMTA -> kumoMta.read(line);
      case RSPAMD -> rspamd.readJson(line);
      case JOURNALD, DOCKER, SHIPPER -> line.refuse(Refusal.UNKNOWN_PROGRAM);
    }
    anchor(line);
  }

  /** An id that tells the second it was made tells the year that RFC 3164 leaves out. */
  private void settleYear(LogLine line) {
    long second = idSecond(line);
    if (second < 0) {
      return;
    }
    boolean isFar = Math.abs(line.micros() - second * 1_000_000L) > HALF_YEAR_MICROS;
    if (isFar && line.has(Field.HOST)) {
      clock.anchor(second);
      long settled = clock.again();
      if (settled != Long.MIN_VALUE) {
        line.setTime(settled, true);
      }
    }
  }

  private long idSecond(LogLine line) {
    return line.has(Field.QUEUE_ID) && line.word(Field.QUEUE_ID) == null
        ? IdTime.epochSecond(
            line.bytes(), line.from(Field.QUEUE_ID), line.to(Field.QUEUE_ID), clock.year())
        : -1;
  }

  /**
   * Looks through the first lines of what is to be read, so that lines before the first one that
   * tells its year have the right one too. The lines are not taken.
   */
  public void lookAhead(byte[] bytes, int from, int to) {
    LineParser probe = new LineParser(clock.fresh());
    LogLine line = new LogLine();
    int at = from;
    for (int i = 0; i < MOST_AHEAD && at < to; i++) {
      int lineFeed = Bytes.indexOf(bytes, at, to, '\n');
      if (lineFeed < 0) {
        return;
      }
      line.reset(bytes, at, lineFeed);
      probe.parse(line);
      long second = line.hasTime() && !hasNoYear(line) ? line.micros() / 1_000_000 : idSecond(line);
      if (second >= 0) {
        clock.anchor(second);
        return;
      }
      at = lineFeed + 1;
    }
  }

  /** Stamps with a year begin with it, all others with a letter. */
  private static boolean hasNoYear(LogLine line) {
    String word = line.word(Field.TIMESTAMP);
    int first = word != null ? word.charAt(0) : line.bytes()[line.from(Field.TIMESTAMP)];
    return first > '9';
  }
}
